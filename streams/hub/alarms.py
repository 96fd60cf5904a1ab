"""The alarms that stand: one of a code at a time, each since it was first raised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from streams.clock import now
from streams.landing.positions import Alarm
from streams.status import AlarmStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from streams.broker.cluster import ClusterFacts
    from streams.broker.transactions import HoldUp
    from streams.broker.unreadable import Passed
    from streams.status import BackupStatus, HaltStatus, SourceStatus

BROKER, STORE, HALTED = "broker", "store", "halted"
SKIPPED = "skipped"
OPEN_TRANSACTION, REFUSED_SOURCE = "open_transaction", "refused_source"
MISPLACED = "misplaced"
BACKUP_FAILED, BACKUP_LATE, BACKUP_FULLER, BACKUP_LACKS = (
    "backup_failed",
    "backup_late",
    "backup_fuller",
    "backup_lacks",
)
LATE_AFTER: Final = timedelta(hours=36)
"""The backup of one night was missed, and the next is half a day away."""
OVER_WITH_THE_NEXT: Final = (BROKER, "ahead", "no_leader")
"""Alarms about the broker: each puts an end to the others, a consumer to all."""


class Alarms:
    """For one thread at a time."""

    def __init__(self) -> None:
        self._standing: dict[str, AlarmStatus] = {}

    def __contains__(self, code: str) -> bool:
        return code in self._standing

    def __getitem__(self, code: str) -> AlarmStatus:
        return self._standing[code]

    def all(self) -> list[AlarmStatus]:
        return list(self._standing.values())

    def put(self, code: str, detail: str) -> None:
        """Raise one, or say it anew."""
        since = self._standing[code].since if code in self else now()
        self._standing[code] = AlarmStatus(code, detail, since)

    def drop(self, code: str) -> None:
        """What was told by it is over."""
        self._standing.pop(code, None)

    def keep(self, code: str, alarms: Iterable[Alarm]) -> None:
        """Raise one for all of these, or drop it when there are none."""
        details = "; ".join(alarm.detail for alarm in alarms)
        if details:
            self.put(code, details)
        else:
            self.drop(code)

    def end_all_but(self, alarm: str) -> None:
        """Of those about the broker only one can be so."""
        for code in OVER_WITH_THE_NEXT:
            if code != alarm:
                self.drop(code)


def leaderless(cluster: ClusterFacts) -> Iterator[Alarm]:
    for topic in cluster.topics:
        if topic.leaderless:
            numbers = ", ".join(map(str, topic.leaderless))
            yield Alarm("no_leader", f"no broker leads {topic.topic}[{numbers}]")


def halted(halts: Iterable[HaltStatus]) -> list[Alarm]:
    """Each partition that cannot be read on, and how a person gets past it."""
    return [
        Alarm(
            HALTED,
            f"{one.topic}[{one.partition}] halts at offset {one.offset}: {one.reason}; "
            "what cannot be mended is left out by: python -m streams skip "
            f"{one.topic} {one.partition} {one.offset}",
        )
        for one in halts
    ]


def left_out(passed: Iterable[Passed]) -> list[Alarm]:
    return [
        Alarm(
            SKIPPED,
            f"{one.topic}[{one.partition}]: offsets {one.offset} to {one.until - 1} "
            "could not be read and were left out as asked",
        )
        for one in passed
    ]


def held_up(hold_ups: Iterable[HoldUp]) -> list[Alarm]:
    return [
        Alarm(
            OPEN_TRANSACTION,
            f"{one.topic}[{one.partition}]: a transaction left open at offset "
            f"{one.offset} holds back all that follows; end it at its sender",
        )
        for one in hold_ups
    ]


def refused(sources: Iterable[SourceStatus]) -> list[Alarm]:
    return [
        Alarm(
            REFUSED_SOURCE,
            f"{one.topic}: most messages of {one.source or 'a source that is not said'}"
            f" are refused ({one.reason})",
        )
        for one in sources
    ]


def misplaced(total: int, oldest: str) -> list[Alarm]:
    """Items whose moves and facts name different divisions (辖区不符)."""
    if not total:
        return []
    said = (
        f"{total} open items lie in another division than their moves say, the oldest "
        f"is {oldest}; a center above both reassigns them"
    )
    return [Alarm(MISPLACED, said)]


def backups(status: BackupStatus | None, at: datetime) -> Mapping[str, list[Alarm]]:
    """What is amiss with the backups, by code; nothing where none are taken."""
    said = {
        BACKUP_FAILED: _failed(status) if status else "",
        BACKUP_LATE: _late(status, at) if status and status.is_known else "",
        BACKUP_FULLER: _fuller(status) if status else "",
        BACKUP_LACKS: _lacks(status) if status else "",
    }
    return {code: [Alarm(code, text)] if text else [] for code, text in said.items()}


def _failed(status: BackupStatus) -> str:
    said = f"no backup could be taken: {status.failed}; then: python -m streams backup"
    return said if status.failed else ""


def _late(status: BackupStatus, at: datetime) -> str:
    now_or_then = (
        "one is taken between 2 and 5 in the morning while the hub runs, or now by: "
        "python -m streams backup"
    )
    if status.made_at is None:
        return f"there is no backup yet; {now_or_then}"
    is_late = at - status.made_at > LATE_AFTER
    said = f"the last good backup, {status.name}, is older than 36 hours; {now_or_then}"
    return said if is_late else ""


def _lacks(status: BackupStatus) -> str:
    said = (
        f"the newest backup, {status.name}, is without {status.lacks}; mend that, "
        "then: python -m streams backup"
    )
    return said if status.lacks else ""


def _fuller(status: BackupStatus) -> str:
    said = (
        f"the backup {status.fuller} holds more messages than this store: if the store "
        f"was lost, stop the hub, then: python -m streams restore {status.fuller}"
    )
    return said if status.fuller else ""
