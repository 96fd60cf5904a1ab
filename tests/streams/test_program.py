"""The hub as a program: how it ends, and what it says when it cannot begin."""

import ctypes
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.broker.watch import Watch
from streams.hub.gauge import Gauge
from streams.hub.leaving import Leaving
from streams.hub.settings import settings_from
from streams.hub.standstill import watch_over
from streams.local.broker import LocalBroker
from streams.local.probe import free_port
from tests.support.faults import FaultyCluster
from tests.support.hubs import produce
from tests.support.messages import TOPICS, encoded, event
from tests.support.processes import ROOT, ended
from tests.support.programs import Program
from tests.support.waiting import wait_for

MANY = 60_000
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
PUT_SOMETHING_RIGHT_FIRST, START_ANEW = 2, 1


@pytest.fixture
def broker(broker: LocalBroker) -> LocalBroker:
    connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})
    ensure_topics(connection, partitions=1, timestamp_type="CreateTime")
    return broker


@pytest.fixture
def program(broker: LocalBroker, tmp_path: Path) -> Iterator[Program]:
    with ended(Program(tmp_path / "home", broker.bootstrap)) as program:
        yield program


def produce_events(broker: LocalBroker, first: int, count: int) -> None:
    messages = (
        (TOPICS["incident"], encoded(event("incident", number)))
        for number in range(first, first + count)
    )
    produce(broker.bootstrap, *messages)


def has_read(program: Program, rows: int) -> bool:
    return bool(program.health().get("rows", 0) >= rows)


def positions(program: Program) -> int:
    return sum(one["position"] for one in program.health().get("partitions", ()))


def end_of_log(program: Program) -> str:
    return program.log.strip().splitlines()[-1]


@pytest.mark.alone
def test_a_hub_under_load_ends_within_a_second(
    broker: LocalBroker, program: Program
) -> None:
    produce_events(broker, 0, MANY)
    seconds = []
    for _ in range(3):
        program.start()
        wait_for(lambda: has_read(program, 1), "the first commit")
        seconds.append(program.stop())
        assert program.wait(0) == 0
    assert max(seconds) < 1.0, seconds
    program.start()
    wait_for(lambda: positions(program) == MANY, "the rest")
    assert program.health()["rejects"] == 0


@pytest.mark.alone
def test_a_hub_that_hangs_ends_all_the_same(program: Program) -> None:
    """Nobody answers at that port, and nobody refuses."""
    with subprocess.Popen(
        [sys.executable, "-c", DEAF], stdout=subprocess.PIPE, text=True
    ) as deaf:
        assert deaf.stdout is not None
        program.bootstrap = f"127.0.0.1:{deaf.stdout.readline().strip()}"
        program.start()
        wait_for(program.health, "the hub")
        assert program.stop() < 1.2
        assert program.wait(0) == 0
        deaf.kill()


DEAF = """
import socket, time
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
time.sleep(60)
"""


def test_a_second_hub_on_the_same_file_is_refused_in_one_line(
    program: Program,
) -> None:
    program.start()
    wait_for(lambda: program.health().get("status") == "ok", "the first hub")
    second = Program(program.home, program.bootstrap)
    second.start()
    assert second.wait(30) == PUT_SOMETHING_RIGHT_FIRST
    told = end_of_log(second)
    assert "Another hub may hold it" in told
    assert "CGC_HOME" in told
    assert "Traceback" not in second.log
    assert program.health()["status"] == "ok"


