"""Which agencies the demo asks to help: mostly as the list of who answers says."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from sql.reference.responsibilities import fitting
from streams.simulate.chance import Picker, seeded
from streams.simulate.days import date_of
from streams.simulate.tables import choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from streams.simulate.planned import Draft

FIRST = Picker.of({"lead": 80, "co": 10, "other": 10})
"""Whom the first task of an item goes to; `other` is nobody whom the list names."""


def helper(draft: Draft, task: int) -> str:
    """The agency of a joint task: of one item each task has another one."""
    found = _helpers(draft.kind, draft.category, draft.tags, draft.day, draft.item_id)
    return found[(task - 1) % len(found)]


@lru_cache(maxsize=4096)
def _helpers(
    kind: str, category: str, tags: tuple[str, ...], day: int, item_id: str
) -> Sequence[str]:
    """The one drawn first, then the lead, who helps it, and who else there is."""
    draw = seeded("helpers", item_id)
    row = fitting(kind, category, tags, date_of(day))
    listed = row.agencies if row else ()
    groups: Mapping[str, Sequence[str]] = {
        "lead": listed[:1],
        "co": _shuffled(dict.fromkeys(listed[1:], 1.0), draw),
        "other": _shuffled(_others(kind, listed), draw),
    }
    first = groups[FIRST.pick(draw)][:1]
    return list(dict.fromkeys(chain(first, *groups.values())))


def _others(kind: str, listed: Iterable[str]) -> dict[str, float]:
    weights = dict(choices()["co_agency", kind].shares())
    return {one: weight for one, weight in weights.items() if one not in listed}


def _shuffled(weights: Mapping[str, float], draw: Random) -> Sequence[str]:
    """The heavier the earlier, mostly."""
    return sorted(weights, key=lambda one: draw.random() ** (1 / weights[one]))[::-1]
