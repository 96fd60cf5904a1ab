"""In by the identity provider and back out of it, as a browser goes, without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import msgspec
import pytest
from streamlit.runtime import Runtime

from board.look import clock
from tests.support.provider import LOGOUT, IdentityProvider, In, providing
from tests.support.shut import Board
from tests.support.users import CITY, COUNTY, SOME, Answer, ask, line, users_file

STAFF, LEADER = (COUNTY, "staff"), (CITY, "leader")
LOCAL = "127.0.0.1:8501"
OF_K0231 = {
    "actor": "k0231",
    "acting_center": COUNTY,
    "from_at": clock.now() - timedelta(days=1),
    "row_limit": 100,
}


class Browser:
    """With cookies, which it sends to the board as one that comes from another host."""

    def __init__(self, board: Board, provider: IdentityProvider) -> None:
        self._board, self._provider = board, provider
        self.cookies: dict[str, str] = {}

    def open(self, address: str, form: dict[str, str] | None = None) -> Answer:
        told = "; ".join(f"{key}={one}" for key, one in self.cookies.items())
        answer = ask(self._board.app, address, form=form, cookie=told)
        key, _, value = answer.cookie.partition("=")
        if key:
            self.cookies[key] = value.strip('"')
        return answer

    def begin(self, query: str = "") -> str:
        """Where the provider sends back to."""
        there = urlsplit(self.open(f"/sso?{query}").headers["location"])
        back = urlsplit(self._provider.authorized(dict(parse_qsl(there.query))))
        assert f"{back.scheme}://{back.netloc}" == f"http://{LOCAL}"
        return f"{back.path}?{back.query}"

    def enter(self, query: str = "") -> Answer:
        back = self.begin(query)
        kept = self.cookies.pop("cgc_session", None)
        answer = self.open(back)
        if kept and "cgc_session" not in self.cookies:
            self.cookies["cgc_session"] = kept
        return answer

    @property
    def is_in(self) -> bool:
        return self.open("/api/definitions").status == HTTPStatus.OK


@pytest.fixture(scope="module")
def idp() -> Iterator[IdentityProvider]:
    with providing() as provider:
        yield provider


@pytest.fixture(scope="module")
def board(
    idp: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Board]:
    home = tmp_path_factory.mktemp("home")
    listed = tmp_path_factory.mktemp("listed")
    users = users_file(
        listed,
        *(line(*one) for one in SOME),
        line("k0300", f"leader@{CITY}", password="sso"),  # noqa: S106 - the marker
        line("k0301", f"leader@{CITY}", valid_to="2020-01-01"),
    )
    named = idp.file(home, f"http://{LOCAL}", button="市统一门户")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Runtime, "_instance", None)
        yield Board(home, CGC_USERS=str(users), CGC_OIDC=str(named))


@pytest.fixture
def browser(board: Board, idp: IdentityProvider) -> Browser:
    idp.behave()
    return Browser(board, idp)


def new(board: Board, before: int) -> list[tuple[str, str, int, str]]:
    return board.written()[before:]


def test_the_button_leads_to_the_provider_and_back_to_where_one_wanted(
    board: Board, browser: Browser
) -> None:
    before = len(board.written())
    page = browser.open("/login?next=/district%3Fscope%3D421321&lang=en")
    [button] = re.findall(r'class="way beside" href="([^"]*)"', page.text)
    assert "市统一门户" in page.text
    assert "Login name" in page.text
    start = browser.open("/" + button.replace("&amp;", "&").removeprefix("./"))
    assert start.status == HTTPStatus.SEE_OTHER
    asked = parse_qs(urlsplit(start.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://{LOCAL}/sso-return"]
    assert "prompt" not in asked
    cookie = start.headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=lax", "max-age=600"} <= set(
        cookie.split("; ")
    )
    arrived = browser.enter("next=/district%3Fscope%3D421321&lang=en")
    # A redirect would come without the cookie: its first page is one of our own.
    assert arrived.status == HTTPStatus.OK
    assert 'content="0;url=./district?scope=421321"' in arrived.text
    assert "samesite=strict" in arrived.headers["set-cookie"].lower()
    assert browser.is_in
    assert new(board, before) == [("k0231", "logged_in", *STAFF)]
    told = board.books.store.query("desk_entries", **OF_K0231).to_pylist()[-1]
    assert msgspec.json.decode(told["details"])["how"] == "sso"


@pytest.mark.parametrize(
    "outside",
    ["//elsewhere.example", "https://elsewhere.example/", "/sso?next=/", "\\"],
)
def test_no_way_leads_to_another_host(browser: Browser, outside: str) -> None:
    arrived = browser.enter(urlencode({"next": outside}))
    assert 'content="0;url=./"' in arrived.text


def test_a_name_that_is_not_in_the_list_is_refused_by_its_name(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    before = len(board.written())
    idp.person = "k0999"
    texts = [browser.enter("lang=en").text for _ in range(6)]
    assert all("proves k0999, who is no user" in one for one in texts)
    idp.person = "42130119900307<script>"
    strange = browser.enter()
    assert strange.status == HTTPStatus.FORBIDDEN
    assert "42130119900307&lt;script&gt;，但本系统用户名单里没有" in strange.text
    assert not browser.is_in
    # As of passwords: after a few tries of a name the audit has no more of them.
    told = [one[:2] for one in new(board, before)]
    assert told == [("board", "login_refused")] * 3
    given = {**OF_K0231, "actor": "board", "acting_center": CITY}
    found = board.books.store.query("desk_entries", **given).to_pylist()
    said = [msgspec.json.decode(one["details"]) for one in found]
    assert sorted(one.get("whose", "") for one in said) == ["", "k0999", "k0999"]
    assert {one["how"] for one in said} == {"sso"}
    idp.person = "k0301"
    assert "k0301" in browser.enter().text
    assert new(board, before)[3:] == [("k0301", "login_refused", *LEADER)]


def test_who_has_no_password_gets_in_by_the_provider_alone(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    before, idp.person = len(board.written()), "k0300"
    refused = board.enter("k0300", "sso")
    assert refused.status == HTTPStatus.FORBIDDEN
    browser.enter()
    assert browser.is_in
    told = msgspec.json.decode(browser.open("/api/session?lang=en").text)
    assert told["elsewhere"] == "sso?lang=en&go_on=1"
    none = browser.open("/password?lang=en")
    assert "has no password here" in none.text
    assert "<input name=" not in none.text
    form = {"password": "a", "wanted": "x" * 12, "again": "x" * 12}
    assert browser.open("/password", form).status == HTTPStatus.FORBIDDEN
    assert [one[1] for one in new(board, before)] == ["login_refused", "logged_in"]


def test_a_login_goes_on_by_the_provider_and_stays_the_same(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    before, idp.person = len(board.written()), "k0300"
    browser.enter()
    old = browser.cookies["cgc_session"]
    session = board.service.logins.sessions.find(old, clock.now())  # type: ignore[union-attr]
    there = browser.open("/sso?go_on=1").headers["location"]
    assert parse_qs(urlsplit(there).query)["prompt"] == ["none"]
    renewed = browser.enter("go_on=1&lang=en")
    assert "close this page" in renewed.text
    assert "http-equiv" not in renewed.text
    assert browser.cookies["cgc_session"] != old
    assert browser.is_in
    found = board.service.logins.sessions.find(  # type: ignore[union-attr]
        browser.cookies["cgc_session"], clock.now()
    )
    assert found is session
    # A provider that has to ask first is asked aloud.
    idp.knows = False
    aloud = browser.enter("go_on=1")
    asked = parse_qs(urlsplit(aloud.headers["location"]).query)
    assert "prompt" not in asked
    # Whoever else the provider proves renews nothing.
    idp.knows, idp.person = True, "k0231"
    other = browser.enter("go_on=1&lang=en")
    assert "proves k0231, who is not who is logged in" in other.text
    assert browser.is_in
    told = [one[1] for one in new(board, before)]
    assert told == ["logged_in", "login_renewed", "login_refused"]


def test_a_login_that_was_ended_meanwhile_does_not_go_on(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    idp.person = "k0300"
    browser.enter()
    back = browser.begin("go_on=1&lang=en")
    board.service.logins.sessions.end(browser.cookies["cgc_session"])  # type: ignore[union-attr]
    over = browser.open(back)
    assert over.status == HTTPStatus.FORBIDDEN
    assert "The login is over" in over.text
    assert "The login is over" in browser.open("/sso?go_on=1&lang=en").text


def test_a_new_login_ends_the_one_before(board: Board, browser: Browser) -> None:
    before = len(board.written())
    browser.enter()
    first = browser.cookies["cgc_session"]
    browser.enter()
    assert browser.is_in
    browser.cookies["cgc_session"] = first
    assert not browser.is_in
    told = [one[1] for one in new(board, before)]
    assert told == ["logged_in", "logged_out", "logged_in"]


def test_whoever_leaves_is_led_out_of_the_provider_too(browser: Browser) -> None:
    browser.enter()
    gone = browser.open("/logout?lang=en", {"a": "b"})
    assert gone.headers["location"] == "./login?lang=en&left=sso"
    page = browser.open("/login?lang=en&left=sso")
    assert 'class="way out" href="./sso-leave?lang=en"' in page.text
    out = urlsplit(browser.open("/sso-leave").headers["location"])
    assert out.path == "/end"
    leads_to = parse_qs(out.query)["post_logout_redirect_uri"]
    assert leads_to == [f"http://{LOCAL}/login"]
    assert "way out" not in browser.open("/login?left=1").text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"error": "access_denied"}, "did not agree"),
        ({"error": "server_error\nforged"}, "did not finish"),
        ({"iss": "https://elsewhere.example"}, "another identity provider"),
        ({"code": "of somebody else"}, "used before"),
        ({"code": ""}, "used before"),
        ({"state": "of somebody else"}, "not begun in this browser"),
    ],
)
def test_what_the_provider_refuses_is_told(
    browser: Browser,
    answer: dict[str, str],
    said: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    back = urlsplit(browser.begin("lang=en"))
    given = dict(parse_qsl(back.query)) | answer | {"lang": "en"}
    told = browser.open(f"{back.path}?{urlencode(given)}")
    assert said in told.text
    assert told.status == HTTPStatus.FORBIDDEN
    assert "Login name" in told.text
    assert not browser.is_in
    assert "proved nobody" in caplog.text
    assert "forged" not in caplog.text


def test_an_answer_counts_once_and_in_its_own_browser_and_in_time(
    board: Board,
    browser: Browser,
    idp: IdentityProvider,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back = browser.begin()
    assert Browser(board, idp).open(back).status == HTTPStatus.FORBIDDEN
    assert browser.open(back).status == HTTPStatus.OK
    again = browser.open(back)
    assert again.status == HTTPStatus.FORBIDDEN
    assert "已过期、已用过" in again.text
    late, at = browser.begin(), clock.now() + timedelta(minutes=10)
    monkeypatch.setattr(clock, "now", lambda: at)
    assert "已过期、已用过" in browser.open(late).text
    assert not set(re.findall(r"(?:code|state)=([^&]+)", back)) & set(
        re.findall(r"[\w-]+", caplog.text)
    )


def test_a_provider_that_does_not_answer_keeps_no_password_out(
    board: Board,
    browser: Browser,
    idp: IdentityProvider,
    caplog: pytest.LogCaptureFixture,
) -> None:
    back, idp.status = browser.begin("lang=en&next=/duty"), {"/token": 503}
    told = browser.open(back)
    assert told.status == HTTPStatus.BAD_GATEWAY
    assert "does not answer" in told.text
    assert 'value="/duty"' in told.text
    assert f"{idp.issuer}/token answered 503" in caplog.text
    assert board.enter().status == HTTPStatus.SEE_OTHER


def said(board: Board, token: str) -> Answer:
    """As the provider's own machine posts it, with no cookie and no page of ours."""
    form = {"logout_token": token}
    return ask(board.app, "/sso-logout", form=form, origin="", accept="*/*")


