"""What is chosen on the page, what it asks the hub, and how that is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.clock import day_of
from board.look.codes import kinds
from board.look.definitions import definitions
from board.picture.filters import ROWS, WHOLE
from board.picture.geography import TIERS
from board.picture.indicators import counted_in, key
from board.picture.periods import Period, names, period
from board.viewer.scope import one_of
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from sql.questions import Question

LADDER = tuple(reversed(TIERS))
"""The tiers from the village up."""
RATES = tuple(f"contained_{tier}" for tier in LADDER)
COUNTED = definitions()[RATES[0]]
CASES = "cases"
CHOICES = ("period", "kind", "flow", "no")
PASSED = "passed"
"""What an address says of all that went higher than expected."""
FLOWS = (
    PASSED,
    *(f"{tier}." for tier in LADDER),
    *(f".{tier}" for tier in LADDER),
    *(f"{one}.{other}" for one in LADDER for other in LADDER),
)
"""Which cases are listed: by expected and resolved tier, of which one may be any."""
CASES_A_PAGE = 25
MOST_CASES = 10_000
"""So many rows go into a file at most: of each its move is looked for."""
MOST_PAGES = 10_000


class Choice(Struct, frozen=True):
    """What a viewer chose; '' is any kind and any flow. `place` is where it is counted:
    a village's in its town.
    """

    period: Period
    kind: str
    flow: str
    page_no: int
    row_limit: int
    place: int

    @property
    def tiers(self) -> tuple[str, str]:
        """Expected and resolved tier that are listed; '' is any."""
        expected, _, resolved = self.flow.partition(".")
        return ("", "") if self.flow in {"", PASSED} else (expected, resolved)


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given, today = picture.choices, day_of(picture.now)
    no = given.get("no", "")
    is_number = no.isascii() and no.isdigit() and len(no) < len(str(MOST_PAGES))
    return Choice(
        period=period(one_of(given.get("period", ""), names(today)), today),
        kind=one_of(given.get("kind", ""), ("", *kinds())),
        flow=one_of(given.get("flow", ""), ("", *FLOWS)),
        page_no=max(int(no), 1) if is_number else 1,
        row_limit=MOST_CASES if given.get(ROWS) == WHOLE[ROWS] else CASES_A_PAGE,
        place=counted_in(COUNTED, picture.scope, picture.snapshot.geography),
    )


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """The counts of three spans and a page of cases. Raises KeyError for a scope that
    is in no register.
    """
    choice = chosen(picture)
    spans = (choice.period.shown, choice.period.over, choice.period.before)
    counts = {
        key(COUNTED, span): fitting(
            COUNTED.statement, {"from_day": span.first, "until_day": span.until}
        )
        for span in spans
    }
    return counts | {CASES: fitting("contained_cases", _wanted(choice, picture))}


def _wanted(choice: Choice, picture: Picture) -> dict[str, Any]:
    division = picture.snapshot.geography.divisions[choice.place]
    expected, resolved = choice.tiers
    return {
        "axis": COUNTED.axis,
        "from_day": choice.period.shown.first,
        "until_day": choice.period.shown.until,
        "low": division.low,
        "high": division.high,
        "kind": choice.kind,
        "expected_tier": expected,
        "resolved_tier": resolved,
        "only_passed": int(choice.flow == PASSED),
        "page_no": choice.page_no,
        "row_limit": choice.row_limit,
    }


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    found = {
        "period": words.known("period", choice.period.name),
        "kind": words.known("kind", choice.kind) if choice.kind else "",
        "flow": flow_text(choice.flow, words) if choice.flow else "",
    }
    return {name: text for name, text in found.items() if text}


def flow_text(flow: str, words: Texts) -> str:
    """Which cases are listed, in words; '' is all of them."""
    if flow in {"", PASSED}:
        return words(f"contained.flow.{flow or 'all'}")
    named = zip(("expected", "resolved"), flow.split("."), strict=True)
    return " → ".join(
        words(f"contained.flow.{side}", tier=words.known("tier", tier))
        for side, tier in named
        if tier
    )


def note_of(picture: Picture) -> str:
    """Where and of what it is counted."""
    told = said(picture)
    where = picture.snapshot.geography.name(chosen(picture).place)
    return " · ".join(
        (where, *(told[one] for one in ("period", "kind") if one in told))
    )
