"""`make run` over a store of an earlier version."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sql.version import SCHEMA
from streams.local import upgrade
from streams.local.settings import CannotRunError
from streams.local.upgrade import STORE, bring_up_to_date
from tests.support.earlier import earlier

if TYPE_CHECKING:
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


def test_where_it_cannot_be_a_demo_begins_anew_and_all_else_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_with(monkeypatch, 2)
    earlier(tmp_path / STORE)
    anew: list[str] = []
    bring_up_to_date(tmp_path, os.environ, anew.append, lambda: anew.append("begun"))
    assert anew[1:] == ["begun"]
    with pytest.raises(CannotRunError, match="the store is as it was"):
        bring_up_to_date(tmp_path, os.environ, anew.append)
    (tmp_path / STORE).write_bytes(b"this is not a database" * 1_000)
    with pytest.raises(CannotRunError, match="cannot be opened"):
        bring_up_to_date(tmp_path, os.environ, anew.append)
