"""Logins: how long they last, and what becomes of them when the file changes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from board.logins.logins import Logins
from board.picture.geography import geography
from board.settings import LoginSettings
from tests.support.users import CITY, COUNTY, PASSWORD, SOME, line, users_file

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
MINUTE = timedelta(minutes=1)
WALL = line("wall", f"duty_officer@{CITY}", hours="0")


@pytest.fixture
def logins(tmp_path: Path) -> Logins:
    path = users_file(tmp_path, *(line(*one) for one in SOME), WALL)
    return Logins(LoginSettings(users=path, is_https=False, idle=IDLE, longest=LONGEST))


def enter(logins: Logins, name: str = "k0231", at: datetime = NOW) -> str:
    return logins.attempt(name, PASSWORD, at).token


def nothing() -> None:
    pass


def watched(logins: Logins, token: str, since: datetime, until: datetime) -> None:
    """A page that stays open for a while."""
    session = logins.session(token, since)
    assert session
    with logins.sessions.connected(session, nothing, lambda: until):
        logins.sweep(until - MINUTE)


def test_a_token_is_of_whom_it_was_given_to(logins: Logins) -> None:
    first, second = enter(logins), enter(logins)
    assert first != second
    for token in (first, second):
        found = logins.session(token, NOW)
        assert found
        assert found.user.name == "k0231"
    for forged in ("", first[:-1], first.upper(), "\ud800"):
        assert logins.session(forged, NOW) is None


def test_what_nobody_uses_ends(logins: Logins) -> None:
    token = enter(logins)
    assert logins.session(token, NOW + IDLE - MINUTE)
    assert logins.session(token, NOW + IDLE) is None
    [ended] = logins.sweep(NOW + IDLE)
    assert ended.user.name == "k0231"
    assert logins.sweep(NOW + IDLE) == ()


def test_a_page_that_is_open_is_in_use_until_the_end_of_the_shift(
    logins: Logins,
) -> None:
    token = enter(logins)
    watched(logins, token, NOW, NOW + 5 * IDLE)
    assert logins.session(token, NOW + 6 * IDLE - MINUTE)
    told: list[str] = []
    session = logins.session(token, NOW + 5 * IDLE)
    assert session
    with logins.sessions.connected(session, lambda: told.append("over"), lambda: NOW):
        assert logins.sweep(NOW + LONGEST - MINUTE) == ()
        assert logins.sweep(NOW + LONGEST) == (session,)
    assert told == ["over"]


def test_a_wall_may_be_without_an_end(logins: Logins) -> None:
    token = enter(logins, "wall")
    year = timedelta(days=365)
    watched(logins, token, NOW, NOW + year)
    assert logins.session(token, NOW + year)


def test_a_connection_that_opens_as_its_login_ends_is_told(logins: Logins) -> None:
    token, told = enter(logins), []
    session = logins.session(token, NOW)
    assert session
    logins.sessions.end(token)
    with logins.sessions.connected(session, lambda: told.append(1), lambda: NOW):
        assert told == [1]


def test_who_changed_in_the_file_is_out_and_others_stay(logins: Logins) -> None:
    mine, other = enter(logins), enter(logins, "audit1")
    path = logins.settings.users
    users_file(path.parent, line("k0231", f"staff@{CITY}"), line(*SOME[1]))
    os.utime(path, (1, 1))
    [ended] = logins.sweep(NOW)
    assert ended.user.name == "k0231"
    assert logins.session(mine, NOW) is None
    assert logins.session(other, NOW)


def test_a_file_that_got_broken_leaves_the_users_as_they_were(
    logins: Logins, caplog: pytest.LogCaptureFixture
) -> None:
    token = enter(logins)
    logins.settings.users.write_text("nothing\n", encoding="utf-8")
    for _ in range(2):
        assert logins.sweep(NOW) == ()
    assert logins.session(token, NOW)
    assert enter(logins)
    assert caplog.text.count("the users stay as they were") == 1


def test_nobody_gets_in_before_or_after_its_days(tmp_path: Path) -> None:
    days = {"valid_from": "2026-03-18", "valid_to": "2026-03-18"}
    path = users_file(tmp_path, line("k1", f"staff@{COUNTY}", **days))
    given = LoginSettings(users=path, is_https=False, idle=IDLE, longest=LONGEST)
    logins = Logins(given)
    token = enter(logins, "k1", NOW)
    evening = NOW.replace(hour=15, minute=59)
    watched(logins, token, NOW, evening)
    assert logins.session(token, evening)
    assert logins.session(token, evening + MINUTE) is None
    assert enter(logins, "k1", evening + MINUTE) == ""


def test_a_center_that_is_in_no_register_is_no_seat(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    path = users_file(tmp_path, line("k1", f"staff@429999000000 leader@{COUNTY}"))
    given = LoginSettings(users=path, is_https=False, idle=IDLE, longest=LONGEST)
    logins = Logins(given)
    token = enter(logins, "k1")
    found = logins.login(token, NOW, snapshot.geography)
    assert found
    assert [one.center_code for one in found.seats] == [COUNTY]
    waiting = logins.login(token, NOW, geography(()))
    assert waiting
    assert len(waiting.seats) == 2
