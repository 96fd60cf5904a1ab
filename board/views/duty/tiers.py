"""On duty by tier: how many centers somebody sits in, and what became of the shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.rows_duty import DutyTier, TierShifts
from board.views.common.contents import Column, Contents, Figure, table
from board.views.duty.asking import BY_TIER, SHIFT_COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Level

STATES = ("absent", "late", "to_come", "in_time")
LEVELS: Mapping[str, Level] = {"absent": "bad", "late": "warn"}
COUNTS = ("centers", "staffed", "unstaffed", "people", "of_agencies")


def tiers(picture: Picture) -> Contents:
    """Figures: centers of each tier with somebody on duty, and shifts by their state.
    Table `tiers`: the same and the people, tier by tier.
    """
    words, answers = picture.words, picture.answered
    found = answers.rows(BY_TIER, DutyTier)
    shifts = answers.rows(SHIFT_COUNTS, TierShifts)
    columns = (
        Column(key="is_late", form="flag"),
        Column(key="tier", name=words("column.tier")),
        *(Column(key=k, form="count", name=words(f"duty.{k}")) for k in COUNTS),
        *(Column(key=k, form="count", name=words(f"shift.{k}")) for k in STATES),
    )
    rows = (_row(one, shifts, words) for one in found)
    return Contents(
        title=words("duty.tiers"),
        note=words("duty.tiers_note"),
        figures=(*_staffed(found, words), *_states(shifts, words)),
        tables=(table("tiers", columns, rows),),
    )


def _staffed(found: Iterable[DutyTier], words: Texts) -> Iterator[Figure]:
    for one in found:
        tier = words(f"tier.{one.tier}")
        yield Figure(
            one.staffed,
            "count",
            key=f"staffed.{one.tier}",
            name=words("duty.staffed_of", tier=tier, n=one.centers),
        )


def _states(shifts: Iterable[TierShifts], words: Texts) -> Iterator[Figure]:
    for state, count in _tally(shifts).items():
        level = LEVELS.get(state, "") if count else ""
        name = words(f"shift.{state}")
        yield Figure(count, "count", key=f"shift.{state}", name=name, level=level)


def _tally(shifts: Iterable[TierShifts]) -> dict[str, int]:
    found = dict.fromkeys(STATES, 0)
    for one in shifts:
        found[one.state] += one.shifts
    return found


def _row(one: DutyTier, shifts: Iterable[TierShifts], words: Texts) -> dict[str, Any]:
    states = _tally(shift for shift in shifts if shift.tier == one.tier)
    return states | {
        "is_late": int(states["absent"] > 0),
        "tier": words(f"tier.{one.tier}"),
        "centers": one.centers,
        "staffed": one.staffed,
        "unstaffed": one.centers - one.staffed,
        "people": one.people,
        "of_agencies": one.of_agencies,
    }
