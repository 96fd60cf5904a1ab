"""处置清单 as plain rows: which list an item has, and what its steps are."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LETTERS = 16
LEAST_SEVERITY, LEAST_SCALE = "04", "01"


class Step(NamedTuple):
    """A step of a list; its minutes count from when the item became known. Of `role`
    and `agency` the one who does it is named, the other is ''.
    """

    checklist: str
    number: int
    text: str
    role: str
    agency: str
    minutes: int


@cache
def steps() -> Mapping[str, Sequence[Step]]:
    """The steps of each list, in their order."""
    every = [
        Step(
            row["checklist"],
            int(row["step"]),
            row["name_zh"],
            row["role"],
            row["agency"],
            int(row["minutes"]),
        )
        for row in table("checklist_steps.csv")
    ]
    every.sort(key=lambda one: (one.checklist, one.number))
    return {key: tuple(some) for key, some in groupby(every, lambda one: one.checklist)}


@cache
def edition(checklist: str) -> str:
    """A hash of 16 letters over all steps of a list, as they read now."""
    rows = [
        row for row in table("checklist_steps.csv") if row["checklist"] == checklist
    ]
    return sha256(repr(rows).encode()).hexdigest()[:LETTERS]


def fitting(
    kind: str, category: str, severity: str, scale: str | None = None
) -> str | None:
    """The one list that an item has, or None: by the first rule that fits it."""
    for rule in table("checklists.csv"):
        if (
            rule["kind"] == kind
            and rule["category"] in ("", category)
            and severity <= (rule["severity"] or LEAST_SEVERITY)
            and (scale or LEAST_SCALE) >= (rule["scale"] or LEAST_SCALE)
        ):
            return rule["checklist"]
    return None
