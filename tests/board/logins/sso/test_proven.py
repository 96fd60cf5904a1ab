"""Logins of whom a provider proves: who gets in, for how long, and after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from board.logins.logins import Logins
from board.logins.marks import mark_of
from board.provider import ProviderSettings
from board.settings import LoginSettings
from tests.support.users import CITY, COUNTY, line, users_file

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROVIDER = ProviderSettings(
    issuer="https://sso.example", client_id="cgc", redirect="https://board.example"
)
ALONE = line("k1", f"staff@{COUNTY}", password="sso")  # noqa: S106 - the marker
WALL = line("wall", f"duty_officer@{CITY}", password="sso", hours="0")  # noqa: S106
OLD = line("k2", f"staff@{COUNTY}", password="sso", valid_to="2026-03-17")  # noqa: S106


def settings(folder: Path, *lines: str) -> LoginSettings:
    return LoginSettings(
        users=users_file(folder, *lines),
        changed=folder / "passwords.json",
        remembered=folder / "logins.json",
        is_https=True,
        idle=HOUR / 2,
        longest=12 * HOUR,
        provider=PROVIDER,
    )


def test_who_is_proven_gets_in_as_long_as_others_and_no_password_does(
    tmp_path: Path,
) -> None:
    logins = Logins(settings(tmp_path, ALONE, WALL, OLD), lambda: NOW)
    assert not logins.has_passwords
    assert not logins.attempt("k1", "sso", NOW).token
    tokens = [logins.enter(name, NOW).token for name in ("k1", "wall")]
    ends = [one.ends_at for one in logins.sessions.all(NOW)]
    assert ends == [NOW + 12 * HOUR, None]
    assert all(logins.session(one, NOW) for one in tokens)
    for name in ("k2", "K1", "nobody", ""):
        assert logins.enter(name, NOW).token == ""


def test_wrong_passwords_keep_nobody_out_whom_the_provider_proves(
    tmp_path: Path,
) -> None:
    logins = Logins(settings(tmp_path, ALONE), lambda: NOW)
    for _ in range(2):
        logins.attempt("k1", "not the password", NOW)
    assert not logins.attempt("k1", "not the password", NOW).is_looked_at
    assert logins.enter("k1", NOW).token


def test_a_restart_ends_none_of_them_and_the_list_does(tmp_path: Path) -> None:
    given = settings(tmp_path, ALONE, WALL)
    before = Logins(given, lambda: NOW)
    mark = mark_of("somebody", "at the office")
    tokens = [before.enter(name, NOW, mark).token for name in ("k1", "wall")]
    after = Logins(given, lambda: NOW)
    found = after.sessions.all(NOW)
    assert {(one.how, one.mark) for one in found} == {("sso", mark)}
    users_file(tmp_path, ALONE, line("k3", f"leader@{CITY}", password="sso"))  # noqa: S106
    [ended] = after.sweep(NOW)
    assert ended.user.name == "wall"
    assert [bool(after.session(one, NOW)) for one in tokens] == [True, False]
    assert after.enter("k3", NOW).token


def test_nobody_has_neither_a_password_nor_a_provider(tmp_path: Path) -> None:
    given = structs.replace(settings(tmp_path, WALL, ALONE), provider=None)
    with pytest.raises(ValueError, match="wall has no password and CGC_OIDC names no"):
        Logins(given, lambda: NOW)
