"""Logging in and out: for whom, where to, how often, and what is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from board.look import clock
from board.web.login import own_path
from tests.support.shut import Board
from tests.support.users import (
    CITY,
    COUNTY,
    PASSWORD,
    ask,
    knock,
)

if TYPE_CHECKING:
    pass

SECOND = timedelta(seconds=1)
OF_NOBODY = {
    "actor": "board",
    "acting_center": CITY,
    "from_at": datetime(2026, 1, 1, tzinfo=UTC),
    "row_limit": 10,
}
OPENED = {"kind": "dispute", "id": "dispute-1", "way": "source", "reason": "核对"}


def test_a_page_leads_to_the_login_and_the_login_back(shut: Board) -> None:
    lost = ask(shut.app, "/district?scope=421321&lang=en")
    where = urlsplit(lost.headers["location"])
    assert where.path == "./login"
    asked = parse_qs(where.query)
    assert asked == {"next": ["/district?scope=421321&lang=en"], "lang": ["en"]}
    page = ask(shut.app, f"/login?{where.query}")
    assert page.status == HTTPStatus.OK
    assert "Login name" in page.text
    assert 'value="/district?scope=421321&amp;lang=en"' in page.text
    assert "<script" not in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert 'class="way' not in page.text
    for address in ("/sso", "/sso-return?code=a&state=b", "/sso-leave"):
        assert "login?" in ask(shut.app, address).headers["location"]
    entered = shut.enter()
    assert entered.status == HTTPStatus.SEE_OTHER
    assert entered.headers["location"] == "./district?scope=421321"


def test_the_cookie_is_for_this_board_alone(shut: Board, tmp_path: Path) -> None:
    set_cookie = shut.enter().headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=strict"} <= set(set_cookie.split("; "))
    assert "secure" not in set_cookie
    behind_https = Board(tmp_path, CGC_HTTPS="1").enter().headers["set-cookie"]
    assert behind_https.startswith("__Host-cgc_session=")
    assert "secure" in behind_https.lower()


def test_a_login_opens_what_was_shut(shut: Board) -> None:
    cookie = shut.enter().cookie
    answer = ask(shut.app, "/api/definitions", cookie=cookie, accept="*/*")
    assert answer.status == HTTPStatus.OK
    assert ask(shut.app, "/assets/board.css", cookie=cookie).status == HTTPStatus.OK


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example"])
def test_no_other_page_logs_in_or_out_or_listens(shut: Board, origin: str) -> None:
    cookie = shut.enter().cookie
    assert shut.enter(origin=origin).status == HTTPStatus.FORBIDDEN
    gone = ask(shut.app, "/logout", form={"a": "b"}, cookie=cookie, origin=origin)
    assert gone.status == HTTPStatus.FORBIDDEN
    for path in ("/_stcore/stream", "/api/live?page=wall"):
        told = knock(shut.app, path, cookie=cookie, origin=origin).messages
        assert told[0]["type"] == "websocket.close"
    assert ask(shut.app, "/api/definitions", cookie=cookie).status == HTTPStatus.OK


def test_a_login_takes_no_token_from_outside_and_ends_the_one_before(
    shut: Board,
) -> None:
    fixed = "cgc_session=chosen-by-somebody"
    first = shut.enter(cookie=fixed).cookie
    assert first.removeprefix("cgc_session=") not in ("", "chosen-by-somebody")
    assert ask(shut.app, "/api/definitions", cookie=fixed, accept="*/*").status == (
        HTTPStatus.UNAUTHORIZED
    )
    second = shut.enter("audit1", cookie=first).cookie
    for cookie, status in ((first, 401), (second, 200)):
        asked = ask(shut.app, "/api/definitions", cookie=cookie, accept="*/*")
        assert asked.status == status


def test_whoever_leaves_is_out(shut: Board) -> None:
    cookie = shut.enter().cookie
    gone = ask(shut.app, "/logout?lang=en", form={"a": "b"}, cookie=cookie)
    assert gone.headers["location"] == "./login?lang=en&left=1"
    assert "max-age=0" in gone.headers["set-cookie"].lower()
    asked = ask(shut.app, "/api/definitions", cookie=cookie, accept="*/*")
    assert asked.status == HTTPStatus.UNAUTHORIZED
    assert "Logged out" in ask(shut.app, "/login?lang=en&left=1").text
    again = ask(shut.app, "/logout", form={"a": "b"}, cookie=cookie)
    assert again.headers["location"] == "./login?next=%2F"


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/district?scope=421321", "/district?scope=421321"),
        ("/", "/"),
        *(
            (outside, "/")
            for outside in (
                "",
                "//elsewhere.example",
                "//[",
                "/sso?go_on=1",
                "/sso-return?code=a",
                "https://elsewhere.example/",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=1",
                "/../elsewhere",
                "elsewhere.example",
                "/login?next=/",
                "/logout",
                "/api/open",
            )
        ),
    ],
)
def test_a_login_leads_to_this_board_alone(wanted: str, goes: str) -> None:
    assert own_path(wanted) == goes


def test_a_seat_of_others_is_not_had_by_any_address(shut: Board) -> None:
    # An auditor opens no source, whatever the address says of a role.
    cookie = shut.enter("audit1").cookie
    for query in ("", f"?role=staff&seat={COUNTY}", "?role=auditor&role=staff"):
        way = ask(shut.app, f"/api/open{query}", form=OPENED, cookie=cookie)
        assert way.status == HTTPStatus.FORBIDDEN
    assert [one[1] for one in shut.written()] == ["logged_in"]


@pytest.mark.parametrize(
    ("asked", "seat"),
    [
        ({}, (COUNTY, "staff")),
        ({"role": "leader"}, (CITY, "leader")),
        ({"role": "administrator", "seat": str(CITY)}, (COUNTY, "staff")),
        ({"person": "boss", "actor": "boss"}, (COUNTY, "staff")),
    ],
)
def test_what_is_written_down_names_the_person_and_an_own_seat(
    shut: Board, asked: dict[str, str], seat: tuple[int, str]
) -> None:
    cookie = shut.enter().cookie
    query = "&".join(f"{name}={text}" for name, text in asked.items())
    ask(shut.app, f"/api/open?{query}", form=OPENED, cookie=cookie)
    looks = [one for one in shut.written() if one[1] == "opened_source"]
    assert looks == [("k0231", "opened_source", *seat)]


def tick(monkeypatch: pytest.MonkeyPatch, start: datetime) -> Any:
    """A clock that a test moves."""
    at = {"now": start}
    monkeypatch.setattr(clock, "now", lambda: at["now"])

    def forward(by: timedelta) -> None:
        at["now"] += by

    return forward


@pytest.mark.parametrize("name", ["k0231", "nobody", PASSWORD])
def test_who_fails_is_told_the_same_and_locked_out(
    shut: Board, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    forward = tick(monkeypatch, clock.now())
    texts = set()
    for wait in (0, 0, 1, 2, 4):
        forward(wait * SECOND)
        refused = shut.enter(name, "not the password")
        assert refused.status == HTTPStatus.FORBIDDEN
        assert "set-cookie" not in refused.headers
        texts.add(refused.text)
    locked = shut.enter(name)
    assert locked.status == HTTPStatus.FORBIDDEN
    assert texts == {locked.text}
    assert name not in locked.text.replace(PASSWORD, "") or name == PASSWORD
    forward(timedelta(minutes=5))
    is_known = name == "k0231"
    assert (shut.enter(name).status == HTTPStatus.SEE_OTHER) is is_known


def test_the_audit_has_all_of_it_and_no_name_that_there_is_not(
    shut: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = tick(monkeypatch, clock.now())
    cookie = shut.enter().cookie
    ask(shut.app, "/logout", form={"a": "b"}, cookie=cookie)
    for wait in (0, 0, 1, 2, 4, 0):
        forward(wait * SECOND)
        shut.enter("audit1", "not the password")
    for _ in range(2):
        shut.enter(PASSWORD, "k0231")
    shut.enter()
    forward(timedelta(minutes=31))
    shut.service.sweep_logins()
    staff, auditor = (COUNTY, "staff"), (CITY, "auditor")
    assert sorted(shut.written()) == sorted(
        [
            ("k0231", "logged_in", *staff),
            ("k0231", "logged_out", *staff),
            *(("audit1", "login_refused", *auditor) for _ in range(4)),
            ("audit1", "login_locked", *auditor),
            *(("board", "login_refused", CITY, "") for _ in range(2)),
            ("k0231", "logged_in", *staff),
            ("k0231", "login_ended", *staff),
        ]
    )
    details = shut.books.store.query("desk_entries", **OF_NOBODY).to_pylist()
    assert len(details) == 2
    assert PASSWORD not in str(details)


def test_a_broker_that_does_not_answer_locks_nobody_out(
    shut: Board, caplog: pytest.LogCaptureFixture
) -> None:
    shut.answer("no broker answers")
    cookie = shut.enter().cookie
    assert ask(shut.app, "/api/definitions", cookie=cookie).status == HTTPStatus.OK
    assert shut.written() == []
    assert "the audit lacks logged_in of k0231 at " in caplog.text
    assert "no broker answers" in caplog.text
