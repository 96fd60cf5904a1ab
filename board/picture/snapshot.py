"""One picture of the whole city: immutable, rolled up for every scope, with its age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.picture.geography import NOWHERE, Geography
from board.picture.places import NONE, Places
from board.picture.rollup import EMPTY, Rollup, Tally
from board.reads.hubs_seen import HubsSeen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.reads import rows
    from board.reads.health import HubHealth, Progress
    from board.reads.rounds import Moment
    from board.reads.warning_rows import HotNow


VILLAGE = "village"


class Pulse(Struct, frozen=True, kw_only=True):
    """What is asked anew with every batch, all of one moment. Keys:
    received (kind, severity), categories (kind, category) of the same, open (kind,
    severity, status, standing), closed (kind, status, standing), confirmed (kind,),
    flood and faults (category,), hourly (kind, ISO hour in Shanghai), yesterday and
    last_year (kind,): received to the same time of day; usual (days ago,): camera
    alerts in the hour to this time of day; faults without a category are all faulty
    devices; places by scope. `is_whole`: the store held all that had been sent, so
    that counts have a base and silence means something. `store`: whose the numbers of
    batches are that `items` bear.
    """

    moment: Moment | None = None
    is_whole: bool = True
    store: str = ""
    received: Rollup = {}
    yesterday: Rollup = {}
    last_year: Rollup = {}
    hourly: Rollup = {}
    categories: Rollup = {}
    open: Rollup = {}
    closed: Rollup = {}
    confirmed: Rollup = {}
    flood: Rollup = {}
    usual: Rollup = {}
    faults: Rollup = {}
    items: tuple[rows.Item, ...] = ()
    places: Mapping[int, Places] = {}
    feeds: tuple[rows.FeedAge, ...] = ()
    sources: tuple[rows.SourceAge, ...] = ()


class Pressing(Struct, frozen=True):
    """What presses at a moment. Keys: (measure, kind, severity). Of each center how
    many urgent notices by it or to it are not signed for.
    """

    moment: Moment | None = None
    counts: Rollup = {}
    urgent: Mapping[int, int] = {}


class Background(Struct, frozen=True, kw_only=True):
    """What changes slowly and is asked twice a minute. Keys: daily (kind, ISO day),
    measures (axis, kind, measure) of the last days; which types run hot where.
    """

    moment: Moment | None = None
    daily: Rollup = {}
    measures: Rollup = {}
    silences: tuple[rows.Silence, ...] = ()
    calendar: rows.Calendar | None = None
    hot: tuple[HotNow, ...] = ()


class Pipeline(Struct, frozen=True, kw_only=True):
    """How the stream runs: where the store stands, its commits, what it refused."""

    partitions: tuple[rows.Partition, ...] = ()
    commits: tuple[rows.Commit, ...] = ()
    rejects: tuple[rows.Reject, ...] = ()
    reject_counts: tuple[rows.RejectCount, ...] = ()
    alarms: tuple[rows.AlarmRaised, ...] = ()


class Snapshot(Struct, frozen=True, kw_only=True):
    """The last good picture; `failure` says why it is not the present one. One that
    `is_past` was asked for: it is of then on purpose. `touched`: of items that somebody
    looks at, by kind and id, the newest batch that said something of each.
    """

    version: int = 0
    as_of: datetime | None = None
    failure: str = ""
    batch: rows.Batch | None = None
    geography: Geography = NOWHERE
    cameras: Mapping[int, int] = {}
    pulse: Pulse = Pulse()
    deadlines: Pressing = Pressing()
    background: Background = Background()
    pipeline: Pipeline = Pipeline()
    health: HubHealth | None = None
    hubs: HubsSeen = HubsSeen()
    progress: Progress | None = None
    is_past: bool = False
    touched: Mapping[tuple[str, str], int] = {}

    @property
    def is_stale(self) -> bool:
        return bool(self.failure)

    @property
    def is_synthetic(self) -> bool:
        """Whether the hub's records are; until it says so they are taken for it."""
        return self.health is None or self.health.is_synthetic

    def counted_at(self, now: datetime) -> datetime:
        """The moment that its counts are of; before the first picture `now`."""
        return self.pulse.moment.at if self.pulse.moment else now

    def open_now(self, scope: int) -> Tally | None:
        """What is open in a scope; keys as in `Pulse.open`."""
        return self._if_whole(self.pulse.open, scope)

    def pressing(self, scope: int) -> Tally | None:
        """What presses in a scope; keys as in `Pressing`."""
        return self._if_whole(self.deadlines.counts, scope)

    def unsigned(self, scope: int) -> int:
        """How many urgent notices by the center of a scope, or to it, somebody has not
        signed for.
        """
        centers = self.geography.centers.values()
        there = (one.center_code for one in centers if one.division_code == scope)
        found = self.deadlines.urgent.get(next(there, 0), 0)
        return found if self.pulse.is_whole else 0

    def measured(self, scope: int) -> Tally | None:
        """What rates of the last days are made of; keys as in `Background.measures`."""
        return self._if_whole(self.background.measures, scope)

    def hot(self, scope: int) -> tuple[HotNow, ...] | None:
        """What runs hot in a scope; None of a village, and while it is not known."""
        division = self.geography.divisions.get(scope)
        is_known = self.pulse.is_whole and self.background.moment is not None
        if division is None or division.tier == VILLAGE or not is_known:
            return None
        contains = self.geography.contains
        hot = self.background.hot
        return tuple(one for one in hot if contains(scope, one.division_code))

    def base(self, earlier: Rollup, scope: int) -> Tally | None:
        """What a scope's counts of today are held against."""
        return self._if_whole(earlier, scope)

    def places(self, scope: int) -> Places:
        """Where the open items of a scope stand."""
        return self.pulse.places.get(scope, NONE) if self.pulse.is_whole else NONE

    def _if_whole(self, rollup: Rollup, scope: int) -> Tally | None:
        """While history loads, much is open that was ended long since, and what came
        earlier is not all there: none of it is known, and nothing may say it.
        """
        return tally(rollup, scope) if self.pulse.is_whole else None


def tally(rollup: Rollup, scope: int) -> Tally:
    return rollup.get(scope, EMPTY)
