"""When what is past its retention is deleted: all day long, a slice at a time.

While the hub keeps up nothing outlives its time by more than half an hour, and no
commit waits for more than a slice.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sql.errors import StoreUnavailableError
from streams.events import HANDLING_TOPIC
from streams.landing.retention import BEGINNING, Place, delete_slice, rules_in
from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sql.store import Store
    from streams.hub.gauge import Gauge
    from streams.intake.reader import Sight
    from streams.landing.retention import Deleted

LOG = logging.getLogger(__name__)
EVERY: Final = timedelta(minutes=10)
GRACE: Final = timedelta(minutes=10)
"""For what was stamped just before the time was over and is still on its way."""
LATELY: Final = timedelta(days=1)
WHOLE_EVERY: Final = timedelta(hours=1)
"""A round looks at what has been over for a day; what stays is judged again, and what
came late is found, by a whole one, now and then and after each backlog.
"""


class Retention:
    """Goes through the records that have an end, round after round; `gauge` is told."""

    def __init__(self, store: Store, gauge: Gauge) -> None:
        self._store = store
        self._gauge = gauge
        self._rules = rules_in(store)
        self._round: Iterator[Deleted] | None = None
        self._not_before: datetime | None = None
        self._whole_after: datetime | None = None
        self._moves_until: datetime | None = None

    def seen(self, sight: Sight, now: datetime) -> None:
        """All moves have been read up to now, if the reader stands at their end; to be
        called while the broker answers, for else nobody knows where that is.
        """
        ends = {at: end for at, end in sight.ends.items() if at[0] == HANDLING_TOPIC}
        if ends and all(sight.positions.get(at, 0) >= ends[at] for at in ends):
            self._moves_until = now

    def step(self, now: datetime, *, is_behind: bool = False) -> None:
        """Delete the next slice, if a round is under way or due; put off, not waited
        for, while disk or memory do not allow it: the next round begins anew.

        Never before the moves are known that say what belongs to a case, nor while a
        backlog is read.
        """
        if is_behind:
            self._whole_after = None
        if is_behind or not self._is_due(now):
            return
        going, self._round = self._round or self._slices(now), None
        self._not_before = now + EVERY
        try:
            deleted = next(going, None)
        except StoreUnavailableError as error:
            LOG.warning(line("deleting put off", reason=error))
            return
        if deleted is not None:
            self._round = going
            self._tell(deleted)

    def _is_due(self, now: datetime) -> bool:
        if self._moves_until is None:
            return False
        is_new = self._not_before is None or now >= self._not_before
        return self._round is not None or is_new

    def _slices(self, now: datetime) -> Iterator[Deleted]:
        until = min(now, self._moves_until or now) - GRACE
        is_whole = self._whole_after is None or now >= self._whole_after
        if is_whole:
            self._whole_after = now + WHOLE_EVERY
        for rule in self._rules:
            lately = Place(rule.over_before(until - LATELY), "")
            place: Place | None = BEGINNING if is_whole else lately
            while place is not None:
                deleted = delete_slice(self._store, rule, place, until=until, now=now)
                place = deleted.place
                yield deleted

    def _tell(self, deleted: Deleted) -> None:
        if not deleted.count:
            return
        self._gauge.deleted(deleted)
        LOG.info(
            line(
                "deleted",
                record=deleted.record,
                items=deleted.items,
                messages=deleted.messages,
                notes=deleted.notes,
            )
        )
