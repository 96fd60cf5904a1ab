"""责任清单 as plain rows: which agency answers for what, and where agencies sit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

FILE = "responsibilities.csv"
SEATED = "suizhou/seated_agencies.csv"
GROUP = "*"
"""What ends a category that stands for all that begin as it does."""
AND = "|"


class Responsible(NamedTuple):
    """A row of the list: who leads and who helps with what it fits. `category` is ''
    for any, `01*` for a group; `tag` is '' for all items, tagged or not; `tier` is the
    one at which the agencies usually answer.
    """

    rule: int
    kind: str
    category: str
    tag: str
    lead: str
    co_handlers: tuple[str, ...]
    tier: str
    basis_zh: str
    basis_en: str
    valid_from: str

    def fits(self, kind: str, category: str, tags: Collection[str], day: str) -> bool:
        return (
            self.kind == kind
            and is_of(category, self.category)
            and self.tag in ("", *tags)
            and self.valid_from <= day
        )

    def basis(self, language: str) -> str:
        """The ground that it rests on."""
        return self.basis_en if language == "en" else self.basis_zh

    @property
    def agencies(self) -> tuple[str, ...]:
        """The lead first."""
        return (self.lead, *self.co_handlers)


def is_of(category: str, pattern: str) -> bool:
    """Whether a category is the one that is named, of the group that is, or any."""
    if not pattern.endswith(GROUP):
        return pattern in ("", category)
    return category.startswith(pattern.removesuffix(GROUP))


@cache
def every() -> Sequence[Responsible]:
    """All rows, in the order in which they are tried."""
    return tuple(
        Responsible(
            int(row["rule"]),
            row["kind"],
            row["category"],
            row["tag"],
            row["lead"],
            tuple(filter(None, row["co_handlers"].split(AND))),
            row["tier"],
            row["basis_zh"],
            row["basis_en"],
            row["valid_from"],
        )
        for row in table(FILE)
    )


def fitting(
    kind: str, category: str, tags: Collection[str], day: date
) -> Responsible | None:
    """The row that says who answers for an item on a day: the first that fits, None
    where the list has none.
    """
    said = day.isoformat()
    return next((one for one in every() if one.fits(kind, category, tags, said)), None)


def presence(tier: str, center: int, agency: str) -> str:
    """How an agency sits in a center, by the list `agency_presence`; '' for one that
    does not. What is said of a center itself comes before what is said of its tier.
    """
    seated = _seated()
    found = seated.get((str(center), agency))
    return seated.get((tier, agency), "") if found is None else found


@cache
def _seated() -> Mapping[tuple[str, str], str]:
    return {
        (row["center_code"] or row["tier"], row["agency_code"]): row["presence"]
        for row in table(SEATED)
    }
