"""`make run` over a store of an earlier version."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from sql.version import SCHEMA
from streams.local import upgrade
from streams.local.settings import CannotRunError
from streams.local.upgrade import STORE, bring_up_to_date
from tests.support.earlier import earlier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Commands = list[list[str]]


def ends_with(monkeypatch: pytest.MonkeyPatch, status: int) -> Commands:
    """What is started from now on ends so; which commands that were."""
    commands: Commands = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, status)

    monkeypatch.setattr(upgrade.subprocess, "run", run)
    return commands


def test_a_home_without_a_store_and_a_present_one_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, said = ends_with(monkeypatch, 2), []
    bring_up_to_date(tmp_path, os.environ, said.append)
    earlier(tmp_path / STORE, int(SCHEMA))
    bring_up_to_date(tmp_path, os.environ, said.append)
    assert (commands, said) == ([], [])


def test_an_earlier_store_is_taken_over_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, said = ends_with(monkeypatch, 0), []
    earlier(tmp_path / STORE)
    bring_up_to_date(tmp_path, os.environ, said.append)
    assert commands[0][-4:] == [sys.executable, "-m", "streams", "migrate"]
    assert len(said) == 1


@pytest.mark.parametrize("is_demo", [True, False])
def test_what_keeps_it_from_being_taken_over_is_told_and_the_store_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_demo: bool
) -> None:
    """Such as a full disk: it passes, and a demo is not made anew for it."""
    ends_with(monkeypatch, 2)
    before = earlier(tmp_path / STORE).read_bytes()
    begun: list[str] = []
    anew = (lambda: begun.append("begun")) if is_demo else None
    with pytest.raises(CannotRunError, match=f"{tmp_path / STORE} is as it was.*Mend"):
        bring_up_to_date(tmp_path, os.environ, str, anew)
    assert begun == []
    assert (tmp_path / STORE).read_bytes() == before


def of_long_ago(path: Path) -> None:
    earlier(path)
    with duckdb.connect(path) as old:
        old.execute("update store_meta set value = '2' where name = 'schema'")


def of_somebody_else(path: Path) -> None:
    path.write_bytes(b"this is not a database" * 1_000)


@pytest.mark.parametrize("made", [of_long_ago, of_somebody_else])
def test_from_what_nothing_can_be_taken_a_demo_begins_anew_and_all_else_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[Path], None]
) -> None:
    commands, said = ends_with(monkeypatch, 0), []
    made(tmp_path / STORE)
    bring_up_to_date(tmp_path, os.environ, said.append, lambda: said.append("begun"))
    assert str(tmp_path / STORE) in said[0]
    assert said[1:] == ["begun"]
    with pytest.raises(CannotRunError, match=str(tmp_path / STORE)):
        bring_up_to_date(tmp_path, os.environ, said.append)
    assert commands == []


def test_a_store_of_a_newer_version_stays_for_that_version(tmp_path: Path) -> None:
    earlier(tmp_path / STORE, int(SCHEMA))
    with duckdb.connect(tmp_path / STORE) as newer:
        newer.execute("update store_meta set value = '99' where name = 'schema'")
    begun: list[str] = []
    with pytest.raises(CannotRunError, match="newer version"):
        bring_up_to_date(tmp_path, os.environ, str, lambda: begun.append("begun"))
    assert begun == []