def test_the_provider_ends_the_login_of_its_session_and_no_other(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    before, whose = len(board.written()), {"sub": "of these two"}
    idp.claims = whose | {"sid": "at the office"}
    browser.enter()
    idp.claims = whose | {"sid": "at home"}
    other = Browser(board, idp)
    other.enter()
    assert browser.is_in
    ended = said(board, idp.logout_token(**whose, sid="at the office"))
    assert ended.status == HTTPStatus.OK
    assert ended.headers["cache-control"] == "no-store"
    assert not browser.is_in
    assert other.is_in
    # Without a session all of whom it names end, and nobody who used a password.
    board.enter("k0231")
    known = len(board.service.logins.sessions.all(clock.now()))  # type: ignore[union-attr]
    assert said(board, idp.logout_token(**whose)).status == HTTPStatus.OK
    assert not other.is_in
    left = len(board.service.logins.sessions.all(clock.now()))  # type: ignore[union-attr]
    assert left == known - 1
    told = [one[1] for one in new(board, before)]
    assert told == ["logged_in"] * 2 + ["login_ended", "logged_in", "login_ended"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "of an ID token"},
        {"events": None},
        {"events": {"something else": {}}},
        {"events": {LOGOUT: "no object"}},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"jti": None},
        {"jti": ""},
        {"iat": None},
        {"iat": In(-3_600)},
        {"iat": In(3_600)},
        {"exp": In(-120)},
        {"sub": None},
    ],
)
def test_what_is_no_logout_token_ends_nothing(
    board: Board, browser: Browser, idp: IdentityProvider, wrong: dict[str, Any]
) -> None:
    browser.enter()
    answer = said(board, idp.logout_token(**wrong))
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "invalid_request" in answer.text
    assert browser.is_in


def test_a_logout_token_counts_once_and_by_the_keys_of_the_provider(
    board: Board, browser: Browser, idp: IdentityProvider
) -> None:
    token = idp.logout_token()
    assert said(board, token).status == HTTPStatus.OK
    browser.enter()
    forged = ("RS256", "other"), ("none", ""), ("HS256", "")
    tokens = [token, "", "no token", "x" * 17_000]
    for idp.signed in forged:
        tokens.append(idp.logout_token())
    idp.signed = ("RS256", "rsa")
    tokens.append(idp.id_token("a nonce"))
    for one in tokens:
        assert said(board, one).status == HTTPStatus.BAD_REQUEST
    assert said(board, "x" * 30_000).status == HTTPStatus.BAD_REQUEST
    assert ask(board.app, "/sso-logout").status != HTTPStatus.OK
    assert browser.is_in
