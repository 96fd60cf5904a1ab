"""What today's items are about, where they stand in the process, and alarm load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.picture.rollup import by_part, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.figures import share

if TYPE_CHECKING:
    from board.look.texts import Texts

TOP = 8
STEPS = (
    "raised",
    "acknowledged",
    "registered",
    "accepted",
    "assessed",
    "assigned",
    "signed",
    "handling",
    "joint",
    "feedback",
)
MANAGEABLE = 1
"""EEMUA 191: about one alarm in ten minutes is what one operator can handle."""
FLOOD = 10
"""EEMUA 191 calls more than ten alarms in ten minutes a flood."""


class Bar(Struct, frozen=True):
    """One bar; `share` is its length against the longest, 0 to 1."""

    name: str
    note: str
    kind: str
    count: int
    share: float


class Step(Struct, frozen=True):
    status: str
    name: str
    count: int
    share: float


class Flood(Struct, frozen=True, kw_only=True):
    """Camera alarms of the last ten minutes; `level` is calm, busy or flood."""

    alarms: int
    level: str
    text: str
    top: tuple[Bar, ...]
    faults: int
    faults_text: str
    top_faults: tuple[Bar, ...]


def categories(
    snapshot: Snapshot, scope: int, words: Texts, *, top: int = TOP
) -> tuple[Bar, ...]:
    """The commonest categories of all streams today."""
    return _bars(
        {
            (words.category(*key), words.short_kind(key[0]), key[0]): count
            for key, count in tally(snapshot.pulse.categories, scope).items()
        },
        top,
    )


def steps(snapshot: Snapshot, scope: int, words: Texts) -> tuple[Step, ...]:
    """Open items by their step in the process; steps that never rest are left out."""
    counts = by_part(tally(snapshot.pulse.open, scope), 2)
    others = [one for one in counts if one not in STEPS]
    most = max(counts.values(), default=0)
    return tuple(
        Step(
            status,
            words.known("status", status),
            counts.get(status, 0),
            share(counts.get(status, 0), most),
        )
        for status in (*STEPS, *sorted(others))
    )


def flood(snapshot: Snapshot, scope: int, words: Texts) -> Flood:
    """The load of camera alarms, and device faults apart from public safety."""
    recent = tally(snapshot.pulse.flood, scope)
    alarms = total(recent)
    level = _level(alarms)
    faults = tally(snapshot.pulse.faults, scope)
    broken = total(faults)
    cameras = snapshot.cameras.get(scope, 0)
    return Flood(
        alarms=alarms,
        level=level,
        text=words(f"flood.{level}"),
        top=_named(by_part(recent, 0), words),
        faults=broken,
        faults_text=words("flood.faults_rate", rate=f"{1000 * broken / cameras:.2f}")
        if cameras
        else "",
        top_faults=_named(by_part(faults, 0), words),
    )


def _level(alarms: int) -> str:
    if alarms > FLOOD:
        return "flood"
    return "busy" if alarms > MANAGEABLE else "calm"


def _named(counts: dict[str, int], words: Texts) -> tuple[Bar, ...]:
    return _bars(
        {
            (words.category("camera_alert", code), "", "camera_alert"): count
            for code, count in counts.items()
        },
        3,
    )


def _bars(counts: dict[tuple[str, str, str], int], top: int) -> tuple[Bar, ...]:
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    most = order[0][1] if order else 0
    return tuple(
        Bar(name, note, kind, count, share(count, most))
        for (name, note, kind), count in order
    )
