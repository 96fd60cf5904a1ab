"""`make run` itself: refuses in one line, and can be stopped at any moment."""

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.launched import Launched
from tests.support.ports import free_port
from tests.support.processes import python

Start = Callable[..., Launched]
PORTS = ("CGC_BROKER_PORT", "CGC_BOARD_PORT", "CGC_FLIGHT_PORT", "CGC_HUB_PORT")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the launcher in a fresh home on free ports."""
    runs: list[Launched] = []

    def begin(**environment: str) -> Launched:
        given = {name: str(free_port()) for name in PORTS}
        given |= {"CGC_HOME": str(tmp_path / "home"), **environment}
        command = python("-m", "streams.local")
        run = Launched(command, folder=tmp_path, environment=given)
        runs.append(run)
        return run

    yield begin
    for run in runs:
        run.clean_up()


@pytest.fixture
def slow_maven(tmp_path: Path) -> str:
    """A PATH on which Maven takes for ever."""
    folder = tmp_path / "bin"
    folder.mkdir()
    texts = {"java": "echo 'version \"17.0.1\"' >&2", "mvn": "sleep 611 & wait"}
    for name, text in texts.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def _is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n")


def test_a_wrong_setting_is_refused_in_one_line(start: Start) -> None:
    run = start(CGC_BOARD_PORT="http")
    assert run.end() == 1
    assert _is_one_line(run.screen)
    assert "CGC_BOARD_PORT=http" in run.screen


def test_a_taken_port_is_refused_before_anything_starts(
    start: Start, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = start(CGC_BOARD_PORT=port, KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
        assert run.end() == 1
    assert run.screen.splitlines()[-1].startswith(f"Port {port} (board) is taken")
    assert not (tmp_path / "home" / "log").exists()


def test_a_cluster_that_does_not_answer_ends_the_run(start: Start) -> None:
    run = start(KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert run.end() == 1
    last = run.screen.splitlines()[-1]
    assert last.startswith("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 does not answer")
    assert run.processes() == {}


def test_ctrl_c_while_the_jars_are_fetched_leaves_nothing(
    start: Start, slow_maven: str
) -> None:
    run = start(PATH=slow_maven)
    run.wait_for("fetching the broker's jars")
    run.interrupt()
    assert run.end() == 0
    assert run.leaves_nothing(), run.processes()


def test_a_terminated_run_leaves_no_half_fetched_library(
    start: Start, slow_maven: str, tmp_path: Path
) -> None:
    run = start(PATH=slow_maven)
    run.wait_for("fetching the broker's jars")
    run.signal(signal.SIGTERM)
    assert run.end() == 0
    assert run.leaves_nothing(), run.processes()
    assert not (tmp_path / "home" / "kafka" / "lib").exists()
