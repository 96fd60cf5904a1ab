"""One picture of the whole city: immutable, rolled up for every scope, with its age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.picture.geography import NOWHERE, Geography
from board.picture.rollup import EMPTY, Rollup, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.picture.places import Places
    from board.reads import rows
    from board.reads.health import HubHealth, Progress


class Pulse(Struct, frozen=True, kw_only=True):
    """What is asked anew with every batch. Keys: received (kind, severity), categories
    (kind, category) of the same, open (kind, severity, status), closed (kind,), flood
    and faults (category,); places by scope.
    """

    received: Rollup = {}
    categories: Rollup = {}
    open: Rollup = {}
    closed: Rollup = {}
    flood: Rollup = {}
    faults: Rollup = {}
    items: tuple[rows.Item, ...] = ()
    places: Mapping[int, Places] = {}
    feeds: tuple[rows.FeedAge, ...] = ()


class Comparison(Struct, frozen=True, kw_only=True):
    """What is asked twice a minute. Keys: yesterday, last_year (kind,), hourly (kind,
    ISO hour in Shanghai), daily (kind, ISO day), measures (axis, kind, measure) of the
    last days.
    """

    yesterday: Rollup = {}
    last_year: Rollup = {}
    hourly: Rollup = {}
    daily: Rollup = {}
    measures: Rollup = {}
    silences: tuple[rows.Silence, ...] = ()
    sources: tuple[rows.SourceAge, ...] = ()
    calendar: rows.Calendar | None = None


class Pipeline(Struct, frozen=True, kw_only=True):
    """How the stream runs: where the store stands, its commits, what it refused."""

    partitions: tuple[rows.Partition, ...] = ()
    commits: tuple[rows.Commit, ...] = ()
    rejects: tuple[rows.Reject, ...] = ()
    reject_counts: tuple[rows.RejectCount, ...] = ()
    alarms: tuple[rows.AlarmRaised, ...] = ()


class Snapshot(Struct, frozen=True, kw_only=True):
    """The last good picture; `failure` says why it is not the present one. Keys of the
    deadlines: (measure, kind, severity).
    """

    version: int = 0
    as_of: datetime | None = None
    failure: str = ""
    batch: rows.Batch | None = None
    geography: Geography = NOWHERE
    cameras: Mapping[int, int] = {}
    pulse: Pulse = Pulse()
    deadlines: Rollup = {}
    comparison: Comparison = Comparison()
    pipeline: Pipeline = Pipeline()
    health: HubHealth | None = None
    progress: Progress | None = None

    @property
    def is_stale(self) -> bool:
        return bool(self.failure)


def tally(rollup: Rollup, scope: int) -> Tally:
    return rollup.get(scope, EMPTY)
