"""Who is logged in, to whom it is shown, and who closed whose login."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from board.logins.sessions import Session, Sessions
from board.logins.users import User
from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.viewer.scope import View
from board.viewer.seat import Seat
from board.views.audit.logged_in import in_range, key_of, logged_in
from tests.support.shut import Board
from tests.support.users import CITY, COUNTY, TOWN

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEATS = {
    "city1": (Seat("leader", CITY), Seat("leader", COUNTY)),
    "county1": (Seat("staff", COUNTY), Seat("staff", TOWN, "police")),
    "town1": (Seat("staff", TOWN),),
}


@pytest.fixture
def sessions() -> Sessions:
    found = Sessions(HOUR, changed=lambda: None)
    for hours, (name, seats) in enumerate(SEATS.items()):
        user = User(name=name, shown=name, password="", seats=seats)
        found.open(user, NOW - hours * HOUR / 4, 2 * HOUR if hours else None)
    return found


def seen(
    sessions: Sessions, snapshot: Snapshot, scope: int, center: int
) -> tuple[Session, ...]:
    view = View(scope, "zh", "dark", Seat("administrator", center))
    return in_range(sessions.all(NOW), view, snapshot.geography)


@pytest.mark.parametrize(
    ("scope", "center", "names"),
    [
        (CITY, CITY, ["town1", "county1", "city1"]),
        (COUNTY, CITY, ["town1", "county1"]),
        (COUNTY, COUNTY, ["town1", "county1"]),
        (TOWN, COUNTY, ["town1"]),
        # Another's range shows nobody.
        (CITY, COUNTY, []),
        (COUNTY, 421303000000, []),
    ],
)
def test_a_login_is_seen_where_all_of_its_seats_are(
    sessions: Sessions, snapshot: Snapshot, scope: int, center: int, names: list[str]
) -> None:
    found = seen(sessions, snapshot, scope, center)
    assert [one.user.name for one in found] == names


def test_a_row_says_since_when_until_when_and_nothing_that_opens(
    sessions: Sessions, snapshot: Snapshot
) -> None:
    found = seen(sessions, snapshot, CITY, CITY)
    with sessions.connected(found[1], lambda: None, lambda: NOW):
        said = logged_in(found, snapshot.geography, texts("zh"), NOW)
    rows = list(said.table("logged_in").records())
    assert [row["name"] for row in rows] == ["town1", "county1", "city1"]
    assert rows[1]["seen_at"] == NOW.timestamp() * 1000
    assert rows[0]["seen_at"] == rows[0]["since"]
    assert rows[2]["ends_at"] is None
    assert "公安" in str(rows[1]["seats"])
    assert {row["key"] for row in rows} == {key_of(one) for one in found}
    assert not any(one.handle in str(rows) for one in found)


def test_whoever_closes_a_login_stands_in_the_audit_with_whose_it_was(
    tmp_path: Path,
) -> None:
    shut = Board(tmp_path)
    shut.enter()
    assert shut.service.logins
    sessions = shut.service.logins.sessions
    [ended] = sessions.end_those(lambda one: one.user.name == "k0231")
    shut.service.login_book.closed(
        ended.user, Seat("administrator", CITY, person="admin1")
    )
    assert sorted(shut.written())[:1] == [
        ("admin1", "login_closed", CITY, "administrator")
    ]
    assert [one[:2] for one in sorted(shut.written())[1:]] == [
        ("k0231", "logged_in"),
        ("k0231", "login_ended"),
    ]
