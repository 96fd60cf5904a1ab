"""Which of several hubs is asked, how far was shown, and when another is asked."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from msgspec import structs

from board.reads.hubs_seen import ILL, STALLED, HubSeen, HubsSeen
from board.reads.stalling import ill_since, stuck_in
from board.reads.standing import (
    OTHER,
    Look,
    Present,
    Vector,
    hub_to_ask,
    is_alike,
    is_short,
    is_whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from board.reads.health import HubHealth

LOG = logging.getLogger(__name__)
LEFT_FOR = {
    "": "this one is preferred, or has read more",
    STALLED: "it answers, but reads nothing where another hub reads on",
    ILL: "it answers, but says for long that it is not well",
}


class Succession:
    """Of hubs at these addresses, the preferred one first; safe from any thread."""

    def __init__(self, addresses: Sequence[str], now: Callable[[], datetime]) -> None:
        self._addresses, self._now = tuple(addresses), now
        self._present = Present()
        self._looks = tuple(Look() for _ in self._addresses)
        self._since: datetime | None = None
        self._changed_at: datetime | None = None
        self._settled_at = 0.0
        self._lock = threading.Lock()

    @property
    def present(self) -> Present:
        return self._present

    @property
    def looks(self) -> tuple[Look, ...]:
        return self._looks

    @property
    def here(self) -> tuple[Present, Look]:
        """The hub that is asked, and what the last look at it found."""
        with self._lock:
            return self._present, self._looks[self._present.hub]

    def note_shown(self, place: int, found: Vector) -> bool:
        """Keep how far an answer goes. False for one of a hub that is not asked any
        more: nothing of it may be shown, for its successor was not held against it.
        """
        with self._lock:
            if self._present.hub != place:
                return False
            shown = self._present.shown.with_all_of(found)
            self._present = structs.replace(self._present, shown=shown)
        return True

    def settle(self, looks: tuple[Look, ...], at: float) -> None:
        """Take in what was found `at` a moment of the steady clock, and go over to
        another hub where that is due.
        """
        with self._lock:
            present = self._met(_of_known_topics(self._present, looks), looks, at)
            self._looks = tuple(self._timed(looks, present, at))
            self._settled_at = at
            chosen = hub_to_ask(self._looks, present, at)
            self._present = present
            if chosen != present.hub:
                self._go_over(chosen)

    def _timed(
        self, looks: Sequence[Look], present: Present, at: float
    ) -> Iterator[Look]:
        """Each with since when it has been well, unwell, or stood still."""
        for number, (one, before) in enumerate(zip(looks, self._looks, strict=True)):
            timed = structs.replace(
                one,
                ill_since=ill_since(one, before, at),
                stuck=stuck_in(number, looks, self._looks, at),
            )
            since = _well_since(timed, before, present, at)
            yield structs.replace(timed, well_since=since)

    def _met(self, present: Present, looks: Sequence[Look], at: float) -> Present:
        here = looks[present.hub]
        if not here.answers:
            gone_since = at if present.gone_since is None else present.gone_since
            return structs.replace(present, gone_since=gone_since)
        self._since = self._since or self._now()
        return structs.replace(
            present, gone_since=None, edition=here.edition, holds=here.holds
        )

    def _go_over(self, chosen: int) -> None:
        before, here = self._present.hub, self._looks[chosen]
        left = self._looks[before]
        LOG.warning(
            "hub %s is asked from now on, not %s: %s; it lacks %d messages",
            self._addresses[chosen],
            self._addresses[before],
            left.detail or LEFT_FOR[left.stalls(self._settled_at)],
            here.vector.lacks(self._present.shown),
        )
        self._present = Present(
            chosen, None, here.edition, here.holds, self._present.shown
        )
        self._since = self._changed_at = self._now()

    def health(self) -> HubHealth | None:
        """What the hub that is asked said last of itself; None while it is gone. Among
        the alarms is that another is asked than the preferred one.
        """
        _, look = self.here
        if look.health is None or not look.answers:
            return None
        alarms = (*look.health.alarms, *self.seen().alarms)
        return structs.replace(look.health, alarms=alarms)

    def seen(self) -> HubsSeen:
        """How each hub stands, and whether data are behind what was shown."""
        with self._lock:
            present, looks = self._present, self._looks
        here = looks[present.hub]
        is_behind = len(looks) > 1 and is_short(here, present)
        return HubsSeen(
            hubs=tuple(self._seen(present, looks)),
            changed_at=self._changed_at,
            is_behind=is_behind,
            whole_until=here.whole_until(present.shown) if is_behind else None,
        )

    def _seen(self, present: Present, looks: Sequence[Look]) -> Iterator[HubSeen]:
        furthest = present.shown
        for look in looks:
            furthest = furthest.with_all_of(look.vector)
        for place, (address, look) in enumerate(
            zip(self._addresses, looks, strict=True)
        ):
            is_asked = place == present.hub
            is_strange = look.answers and not is_alike(look, present)
            stalls = look.stalls(self._settled_at) if look.answers else ""
            yield HubSeen(
                address=address,
                is_asked=is_asked,
                why=OTHER if is_strange else look.why or stalls,
                detail=look.detail,
                lacks=look.vector.lacks(furthest) if look.answers else None,
                status=look.said,
                since=self._since if is_asked else None,
            )


def _of_known_topics(present: Present, looks: Sequence[Look]) -> Present:
    """What no hub knows any more is not waited for: the cluster was made anew."""
    if not all(one.answers for one in looks):
        return present
    known = frozenset[str]().union(*(one.vector.topic_ids for one in looks))
    return structs.replace(present, shown=present.shown.only(known))


def _well_since(look: Look, before: Look, present: Present, at: float) -> float | None:
    is_well = look.health is not None and look.health.is_well
    if not (is_well and is_whole(look, present)) or look.stalls(at):
        return None
    return at if before.well_since is None else before.well_since
