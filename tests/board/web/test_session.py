"""A login that goes on without leaving the page, and another password."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import msgspec
import pytest

from board.look import clock
from board.web.guard import Guard
from tests.support.shut import Board
from tests.support.users import COUNTY, PASSWORD, ask, knock

NEW = "another synthetic password"
STAFF = (COUNTY, "staff")


def left(shut: Board, cookie: str, lang: str = "") -> dict[str, Any]:
    answer = ask(shut.app, f"/api/session?lang={lang}", cookie=cookie, accept="*/*")
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = msgspec.json.decode(answer.text)
    return told


def renew(shut: Board, cookie: str, password: str = PASSWORD, **more: Any) -> Any:
    form = {"password": password}
    return ask(shut.app, "/api/session", form=form, cookie=cookie, accept="*/*", **more)


def change(shut: Board, cookie: str, **form: str) -> Any:
    said = {"password": PASSWORD, "wanted": NEW, "again": NEW, "next": "/duty"} | form
    return ask(shut.app, "/password", form=said, cookie=cookie)


def is_open(shut: Board, cookie: str) -> bool:
    answer = ask(shut.app, "/api/definitions", cookie=cookie, accept="*/*")
    return answer.status == HTTPStatus.OK


def test_a_page_learns_how_long_its_login_lasts(
    shut: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start)
    cookie = shut.enter().cookie
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=5))
    told = left(shut, cookie, "en")
    assert told["left_s"] == 12 * 3600 - 300
    assert told["warned_s"] == 600
    assert told["name"] == "k0231"
    assert told["words"]["ending.go_on"] == "Stay logged in"
    assert told["elsewhere"] == ""
    assert set(told) == {"left_s", "warned_s", "name", "elsewhere", "longest", "words"}


def test_a_renewal_is_told_a_new_token_and_the_old_one_opens_nothing(
    shut: Board,
) -> None:
    before = shut.enter().cookie
    answer = renew(shut, before)
    after = answer.cookie
    assert answer.status == HTTPStatus.OK
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert (is_open(shut, before), is_open(shut, after)) == (False, True)
    assert shut.written() == [
        ("k0231", "logged_in", *STAFF),
        ("k0231", "login_renewed", *STAFF),
    ]


def test_no_wrong_password_and_no_other_page_renews(shut: Board) -> None:
    cookie = shut.enter().cookie
    wrong = renew(shut, cookie, "not the password")
    assert wrong.status == HTTPStatus.FORBIDDEN
    assert "密码不对" in msgspec.json.decode(wrong.text)["said"]
    foreign = renew(shut, cookie, origin="https://elsewhere.example")
    assert foreign.status == HTTPStatus.FORBIDDEN
    assert "set-cookie" not in wrong.headers | foreign.headers
    assert renew(shut, "cgc_session=forged").status == HTTPStatus.UNAUTHORIZED
    assert [one[1] for one in shut.written()] == ["logged_in", "login_refused"]


def test_a_script_is_told_the_handle_by_the_guard_alone(shut: Board) -> None:
    cookie, told = shut.enter().cookie, []

    async def inner(scope: Any, _receive: Any, _send: Any) -> None:
        told.extend(one for name, one in scope["headers"] if name == b"x-cgc-login")

    assert shut.service.logins
    guard = Guard(inner, service=shut.service, logins=shut.service.logins)
    knock(guard, "/_stcore/stream", cookie=cookie, more={"X-CGC-Login": "forged"})
    [session] = shut.service.logins.sessions.all(clock.now())
    assert told == [session.handle.encode()]


def test_a_password_is_changed_on_a_page_of_its_own(shut: Board) -> None:
    mine, other = shut.enter().cookie, shut.enter().cookie
    page = ask(shut.app, "/password?lang=en&next=/duty", cookie=mine)
    assert "<script" not in page.text
    assert 'href="./duty"' in page.text
    answer = change(shut, mine)
    assert "密码已修改" in answer.text
    assert 'type="password"' not in answer.text
    found = [is_open(shut, one) for one in (mine, other, answer.cookie)]
    assert found == [False, False, True]
    assert shut.enter().status == HTTPStatus.FORBIDDEN
    assert shut.enter(password=NEW).status == HTTPStatus.SEE_OTHER
    assert [one[1] for one in shut.written()] == [
        *("logged_in", "logged_in", "login_ended", "password_changed"),
        *("login_refused", "logged_in"),
    ]


@pytest.mark.parametrize(
    ("form", "said", "entries"),
    [
        ({"password": "not the password"}, "密码不对", ["login_refused"]),
        ({"wanted": "short", "again": "short"}, "过短", []),
        ({"again": "another synthetic passwort"}, "不一致", []),
        ({"wanted": PASSWORD, "again": PASSWORD}, "相同", []),
    ],
)
def test_what_does_not_fit_changes_no_password(
    shut: Board, form: dict[str, str], said: str, entries: list[str]
) -> None:
    cookie = shut.enter().cookie
    answer = change(shut, cookie, **form)
    assert said in answer.text
    assert answer.status in {HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert is_open(shut, cookie)
    assert shut.enter().status == HTTPStatus.SEE_OTHER
    assert [one[1] for one in shut.written()] == ["logged_in", *entries, "logged_in"]