def give_up_the_right_to_write_anything() -> None:
    """What root may do to a read-only file must not hide what others see."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def test_a_read_only_file_is_refused_in_one_line(program: Program) -> None:
    program.start()
    wait_for(lambda: program.health().get("status") == "ok", "a store")
    program.stop()
    (program.home / "board.duckdb").chmod(0o400)
    program.start(before=give_up_the_right_to_write_anything)
    assert program.wait(30) == PUT_SOMETHING_RIGHT_FIRST
    assert "cannot be opened" in end_of_log(program)
    assert "Permission denied" in end_of_log(program)
    assert "Traceback" not in program.log
    (program.home / "board.duckdb").chmod(0o600)
    program.start()
    wait_for(lambda: program.health().get("status") == "ok", "the hub again")


def test_a_disk_that_fills_and_empties_is_survived_by_a_running_hub(
    broker: LocalBroker, program: Program
) -> None:
    program.start()
    produce_events(broker, 0, 1)
    wait_for(lambda: has_read(program, 1), "the first event")
    size = (program.home / "board.duckdb.wal").stat().st_size
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (size + 1_000, unlimited))
    produce_events(broker, 1, 500)
    wait_for(lambda: program.health()["status"] == "store_failing", "the alarm")
    assert program.health()["code"] == 200
    assert program.health()["rows"] == 1
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    wait_for(lambda: has_read(program, 501), "all events")
    assert program.health()["status"] == "ok"
    assert program.health()["rows"] == 501


def test_a_disk_that_is_full_at_the_start_is_waited_for_by_the_supervisor(
    program: Program,
) -> None:
    """Status 1 is started anew, 2 would not be."""

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

    program.start(before=fill)
    assert program.wait(30) == START_ANEW
    assert "to be started anew" in program.log
    program.start()
    wait_for(lambda: program.health().get("status") == "ok", "the hub")


def test_metrics_carry_the_names_that_people_know(
    broker: LocalBroker, program: Program
) -> None:
    produce_events(broker, 0, 5)
    produce(broker.bootstrap, (TOPICS["incident"], b"not json"))
    program.start()
    wait_for(lambda: has_read(program, 5), "the events")
    status, text = program.get("/metrics")
    assert status == 200
    for line in (
        'kafka_consumer_records_lag{partition="0",topic="cgc.incidents"} 0.0',
        'cgc_rows_total{topic="cgc.incidents"} 5.0',
        'cgc_rejects_total{reason="not_json",topic="cgc.incidents"} 1.0',
        'cgc_status{status="ok"} 1.0',
        "cgc_consumer_rebuilds_total 0.0",
        "cgc_store_errors_total 0.0",
        'cgc_commit_seconds_bucket{le="10.0"}',
        'cgc_batch_records_bucket{le="10000.0"}',
        "process_resident_memory_bytes",
        "cgc_last_commit_age_seconds",
    ):
        assert line in text
    assert program.get("/nothing")[0] == 404


FAULTY = """
import sys
from unittest import mock
from streams.__main__ import main

def fail(*_, **__):
    raise {error}("a fault of ours")

with mock.patch({place!r}, fail):
    sys.exit(main())
"""


@pytest.fixture
def cluster() -> Iterator[FaultyCluster]:
    cluster = FaultyCluster(brokers=1)
    outbox = Outbox(connection_from(cluster.environment))
    outbox.send(TOPICS["incident"], b"key", encoded(event("incident", 1)))
    outbox.close()
    yield cluster
    cluster.end()


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("kafka.KafkaConsumer.poll", "TypeError"),
        ("streams.intake.admission.decode", "ValueError"),
        ("streams.broker.watch.survey", "TypeError"),
    ],
)
def test_a_fault_of_ours_ends_the_hub_with_its_traceback(
    cluster: FaultyCluster, tmp_path: Path, place: str, error: str
) -> None:
    """Status 1 is started anew, and the offsets are safe; 2 would not be."""
    environ = {
        **os.environ,
        **cluster.environment,
        "CGC_HOME": str(tmp_path),
        "CGC_FLIGHT_PORT": str(free_port()),
        "CGC_HUB_PORT": str(free_port()),
    }
    ended = subprocess.run(
        [sys.executable, "-c", FAULTY.format(place=place, error=error)],
        cwd=ROOT,
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == START_ANEW, ended.stderr
    assert "Traceback (most recent call last):" in ended.stderr
    assert f"{error}: a fault of ours" in ended.stderr


def test_a_hub_that_stands_still_is_ended() -> None:
    settings = settings_from({})
    gauge = Gauge(settings, Watch(settings.connection))
    ended: list[int] = []
    told = threading.Event()

    def end(status: int) -> None:
        ended.append(status)
        told.set()

    watch_over(gauge, most_s=0.1, every_s=0.01, end=end)
    assert told.wait(10)
    assert ended == [START_ANEW]


def test_a_hub_that_has_left_is_not_ended_again() -> None:
    class Told:
        def stop(self) -> None: ...
        def interrupt(self) -> None:
            raise AssertionError

    ended: list[int] = []
    leaving = Leaving(Told(), Told(), end=ended.append)  # type: ignore[arg-type] # stand-ins
    leaving.begin()
    leaving.done()
    for thread in threading.enumerate():
        if thread.name == "leaving":
            thread.join(10)
    assert ended == []


def test_the_readme_names_every_figure_of_the_metrics() -> None:
    settings = settings_from({})
    gauge = Gauge(settings, Watch(settings.connection))
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for family in gauge.metrics.registry.collect():
        if not family.name.startswith("process_"):
            name = f"{family.name}_total" if family.type == "counter" else family.name
            assert f"`{name}`" in readme, name
