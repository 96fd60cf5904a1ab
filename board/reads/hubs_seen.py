"""How the hubs of a board stand, as its pages tell it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from board.reads.health import HubAlarm

if TYPE_CHECKING:
    from collections.abc import Iterator

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime
CHANGED, STANDS_STILL = "hub_changed", "hub_stalled"
STALLED, ILL = "stalled", "ill"
"""Why a hub that answers is none to be asked: it reads on no more, or says so."""
STILL = frozenset({STALLED, ILL})


class HubSeen(Struct, frozen=True, kw_only=True):
    """One hub: `why` it cannot be asked, '' where it can, and in its own words; how
    many messages it lacks of what any hub has, if it says; since when it is asked.
    """

    address: str
    is_asked: bool = False
    why: str = ""
    detail: str = ""
    lacks: int | None = None
    status: str = "unknown"
    since: Moment | None = None


class HubsSeen(Struct, frozen=True, kw_only=True):
    """All of them in the order in which they are preferred; none where the board knows
    only one. `is_behind`: the one that answers has read less than was shown, and has
    all up to `whole_until`, where that can be told.
    """

    hubs: tuple[HubSeen, ...] = ()
    changed_at: Moment | None = None
    is_behind: bool = False
    whole_until: Moment | None = None

    @property
    def asked(self) -> int:
        """The place of the one that is asked."""
        return next((n for n, one in enumerate(self.hubs) if one.is_asked), 0)

    @property
    def alarms(self) -> tuple[HubAlarm, ...]:
        """That another answers than the preferred one; that it reads on no more."""
        return tuple(self._alarms()) if self.hubs else ()

    def _alarms(self) -> Iterator[HubAlarm]:
        preferred, present = self.hubs[0], self.hubs[self.asked]
        if present.why in STILL:
            yield HubAlarm(STANDS_STILL, f"{present.address}: {present.why}")
        if self.asked:
            said = f"{present.address} answers, not {preferred.address}"
            yield HubAlarm(CHANGED, said, self.changed_at)
