"""A hub deletes all day long, a slice at a time, never before it knows the moves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.broker.watch import Watch
from streams.events import HANDLING_TOPIC
from streams.hub.gauge import Gauge
from streams.hub.retention import EVERY, GRACE, WHOLE_EVERY, Retention
from streams.hub.settings import settings_from
from streams.intake.reader import Sight
from streams.landing import retention
from tests.support.hubs import counts, produce, running_in
from tests.support.intake import START, Intake
from tests.support.messages import TOPICS, encoded, event
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from streams.local.broker import LocalBroker

KIND = "camera_alert"
MOVES, ALERTS = (HANDLING_TOPIC, 0), (TOPICS[KIND], 0)
OVER = START + timedelta(days=30) + GRACE + timedelta(seconds=1)
CAUGHT_UP = Sight({MOVES: 7, ALERTS: 3}, {MOVES: 7, ALERTS: 9}, has_moved=True)
ROUND = 3
"""Steps of a round that finds nothing: one a record, one for the end."""
BEHIND = Sight({MOVES: 6, ALERTS: 9}, {MOVES: 7, ALERTS: 9}, has_moved=True)


@pytest.fixture
def gauge() -> Gauge:
    settings = settings_from({})
    return Gauge(settings, Watch(settings.connection))


@pytest.fixture
def intake() -> Intake:
    found = Intake()
    with found.together():
        for number in range(5):
            found.event(KIND, number)
    return found


def deleted(intake: Intake) -> int:
    rows = intake.store.query("deletion_totals", until_at=OVER + 9 * EVERY)
    return sum(row["items"] for row in rows.to_pylist())


def test_nothing_goes_before_all_moves_are_known(intake: Intake, gauge: Gauge) -> None:
    keeping = Retention(intake.store, gauge)
    keeping.step(OVER)
    keeping.seen(BEHIND, OVER)
    keeping.step(OVER)
    assert deleted(intake) == 0
    keeping.seen(CAUGHT_UP, OVER - timedelta(seconds=2))
    for _ in range(ROUND):
        keeping.step(OVER)
    assert deleted(intake) == 0
    keeping.seen(CAUGHT_UP, OVER)
    keeping.step(OVER + EVERY)
    assert deleted(intake) == 5


def test_a_round_goes_on_slice_by_slice_and_the_next_one_later(
    intake: Intake, gauge: Gauge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "SLICE", 2)
    keeping = Retention(intake.store, gauge)
    keeping.seen(CAUGHT_UP, OVER)
    seen = []
    for _ in range(6):
        keeping.step(OVER)
        seen.append(deleted(intake))
    assert seen == [2, 4, 5, 5, 5, 5]
    intake.event(KIND, 9)
    keeping.step(OVER + EVERY - timedelta(seconds=1))
    assert deleted(intake) == 5
    keeping.step(OVER + EVERY)
    assert deleted(intake) == 6
    assert gauge.health().deleted == 6
    counted = gauge.metrics.registry.get_sample_value(
        "cgc_deleted_total", {"record": "camera_alerts"}
    )
    assert counted == 6


def test_what_is_long_over_is_looked_for_now_and_then_and_after_a_backlog(
    intake: Intake, gauge: Gauge
) -> None:
    keeping = Retention(intake.store, gauge)
    late = OVER + timedelta(days=3)

    def round_at(at: datetime, *, is_behind: bool = False) -> int:
        keeping.seen(CAUGHT_UP, at)
        for step in range(ROUND):
            keeping.step(at, is_behind=is_behind and step == 0)
        return int(gauge.health().deleted)

    assert round_at(late) == 5
    intake.event(KIND, 6)
    assert round_at(late + EVERY) == 5
    assert round_at(late + WHOLE_EVERY) == 6
    intake.event(KIND, 7)
    assert round_at(late + WHOLE_EVERY + EVERY) == 6
    assert round_at(late + WHOLE_EVERY + 2 * EVERY, is_behind=True) == 7


def test_a_full_disk_puts_it_off(
    tmp_path: Path, gauge: Gauge, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "board.duckdb"
    intake = Intake(Store(path))
    intake.event(KIND)
    intake.store.close()
    full = Store(path, disk_reserve=2**60)
    keeping = Retention(full, gauge)
    keeping.seen(CAUGHT_UP, OVER)
    keeping.step(OVER)
    assert "deleting put off" in caplog.text
    assert full.query("deletion_totals", until_at=OVER + EVERY).num_rows == 0


def test_a_running_hub_deletes_what_comes_out_of_an_old_topic(
    broker: LocalBroker, tmp_path: Path
) -> None:
    environ = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}
    ensure_topics(connection_from(environ), partitions=1, timestamp_type="CreateTime")
    store = Store(tmp_path / "board.duckdb")
    store._connection.execute("update retention set most_days = 0")  # noqa: SLF001 - so that what is sent now is over
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streams.hub.retention.GRACE", timedelta(0))
        patch.setattr("streams.hub.retention.EVERY", timedelta(0))
        with running_in(store, environ) as hub:
            alerts = [encoded(event(KIND, number)) for number in range(9)]
            produce(broker.bootstrap, *((TOPICS[KIND], one) for one in alerts))
            wait_for(lambda: counts(store)["accepted"] == len(alerts), "the alerts")
            wait_for(lambda: hub.gauge.health().deleted == len(alerts), "the deletion")
    rows = store.query("item_list", low=0, high=10**12, row_limit=99).to_pylist()
    assert {row["title"] for row in rows} == {""}
