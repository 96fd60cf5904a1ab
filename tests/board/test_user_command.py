"""`python -m board user`: a line that the file of users takes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from board.commands import main
from board.logins.passwords import is_right
from board.logins.users import users_in
from tests.support.users import COUNTY, PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = ("user", "k0231", "--shown", "工号0231", "--seat", f"staff@{COUNTY}")


def made(monkeypatch: pytest.MonkeyPatch, *more: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return main([*GIVEN, *more], {})


def test_a_line_is_what_the_file_takes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    more = ("--seat", "leader@421321/police", "--to", "2026-12-31", "--hours", "8")
    assert made(monkeypatch, "--header", *more) == 0
    written = capsys.readouterr().out
    assert PASSWORD not in written
    path = tmp_path / "users.csv"
    path.write_text(written, encoding="utf-8")
    path.chmod(0o600)
    found = users_in(path)["k0231"]
    assert is_right(PASSWORD, found.password)
    assert (found.shown, len(found.seats)) == ("工号0231", 2)


def test_whom_only_the_provider_proves_is_asked_for_no_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(monkeypatch, "--sso", password="") == 0
    written = capsys.readouterr().out
    assert written == f"k0231,工号0231,sso,staff@{COUNTY},,,\n"


@pytest.mark.parametrize(
    ("more", "password", "said"),
    [
        ((), "short", "a password has 12 to 128 characters"),
        (("--seat", "king@421321"), PASSWORD, "there is no role king"),
        (("--from", "soon"), PASSWORD, "'soon' is no day"),
    ],
)
def test_what_the_file_would_not_take_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    password: str,
    said: str,
) -> None:
    assert made(monkeypatch, *more, password=password) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_terminal_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    typed = iter((PASSWORD, "something else"))
    monkeypatch.setattr("board.commands.user.getpass", lambda _: next(typed))
    assert main(list(GIVEN), {}) == 2
    assert "the two are not the same" in capsys.readouterr().err
