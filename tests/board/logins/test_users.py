"""The file of users: what it takes, and what it says of what does not fit."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from board.logins.passwords import NOBODY, hashed, is_hash, is_right
from board.logins.users import users_in
from board.settings import settings_from
from board.viewer.seat import Seat
from tests.support.users import CITY, COUNTY, PASSWORD, TOWN, kept, line, users_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEAT = f"staff@{COUNTY}"
WEAK = {"password": "secret"}


def test_a_line_is_a_person_with_its_seats(tmp_path: Path) -> None:
    seats = f"staff@421321 duty_officer@{TOWN}/police"
    given = {"valid_from": "2026-01-01", "valid_to": "2026-12-31", "hours": "0"}
    path = users_file(tmp_path, line("k0231", seats, shown="工号0231", **given))
    found = users_in(path)["k0231"]
    assert found.seats == (Seat("staff", COUNTY), Seat("duty_officer", TOWN, "police"))
    assert (found.shown, found.lasts) == ("工号0231", timedelta(0))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [found.is_valid(day) for day in days] == [False, True, True, False]


def test_a_file_out_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = users_file(tmp_path, line("k1", SEAT), "", line("k2", f"leader@{CITY}"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(users_in(path)) == ["k1", "k2"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (partial(line, "K1", SEAT), "line 3: a name has 2 to 32 of a-z"),
        (partial(line, "demo-staff", SEAT), "not with demo or board"),
        (partial(line, "board", SEAT), "not with demo or board"),
        (partial(line, "13912345678", SEAT), "take a work number"),
        (
            partial(line, "k2", SEAT, shown="王小明 13912345678"),
            "a work number or a masked name",
        ),
        (partial(line, "k2", SEAT, shown=""), "a work number or a masked name"),
        (partial(line, "k2", SEAT, **WEAK), "python -m board user NAME makes one"),
        (partial(line, "k2", ""), "no seat: write role@center"),
        (partial(line, "k2", "staff"), "'staff' is no seat: write role@center"),
        (partial(line, "k2", f"king@{CITY}"), "there is no role king: duty_officer"),
        (partial(line, "k2", f"visitor@{CITY}"), "there is no role visitor"),
        (
            partial(line, "k2", f"{SEAT}/nasa"),
            "there is no agency nasa: see sql/reference",
        ),
        (
            partial(line, "k2", SEAT, valid_to="soon"),
            "'soon' is no day: write 2026-12-31",
        ),
        (partial(line, "k2", SEAT, hours="-1"), "hours are a whole number up to 744"),
        (partial(line, "k1", SEAT), "k1 is there twice: put its seats into one line"),
        (partial(str, "k2,k2"), "2 cells instead of 7"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tmp_path: Path, wrong: Callable[[], str], said: str
) -> None:
    path = users_file(tmp_path, line("k1", SEAT), wrong())
    with pytest.raises(ValueError, match="CGC_USERS=") as fault:
        users_in(path)
    text = str(fault.value)
    assert f"CGC_USERS={path} line 3: " in text
    assert said in text
    assert "\n" not in text
    assert "secret" not in text


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    def told(path: Path) -> str:
        with pytest.raises(ValueError, match="CGC_USERS=") as fault:
            users_in(path)
        return str(fault.value)

    assert "No such file" in told(tmp_path / "none.csv")
    assert "python -m board user --header NAME" in told(users_file(tmp_path))
    assert "line 1: the header must be name," in told(
        users_file(tmp_path, header="name,password")
    )
    path = users_file(tmp_path, line("k1", SEAT))
    path.chmod(0o640)
    assert told(path).endswith("is open to others: chmod 600 it")
    path.chmod(0o600)
    path.write_bytes(b"\xff\xfe")
    assert "no CSV in UTF-8" in told(path)


def test_only_where_nothing_is_said_of_users_the_board_is_open() -> None:
    assert settings_from({}).logins is None
    with pytest.raises(ValueError, match="CGC_USERS is empty"):
        settings_from({"CGC_USERS": ""})
    found = settings_from({"CGC_USERS": "users.csv", "CGC_HTTPS": "1"}).logins
    assert found
    assert (found.is_https, found.idle) == (True, timedelta(minutes=30))
    assert found.longest == timedelta(hours=12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"CGC_HTTPS": "yes"},
        {"CGC_IDLE_MINUTES": "0"},
        {"CGC_IDLE_MINUTES": "²"},
        {"CGC_SESSION_HOURS": "-1"},
    ],
)
def test_a_setting_that_does_not_fit_is_told(wrong: dict[str, str]) -> None:
    [name] = wrong
    with pytest.raises(ValueError, match=f"^{name}="):
        settings_from({"CGC_USERS": "users.csv", **wrong})


def test_a_password_is_right_or_it_is_not() -> None:
    assert is_right(PASSWORD, kept())
    assert not is_right(PASSWORD + " ", kept())
    assert not is_right("", NOBODY)
    assert hashed(PASSWORD) != kept()
    assert is_right("ｐassword of full width", hashed("password of full width"))
    with pytest.raises(ValueError, match="12 to 128"):
        hashed("eleven char")


def test_no_hash_is_taken_that_is_weaker_or_dearer_than_ours() -> None:
    assert is_hash(kept())
    assert is_hash(NOBODY)
    tail = kept().split(":", 4)[4]
    for parts in ("8192:8:5", "16384:1:5", "16383:8:5", "1048576:16:1", "16384:8:0"):
        assert not is_hash(f"scrypt:{parts}:{tail}"), parts
    assert not is_hash(kept() + "\n")
