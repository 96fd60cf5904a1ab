"""What the hub says of itself: how far behind it is, and when a restart would help."""

import http.client
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from streams.broker.watch import Watch
from streams.clock import now
from streams.hub import gauge as gauges
from streams.hub.gauge import Gauge
from streams.hub.metrics import Timing
from streams.hub.serve import ServeError, serve
from streams.hub.settings import settings_from
from streams.landing.batches import Batch
from streams.landing.place import Next
from streams.landing.positions import Plan
from streams.landing.writer import Written
from streams.status import FAILING, OK, STORE_FAILING
from tests.streams.landing.test_positions import TOPIC, cluster
from tests.support.ports import free_port

PLACE = (TOPIC, 0)


@pytest.fixture
def watch() -> Watch:
    return Watch(settings_from({}).connection)


@pytest.fixture
def gauge(watch: Watch) -> Gauge:
    gauge = Gauge(settings_from({}), watch)
    gauge.taken_up(cluster("a", 1), Plan({TOPIC: 1}, {PLACE: 5}, (), ()))
    return gauge


@pytest.fixture
def port(gauge: Gauge) -> Iterator[int]:
    port = free_port()
    server = serve(port, gauge)
    yield port
    server.shutdown()
    server.server_close()


def asked(port: int) -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/health")
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    return answer.status, told


def test_a_restart_is_asked_for_only_when_the_store_fails_for_long(
    gauge: Gauge, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(port)[0] == 200
    gauge.store_failed("No space left on device")
    status, told = asked(port)
    assert (status, told["status"]) == (200, STORE_FAILING)
    monkeypatch.setattr(gauges, "STORE_PATIENCE", timedelta())
    status, told = asked(port)
    assert (status, told["status"]) == (503, FAILING)
    gauge.keep("store", ())
    assert asked(port)[1]["status"] == OK


def test_a_hub_that_stands_still_asks_for_a_restart(
    gauge: Gauge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gauges, "STANDSTILL_S", 0.0)
    assert gauge.health().status == FAILING
    monkeypatch.undo()
    gauge.beat()
    assert gauge.health().status == OK


def test_lag_counts_what_a_client_beside_the_reader_sees(
    gauge: Gauge, watch: Watch
) -> None:
    watch.ends = {PLACE: 25}
    assert gauge.health().lag_records == 20


def test_before_the_topics_are_followed_no_lag_is_known(watch: Watch) -> None:
    health = Gauge(settings_from({}), watch).health()
    assert (health.lag_records, health.lag_s) == (None, None)


def test_lag_in_seconds_is_the_age_of_what_was_read_while_there_is_more(
    gauge: Gauge, watch: Watch
) -> None:
    at = now()
    batch = Batch()
    batch.offsets.append(Next(1, *PLACE, 10, at - timedelta(seconds=90)))
    written = Written(1, at, 5, 0, 0, 0)
    gauge.committed(batch, written, Timing(0.0, 0.1))
    assert (gauge.health().lag_records, gauge.health().lag_s) == (0, 0.0)
    watch.ends = {PLACE: 11}
    assert gauge.health().lag_records == 1
    assert 90 <= gauge.health().lag_s < 120
    lag = gauge.metrics.registry.get_sample_value(
        "kafka_consumer_records_lag", {"topic": TOPIC, "partition": "0"}
    )
    assert lag == 1


def test_a_port_that_is_taken_is_said_with_its_setting(gauge: Gauge, port: int) -> None:
    with pytest.raises(ServeError, match="CGC_HUB_PORT"):
        serve(port, gauge)
