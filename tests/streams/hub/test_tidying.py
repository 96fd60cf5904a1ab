"""Holes are closed at night or in a long backlog, and never in between."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.clock import SHANGHAI
from streams.events import STREAMS
from streams.hub import tidying
from streams.hub.tidying import MOST_MESSAGES, Tidying
from tests.support import messages
from tests.support.hubs import counts, produce, running_in
from tests.support.intake import START, Intake
from tests.support.messages import TOPICS, encoded, event
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from streams.local.broker import LocalBroker

NIGHT = datetime(2026, 11, 24, 3, 30, tzinfo=SHANGHAI)
NOON = NIGHT.replace(hour=12)
SOME = 500
ROWS_ON_DISK = (
    "select sum(count) from pragma_storage_info('items_open') "
    "where column_name = 'row_no' and segment_type = 'BIGINT'"
)


def test_a_night_is_for_tidying_and_once_is_enough() -> None:
    tidying = Tidying(NOON - timedelta(days=1))
    assert not tidying.is_due(NOON, is_behind=False)
    assert tidying.is_due(NIGHT, is_behind=False)
    assert not tidying.is_due(NIGHT, is_behind=True)
    tidying.done(NIGHT)
    assert not tidying.is_due(NIGHT + timedelta(hours=1), is_behind=False)
    assert tidying.is_due(NIGHT + timedelta(days=1), is_behind=False)


def test_what_was_tidied_late_in_one_night_is_tidied_in_the_next() -> None:
    tidying = Tidying(NOON - timedelta(days=2))
    tidying.done(NIGHT.replace(hour=4, minute=59))
    assert tidying.is_due(NIGHT.replace(hour=2) + timedelta(days=1), is_behind=False)


def test_a_long_backlog_does_not_wait_for_the_night() -> None:
    tidying = Tidying(NOON)
    tidying.wrote(MOST_MESSAGES - 1)
    assert not tidying.is_due(NOON, is_behind=True)
    tidying.wrote(1)
    assert tidying.is_due(NOON, is_behind=True)
    assert not tidying.is_due(NOON, is_behind=False)
    tidying.done(NOON)
    assert not tidying.is_due(NOON, is_behind=True)


def test_a_hub_that_starts_at_night_goes_to_work_first() -> None:
    tidying = Tidying(NIGHT)
    assert not tidying.is_due(NIGHT + timedelta(minutes=59), is_behind=False)
    assert tidying.is_due(NIGHT + timedelta(hours=1), is_behind=False)


@pytest.mark.parametrize("kind", [stream.kind for stream in STREAMS])
def test_tidying_closes_the_holes_that_a_checkpoint_leaves(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "board.duckdb"
    intake = Intake(Store(path))
    first, second = (
        [
            (messages.TOPICS[kind], messages.event(kind, number, **fields), START)
            for number in range(0, SOME, step)
        ]
        for step, fields in ((1, {}), (2, {"version": 2}))
    )
    intake.take(*first)
    checkpoint(intake.store)
    intake.take(*second)
    checkpoint(intake.store)
    assert rows_on_disk(intake.store) == SOME + SOME // 2
    intake.event(kind, number=SOME)
    before = counts(intake.store)
    intake.store.tidy()
    assert rows_on_disk(intake.store) == SOME + 1
    assert not (tmp_path / "board.duckdb.wal").exists()
    assert counts(intake.store) == before
    intake.take(*first)
    intake.store.close()
    assert counts(Store(path))["messages"] == 2 * SOME + SOME // 2 + 1


def checkpoint(store: Store) -> None:
    store._connection.execute("checkpoint")  # noqa: SLF001 - as DuckDB does by itself


def rows_on_disk(store: Store) -> int:
    found = store._connection.execute(ROWS_ON_DISK).fetchone()  # noqa: SLF001 - inside
    assert found is not None
    return int(found[0])


def test_a_hub_tidies_between_its_transactions(
    broker: LocalBroker,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tidying, "QUIET_HOURS", range(24))
    monkeypatch.setattr(tidying, "AGAIN_AFTER", timedelta(0))
    monkeypatch.setattr(tidying, "AFTER_START", timedelta(0))
    caplog.set_level(logging.INFO)
    environ = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}
    ensure_topics(connection_from(environ), partitions=1, timestamp_type="CreateTime")
    store = Store(tmp_path / "board.duckdb")
    with running_in(store, environ):
        for first in range(0, 4 * SOME, SOME):
            events = (event("incident", first + number) for number in range(SOME))
            produce(
                broker.bootstrap,
                *((TOPICS["incident"], encoded(each)) for each in events),
            )
            wait_for(lambda: counts(store)["accepted"] == first + SOME, "the events")  # noqa: B023 - waited for here
        wait_for(lambda: caplog.text.count("tidied seconds=") >= 2, "a second time")
    assert counts(store)["distinct_messages"] == 4 * SOME
