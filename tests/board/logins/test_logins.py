"""Logins: how long they last, and what becomes of them when the file changes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from board.logins.logins import Logins
from board.logins.passwords import hashed
from board.picture.geography import geography
from board.settings import LoginSettings
from tests.support.users import CITY, COUNTY, PASSWORD, SOME, line, users_file

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WALL = line("wall", f"duty_officer@{CITY}", hours="0")


def given(users: Path) -> LoginSettings:
    return LoginSettings(
        users=users,
        changed=users.parent / "passwords.json",
        remembered=users.parent / "logins.json",
        is_https=False,
        idle=IDLE,
        longest=LONGEST,
    )


@pytest.fixture
def logins(tmp_path: Path) -> Logins:
    path = users_file(tmp_path, *(line(*one) for one in SOME), WALL)
    return Logins(given(path), lambda: NOW)


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
    logins = Logins(given(path), lambda: NOW)
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
    logins = Logins(given(path), lambda: NOW)
    session = logins.session(enter(logins, "k1"), NOW)
    assert session
    found = logins.login(session.handle, NOW, snapshot.geography)
    assert found
    assert [one.center_code for one in found.seats] == [COUNTY]
    waiting = logins.login(session.handle, NOW, geography(()))
    assert waiting
    assert len(waiting.seats) == 2


def test_a_login_that_is_renewed_has_another_token_and_keeps_what_is_open(
    logins: Logins, snapshot: Snapshot
) -> None:
    before, told = enter(logins), []
    session = logins.session(before, NOW)
    assert session
    late = NOW + LONGEST - MINUTE
    with logins.sessions.connected(session, lambda: told.append("over"), lambda: late):
        assert logins.renew(before, "not the password", late).token == ""
        after = logins.renew(before, PASSWORD, late + MINUTE / 2).token
        assert after not in ("", before)
        assert logins.session(before, late) is None
        assert logins.sweep(NOW + LONGEST + MINUTE) == ()
        assert logins.login(session.handle, NOW + LONGEST, snapshot.geography)
        assert told == []
        assert logins.sweep(late + MINUTE / 2 + LONGEST) == (session,)
        assert told == ["over"]
    assert logins.login(session.handle, NOW + LONGEST, snapshot.geography) is None
    assert logins.renew(after, PASSWORD, late + MINUTE / 2 + LONGEST).token == ""


def test_no_handle_is_a_token_and_no_token_a_handle(
    logins: Logins, snapshot: Snapshot
) -> None:
    token = enter(logins)
    session = logins.session(token, NOW)
    assert session
    assert logins.session(session.handle, NOW) is None
    assert logins.login(token, NOW, snapshot.geography) is None


def test_a_renewal_is_locked_like_a_login(logins: Logins) -> None:
    token, at = enter(logins), NOW
    for _ in range(5):
        at += 10 * MINUTE / 60
        tried = logins.renew(token, "not the password", at)
    assert tried.is_locked
    assert not logins.renew(token, PASSWORD, at + MINUTE).is_looked_at
    assert enter(logins, at=at + MINUTE) == ""
    assert logins.renew(token, PASSWORD, at + 6 * MINUTE).token


NEW = "another synthetic password"


def test_a_password_that_was_changed_counts_and_ends_the_other_logins(
    logins: Logins,
) -> None:
    mine, other, audit = enter(logins), enter(logins), enter(logins, "audit1")
    assert logins.change(mine, "not the password", NEW, NOW).token == ""
    changed = logins.change(mine, PASSWORD, NEW, NOW + MINUTE)
    assert [one.user.name for one in changed.ended] == ["k0231"]
    assert logins.session(changed.token, NOW + MINUTE)
    assert logins.session(audit, NOW + MINUTE)
    for ended in (mine, other):
        assert logins.session(ended, NOW + MINUTE) is None
    assert enter(logins, at=NOW + MINUTE) == ""
    again = Logins(logins.settings, lambda: NOW)
    assert again.attempt("k0231", NEW, NOW + 2 * MINUTE).token
    assert again.attempt("k0231", PASSWORD, NOW + 3 * MINUTE).token == ""
    kept = logins.settings.changed
    assert kept.stat().st_mode & 0o777 == 0o600
    assert NEW not in kept.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="12 to 128"):
        logins.change(changed.token, NEW, "short", NOW + 4 * MINUTE)


def test_a_password_in_the_file_of_users_ends_what_was_changed_before(
    logins: Logins,
) -> None:
    logins.change(enter(logins), PASSWORD, NEW, NOW)
    path, lines = logins.settings.users, (line(*one) for one in SOME)
    before, others = lines
    reset = line("k0231", f"staff@{COUNTY}", password=hashed("a third password"))
    for stamp, text, fits in (
        (1, reset, "a third password"),
        # The line as it was wakes nothing up.
        (2, before, PASSWORD),
    ):
        users_file(path.parent, text, others)
        os.utime(path, (stamp, stamp))
        logins.sweep(NOW)
        found = Logins(logins.settings, lambda: NOW)
        assert found.attempt("k0231", fits, NOW).token
        assert found.attempt("k0231", NEW, NOW + MINUTE).token == ""


def test_other_seats_leave_a_changed_password_as_it_is(logins: Logins) -> None:
    logins.change(enter(logins), PASSWORD, NEW, NOW)
    users_file(logins.settings.users.parent, line("k0231", f"leader@{CITY}"))
    found = Logins(logins.settings, lambda: NOW).attempt("k0231", NEW, NOW)
    assert found.user
    assert [one.role for one in found.user.seats] == ["leader"]


@pytest.mark.parametrize(
    ("body", "mode", "fault"),
    [("[]", 0o640, "chmod 600"), ("{", 0o600, "put it back"), ("[1]", 0o600, "put it")],
)
def test_no_board_starts_on_changed_passwords_that_are_not_its_own(
    logins: Logins, body: str, mode: int, fault: str
) -> None:
    path = logins.settings.changed
    path.write_text(body, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(ValueError, match=fault):
        Logins(logins.settings, lambda: NOW)


def test_a_password_that_cannot_be_kept_changes_nothing(logins: Logins) -> None:
    token = enter(logins)
    logins.settings.changed.with_suffix(".new").mkdir()
    with pytest.raises(OSError, match="passwords"):
        logins.change(token, PASSWORD, NEW, NOW)
    assert logins.session(token, NOW)
    assert enter(logins)


def again(logins: Logins, now: datetime) -> Logins:
    """The board as it starts anew, whatever became of the one before."""
    return Logins(logins.settings, lambda: now)


def test_a_restart_ends_no_login(logins: Logins) -> None:
    wall, mine = enter(logins, "wall"), enter(logins)
    handles = {one.handle for one in logins.sessions.all(NOW)}
    found = again(logins, NOW + LONGEST - MINUTE)
    later = NOW + LONGEST - MINUTE
    assert {one.handle for one in found.sessions.all(later)} == handles
    for token, name in ((wall, "wall"), (mine, "k0231")):
        session = found.session(token, later)
        assert session
        assert session.user.name == name
    assert found.session(mine, NOW + LONGEST) is None
    kept = logins.settings.remembered
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not any(one in kept.read_text(encoding="utf-8") for one in (wall, mine))


def test_only_the_time_with_a_board_is_idle(logins: Logins) -> None:
    token = enter(logins)
    at = NOW + 5 * HOUR
    found = again(logins, at)
    assert found.session(token, at + IDLE - MINUTE)
    assert found.session(token, at + IDLE) is None


def test_who_sits_there_while_the_board_ends_is_not_idle(tmp_path: Path) -> None:
    path = users_file(tmp_path, *(line(*one) for one in SOME), WALL)
    at = [NOW]
    logins = Logins(given(path), lambda: at[0])
    wall, gone = enter(logins, "wall"), enter(logins)
    session = logins.session(wall, NOW)
    assert session
    with logins.sessions.connected(session, nothing, lambda: at[0]):
        at[0] = NOW + IDLE - MINUTE
        logins.sweep(at[0])
        found = again(logins, at[0] + MINUTE)
        assert found.session(wall, at[0] + IDLE)
        assert found.session(gone, at[0] + 2 * MINUTE) is None


def test_what_was_over_stays_over(logins: Logins) -> None:
    out, ended, changed, stays = (enter(logins) for _ in range(4))
    wall, other = enter(logins, "wall"), enter(logins, "audit1")
    logins.sessions.end(out)
    handle = logins.session(ended, NOW)
    logins.sessions.end_those(lambda one: one is handle)
    renewed = logins.renew(changed, PASSWORD, NOW).token
    found = again(logins, NOW)
    for token in (out, ended, changed):
        assert found.session(token, NOW) is None
    for token in (stays, wall, other, renewed):
        assert found.session(token, NOW)
    lines = (line(*one) for one in SOME[1:])
    users_file(logins.settings.users.parent, line("k0231", f"leader@{CITY}"), *lines)
    found = again(logins, NOW)
    for token in (stays, wall, renewed):
        assert found.session(token, NOW) is None
    assert found.session(other, NOW)
    for gap in (LONGEST + MINUTE, -LONGEST - MINUTE):
        assert not again(logins, NOW + gap).sessions.held()
    assert again(logins, NOW - MINUTE).session(other, NOW)


@pytest.mark.parametrize(
    ("body", "mode"), [(None, 0o644), (b"{", 0o600), (b"[]", 0o600)]
)
def test_what_this_board_did_not_write_lets_nobody_in(
    logins: Logins, body: bytes | None, mode: int, caplog: pytest.LogCaptureFixture
) -> None:
    enter(logins)
    kept = logins.settings.remembered
    kept.write_bytes(kept.read_bytes() if body is None else body)
    kept.chmod(mode)
    found = again(logins, NOW)
    assert not found.sessions.held()
    assert "all logins of before are over" in caplog.text
    assert found.session(enter(found), NOW)


def test_what_cannot_be_kept_lets_people_in_all_the_same(
    logins: Logins, caplog: pytest.LogCaptureFixture
) -> None:
    logins.settings.remembered.with_suffix(".new").mkdir()
    tokens = [enter(logins), enter(logins)]
    assert all(logins.session(token, NOW) for token in tokens)
    assert caplog.text.count("a restart of the board ends all logins") == 1
