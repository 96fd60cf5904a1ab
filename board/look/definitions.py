"""The dictionary of indicators: which read, which columns, which guard."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.formats import Better, Form
    from board.look.texts import Texts

BETTER: Mapping[str, Better] = {"up": "up", "down": "down", "none": "none"}
FORMS: Mapping[str, Form] = {
    "count": "count",
    "percent": "share",
    "per_1000": "per_1000",
    "per_10000": "per_10000",
    "change": "change",
    "minutes": "duration",
    "seconds": "duration",
}
"""How an indicator is written, by the unit that the dictionary gives it."""
SHARES = {"p50_minutes": 0.5, "p90_minutes": 0.9}
"""Percentiles, of how long what ended took: how much of it took no longer."""
UNLISTED = frozenset({"population", "cameras"})
"""What a rate is of without there being items of it."""
FRACTION = re.compile(r"(.+?)(?: ?÷ ?| / )(.+?)(?: [×x] [\d,]+)?")
"""A formula of a rate, in either language: a sum in brackets needs no space."""


class Definition(Struct, frozen=True):
    """One indicator: the sum of `numerator` over that of `denominator` (empty: a count)
    on `axis`, of the rows of a read whose column `only` has this value (empty: all).
    Names and formulas are texts.
    """

    indicator: str
    axis: str
    statement: str
    numerator: str
    denominator: str
    only: tuple[str, str]
    unit: str
    better: Better
    minimum_n: int

    @property
    def kind(self) -> str:
        """The one kind of items that it counts; empty for all."""
        return self._only("kind")

    @property
    def tag(self) -> str:
        """The tag that all bear that it counts; empty for any."""
        return self._only("tag")

    def _only(self, wanted: str) -> str:
        column, value = self.only
        return value if column == wanted else ""

    @property
    def is_percentile(self) -> bool:
        return self.numerator in SHARES

    @property
    def is_timed(self) -> bool:
        """Whether it is of how long items took, and not how many they are."""
        return self.form == "duration"

    @property
    def base(self) -> str:
        """The column that counts the items it stands on."""
        if self.is_percentile:
            return "cases"
        has_items = self.denominator and self.denominator not in UNLISTED
        return self.denominator if has_items else self.numerator

    @property
    def has_misses(self) -> bool:
        """Whether items that it stands on may not be in its numerator."""
        return self.is_percentile or (self.base != self.numerator and not self.is_timed)

    @property
    def is_of_period(self) -> bool:
        """Whether it counts what was in a period, not what is now."""
        return self.axis not in {"open", "none"}

    @property
    def form(self) -> Form:
        """How it is written; what is of no axis is an age."""
        return "age" if self.axis == "none" else FORMS[self.unit]


class Meaning(Struct, frozen=True):
    """An indicator as its reader is told of it; what it has not is empty."""

    name: str
    formula: str
    numerator: str
    denominator: str
    clock: str
    guard: str
    better: str


def meaning(one: Definition, words: Texts) -> Meaning:
    """All that there is to say of an indicator, in the reader's words."""
    formula = words.known("formula", one.indicator)
    over, under = fraction(formula)
    guard = words("definition.guard", least=one.minimum_n) if one.minimum_n else ""
    return Meaning(
        name=words.known("indicator", one.indicator),
        formula=formula,
        numerator=over,
        denominator=under,
        clock=words(f"definition.clock.{one.axis}"),
        guard=guard,
        better=words(f"definition.better.{one.better}"),
    )


def fraction(formula: str) -> tuple[str, str]:
    """What a formula divides by what; both empty where it divides nothing."""
    found = FRACTION.fullmatch(formula)
    return (found[1], found[2]) if found else ("", "")


@cache
def definitions() -> Mapping[str, Definition]:
    """Every indicator by its name, in the order of the file."""
    return {row["indicator"]: _definition(row) for row in table("indicators.csv")}


def _definition(row: Mapping[str, str]) -> Definition:
    column, _, value = row["row_filter"].partition("=")
    return Definition(
        indicator=row["indicator"],
        axis=row["axis"],
        statement=row["statement"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        only=(column, value),
        unit=row["unit"],
        better=BETTER[row["better"]],
        minimum_n=int(row["minimum_n"] or 0),
    )
