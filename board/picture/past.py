"""Pictures of the past: the same questions about the moments of an earlier picture."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, structs

from board.picture.questions import ask_background, ask_deadlines, ask_pulse
from board.picture.snapshot import Background, Pressing, Pulse, Snapshot
from board.reads import rounds
from board.reads.health import holds_all
from board.reads.hubs_seen import HubsSeen
from board.reads.reads import HubGone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from board.reads.reads import Reads

KEPT = 4
"""So many moments are looked at again and again: a morning's, a month's end."""


# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = rounds.Moment


class Moments(Struct, frozen=True):
    """What a picture stands on: the moment of each of its rounds, none of one that was
    not asked yet; whether it held all that had been sent.
    """

    pulse: Moment | None = None
    deadlines: Moment | None = None
    background: Moment | None = None
    is_whole: bool = True


def moments(snapshot: Snapshot) -> Moments:
    return Moments(
        snapshot.pulse.moment,
        snapshot.deadlines.moment,
        snapshot.background.moment,
        snapshot.pulse.is_whole,
    )


def all_of(moment: Moment, *, is_whole: bool = True) -> Moments:
    """A picture whose rounds are all of one moment."""
    return Moments(moment, moment, moment, is_whole)


def settled(snapshot: Snapshot) -> Snapshot:
    """The picture without what has no past, the hub's health among it; whether it held
    all that had been sent stays true of it.
    """
    now = snapshot.pulse.moment.at if snapshot.pulse.moment else None
    holds = now is None or holds_all(snapshot.health, snapshot.progress, now)
    is_whole = snapshot.pulse.is_whole and holds and not snapshot.is_stale
    return structs.replace(
        snapshot,
        health=None,
        progress=None,
        hubs=HubsSeen(),
        failure="",
        pulse=structs.replace(snapshot.pulse, is_whole=is_whole, items=()),
    )


def picture_of(moments: Moments, known: Snapshot, reads: Reads) -> Snapshot:
    """The picture of these moments, on the register of the one that is known; raises
    HubGone.
    """
    return structs.replace(
        settled(known),
        is_past=True,
        as_of=moments.pulse.at if moments.pulse else None,
        pulse=_pulse(moments, known, reads),
        deadlines=_deadlines(moments.deadlines, known, reads),
        background=_background(moments.background, known, reads),
    )


def _pulse(moments: Moments, known: Snapshot, reads: Reads) -> Pulse:
    moment = moments.pulse
    if moment is None:
        return Pulse()
    return ask_pulse(
        reads,
        geography=known.geography,
        now=moment.at,
        is_whole=moments.is_whole,
        past=moment,
    )


def _deadlines(moment: Moment | None, known: Snapshot, reads: Reads) -> Pressing:
    if moment is None:
        return Pressing()
    return ask_deadlines(reads, geography=known.geography, now=moment.at, past=moment)


def _background(moment: Moment | None, known: Snapshot, reads: Reads) -> Background:
    if moment is None:
        return Background()
    return ask_background(reads, geography=known.geography, now=moment.at, past=moment)


class PastPictures:
    """Pictures of past moments, each asked for once for all viewers; safe from any
    thread. `known` is the present picture, for its register.
    """

    def __init__(self, reads: Reads, known: Callable[[], Snapshot]) -> None:
        self._reads = reads
        self._known = known
        self._lock = threading.Lock()
        self._kept: dict[datetime, Snapshot] = {}

    def picture(self, at: datetime) -> Snapshot:
        """The picture as of a moment; one that lacks what was still on its way to the
        store is made anew the next time. Raises HubGone.
        """
        with self._lock:
            found = self._kept.get(at) or self._of_one_hub(at)
            if found.pulse.is_whole:
                self._kept[at] = found
            for oldest in tuple(self._kept)[:-KEPT]:
                del self._kept[oldest]
            return found

    def _of_one_hub(self, at: datetime) -> Snapshot:
        return self._reads.of_one_hub(lambda: self._made(at))

    def _made(self, at: datetime) -> Snapshot:
        known = self._known()
        if not known.geography.divisions:
            raise HubGone("the register of divisions is not known yet")
        stands_on = all_of(
            self._reads.moment(at), is_whole=settled(known).pulse.is_whole
        )
        return picture_of(stands_on, known, self._reads)
