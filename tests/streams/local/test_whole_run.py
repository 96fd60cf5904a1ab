"""The real programs under one command: live, stopped, live again with what was kept."""

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from streams.local.probe import wait_until
from tests.support.launched import Launched
from tests.support.ports import free_port
from tests.support.processes import python

PORTS = ("CGC_BROKER_PORT", "CGC_BOARD_PORT", "CGC_FLIGHT_PORT", "CGC_HUB_PORT")
FIRST_START_SECONDS = 120.0
SECOND_START_SECONDS = 10.0


@dataclass
class Board:
    """One home with its ports, run again and again."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    runs: list[Launched] = field(default_factory=list)

    def run(self) -> Launched:
        folder = self.folder / str(len(self.runs))
        folder.mkdir()
        command = python("-m", "streams.local")
        launched = Launched(command, folder=folder, environment=self.environment)
        self.runs.append(launched)
        launched.wait_for("Open http://", seconds=FIRST_START_SECONDS)
        return launched

    def health(self) -> dict[str, Any]:
        port = self.environment["CGC_HUB_PORT"]
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return dict(json.load(answer))

    def rows(self) -> int:
        """Return how many rows the hub holds, -1 while it does not answer."""
        try:
            return int(self.health()["rows"])
        except OSError:
            return -1

    def holds_more_than(self, rows: int) -> bool:
        return wait_until(lambda: self.rows() > rows, seconds=60, every=0.5)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    ports = {name: str(free_port()) for name in PORTS}
    made = Board(tmp_path, {"CGC_HOME": str(tmp_path / "home"), **ports})
    yield made
    for run in made.runs:
        run.clean_up()


@pytest.fixture
def with_kafka(board: Board, kafka_library: Path) -> Board:
    (board.folder / "home" / "kafka").mkdir(parents=True)
    (board.folder / "home" / "kafka" / "lib").symlink_to(kafka_library)
    return board


def _stop(run: Launched) -> None:
    run.interrupt()
    assert run.end() == 0
    assert run.processes() == {}


def _seconds_to_live(run: Launched) -> float:
    found = re.search(r"Everything runs after ([\d.]+) s", run.screen)
    assert found
    return float(found[1])


def _allowed_seconds() -> float:
    """The promise is for a machine that has its cores to itself."""
    crowd = os.getloadavg()[0] / (os.cpu_count() or 1)
    return SECOND_START_SECONDS * max(1.0, crowd)


@pytest.mark.alone
def test_a_second_run_is_live_in_seconds_and_keeps_the_data(with_kafka: Board) -> None:
    run = with_kafka.run()
    assert with_kafka.holds_more_than(0)
    before = with_kafka.health()
    _stop(run)
    again = with_kafka.run()
    assert _seconds_to_live(again) < _allowed_seconds()
    assert with_kafka.holds_more_than(before["rows"])
    assert with_kafka.health()["epochs"] == before["epochs"]
    _stop(again)


def test_a_broker_that_lost_its_data_is_followed_into_its_new_topics(
    with_kafka: Board,
) -> None:
    run = with_kafka.run()
    assert with_kafka.holds_more_than(0)
    before = with_kafka.health()
    _stop(run)
    shutil.rmtree(with_kafka.folder / "home" / "kafka" / "data")
    again = with_kafka.run()
    assert with_kafka.holds_more_than(before["rows"])
    after = with_kafka.health()
    assert min(after["epochs"].values()) > max(before["epochs"].values())
    assert "new_epoch" in {alarm["code"] for alarm in after["alarms"]}
    _stop(again)


def test_every_killed_program_comes_back_and_the_data_goes_on(
    with_kafka: Board,
) -> None:
    run = with_kafka.run()
    assert with_kafka.holds_more_than(0)
    held = with_kafka.rows()
    for process, line in run.processes().items():
        if "streams.local" not in line and "supervisord" not in line:
            os.kill(process, signal.SIGKILL)
    for name in ("broker", "board", "hub", "feed"):
        run.wait_for(f"{name} ended")
    assert with_kafka.holds_more_than(held)
    _stop(run)


def test_a_machine_without_java_is_live_on_the_embedded_broker(
    board: Board, tmp_path: Path
) -> None:
    board.environment["PATH"] = str(tmp_path)
    run = board.run()
    assert "Broker: the mock inside confluent-kafka" in run.screen
    assert board.holds_more_than(0)
    assert board.health()["broker_kind"] == "embedded"
    _stop(run)
