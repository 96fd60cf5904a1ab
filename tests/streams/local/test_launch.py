"""Whatever ends a launch, nothing of it stays; whatever ends in it, comes back."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from streams.local.probe import is_taken, wait_until
from tests.support.launched import Launched
from tests.support.ports import free_port
from tests.support.processes import python

Start = Callable[..., Launched]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a launch of stand-ins by their names, in one home and on one port."""
    port = free_port()
    runs: list[Launched] = []

    def begin(*names: str, home: str = "home") -> Launched:
        folder = tmp_path / str(len(runs))
        folder.mkdir()
        module = ("-m", "tests.streams.local.stand_ins")
        command = python(*module, str(tmp_path / home), str(port), *names)
        run = Launched(command, folder=folder)
        runs.append(run)
        return run

    yield begin
    for run in runs:
        run.clean_up()


def _pid_of(run: Launched, text: str) -> int:
    return next(pid for pid, line in run.processes().items() if text in line)


def test_the_broker_answers_before_topics_are_made_and_the_rest_starts(
    start: Start,
) -> None:
    run = start("busy")
    run.wait_for("Open it.")
    lines = run.screen.splitlines()
    assert lines[0] == "Topics made."
    assert lines[1].startswith("Everything runs after")
    assert [line.split()[0] for line in lines[2:4]] == ["broker", "busy"]


def test_a_deep_home_with_odd_letters_is_as_good_as_any(
    start: Start, tmp_path: Path
) -> None:
    home = f"a home, 100% deep ({'x' * 90})"
    run = start("busy", home=home)
    run.wait_for("Open it.")
    assert (tmp_path / home / "log" / "busy.log").read_text() == "working\n"
    run.interrupt()
    assert run.end() == 0
    assert run.processes() == {}


def test_ctrl_c_stops_everything(start: Start) -> None:
    run = start("busy", "parent")
    run.wait_for("Open it.")
    run.interrupt()
    assert run.end() == 0
    assert run.processes() == {}
    assert run.screen.endswith("Everything has stopped.\n")


def test_ctrl_c_during_the_start_stops_everything(start: Start) -> None:
    run = start("busy", "parent")
    assert wait_until(lambda: len(run.processes()) > 1, seconds=20)
    run.interrupt()
    assert run.end() == 0
    assert run.processes() == {}


def test_a_second_ctrl_c_does_not_disturb_the_stopping(start: Start) -> None:
    run = start("stubborn")
    run.wait_for("Open it.")
    run.interrupt()
    run.wait_for("Stopping.")
    run.interrupt()
    assert run.end() == 0
    assert run.processes() == {}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_launcher_alone_stops_everything(
    start: Start, number: signal.Signals
) -> None:
    run = start("busy")
    run.wait_for("Open it.")
    run.signal(number)
    assert run.end() == 0
    assert run.processes() == {}


def test_a_killed_launcher_takes_everything_with_it(start: Start) -> None:
    run = start("busy", "stubborn")
    run.wait_for("Open it.")
    run.signal(signal.SIGKILL)
    assert run.leaves_nothing()


def test_a_killed_supervisor_takes_its_programs_with_it(start: Start) -> None:
    run = start("busy")
    run.wait_for("Open it.")
    os.kill(_pid_of(run, "supervisor.supervisord"), signal.SIGKILL)
    assert run.end() == 1
    assert run.leaves_nothing()
    assert "supervisord ended" in run.screen


def test_a_killed_program_is_back_within_seconds(start: Start, tmp_path: Path) -> None:
    run = start("busy")
    run.wait_for("Open it.")
    log = tmp_path / "home" / "log" / "busy.log"
    os.kill(_pid_of(run, "print('working'"), signal.SIGKILL)
    assert wait_until(lambda: log.read_text().count("working") == 2, seconds=10)
    run.wait_for("busy ended (1): working")


def test_a_program_that_refuses_ends_the_start_with_its_own_line(start: Start) -> None:
    run = start("refusing")
    assert run.end() == 1
    assert "refusing: CGC_HOME holds other records" in run.screen
    assert run.processes() == {}


def test_a_program_that_crashes_again_and_again_ends_the_start(start: Start) -> None:
    run = start("busy", "crashing")
    run.wait_for("Everything has stopped.")
    assert "crashing ended (4): out of luck" in run.screen
    assert "crashing ends again and again, see" in run.screen


def test_what_is_late_is_named_and_the_address_is_told_all_the_same(
    start: Start,
) -> None:
    run = start("busy", "late")
    run.wait_for("Open it.")
    lines = run.screen.splitlines()
    assert re.fullmatch(r"late is not ready after [\d.]+ s: working", lines[1])
    assert lines[2].startswith("Started after")


def test_a_second_run_in_the_same_home_is_refused_in_one_line(start: Start) -> None:
    run = start("busy")
    run.wait_for("Open it.")
    second = start("busy")
    assert second.end() == 1
    assert second.screen.count("\n") == 1
    assert f"already running in {Path(run.mark).parent / 'home'}" in second.screen
    assert f"process {run.pid}" in second.screen


def test_a_run_after_a_killed_one_waits_for_what_that_left(start: Start) -> None:
    run = start("stubborn")
    run.wait_for("Open it.")
    run.signal(signal.SIGKILL)
    second = start("busy")
    second.wait_for("Open it.")
    assert run.processes() == {}
    assert is_taken(int(_port_of(second)))


def _port_of(run: Launched) -> str:
    row = next(line for line in run.screen.splitlines() if "127.0.0.1:" in line)
    return row.split("127.0.0.1:")[1].split()[0]
