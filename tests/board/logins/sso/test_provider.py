"""Whom a provider proves, and everything by which it proves nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from board.logins.sso.proof import LONGEST
from board.logins.sso.provider import Provider
from board.logins.sso.unproven import Unproven
from board.logins.sso.ways import KNOWN, LASTS, Way, Ways, Wish
from board.provider import ProviderSettings
from tests.support.ports import free_port
from tests.support.provider import (
    CLIENT,
    SECRET,
    IdentityProvider,
    In,
    certificate,
    providing,
    public_key,
)

BOARD = "http://127.0.0.1:8501"
WISH = Wish(wanted="/district", look={})


@pytest.fixture
def idp() -> Iterator[IdentityProvider]:
    with providing() as provider:
        yield provider


def settings(issuer: str, **more: Any) -> ProviderSettings:
    given = {"client_secret": SECRET} | more
    return ProviderSettings(issuer=issuer, client_id=CLIENT, redirect=BOARD, **given)


def now() -> datetime:
    return datetime.now(UTC)


def a_way() -> Way:
    return Ways().begin(WISH, "", now())[0]


def code_for(idp: IdentityProvider, address: str) -> str:
    told = urlsplit(idp.authorized(dict(parse_qsl(urlsplit(address).query))))
    return dict(parse_qsl(told.query))["code"]


def proven(
    idp: IdentityProvider, provider: Provider, at: timedelta = timedelta(0)
) -> str:
    way = a_way()
    code = code_for(idp, provider.way_in(way, now() + at))
    return provider.proven_by(code, way, now() + at).name


@pytest.mark.parametrize(
    ("signed", "key"),
    [
        (("RS256", "rsa"), public_key("rsa")),
        (("RS256", "rsa"), public_key("rsa", alg="RS256", use="sig")),
        (("PS256", "rsa"), public_key("rsa")),
        (("ES256", "ec"), public_key("ec")),
        (("EdDSA", "ed"), public_key("ed")),
    ],
)
def test_a_name_is_proven_by_every_sort_of_key(
    idp: IdentityProvider, signed: tuple[str, str], key: dict[str, Any]
) -> None:
    idp.signed, idp.keys = signed, [public_key("ec-2"), key]
    for idp.key_id in (signed[1], None):
        assert proven(idp, Provider(settings(idp.issuer))) == "k0231"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "http://127.0.0.1:1"}, "issuer"),
        ({"aud": "another"}, "audience"),
        ({"aud": []}, "audience"),
        ({"aud": [CLIENT, "another"]}, "audience"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "audience"),
        ({"azp": "another"}, "audience"),
        ({"exp": In(-61)}, "clock"),
        ({"iat": In(90), "exp": In(900)}, "clock"),
        ({"nbf": In(90)}, "clock"),
        ({"nonce": "of another way"}, "stale"),
        ({"nonce": None}, "token"),
        ({"sub": None}, "token"),
        ({"sub": ""}, "token"),
        ({"sub": 7}, "token"),
        ({"exp": None}, "token"),
        ({"exp": "tomorrow"}, "token"),
        ({"iat": None}, "token"),
        ({"preferred_username": None}, "nameless"),
        ({"preferred_username": ""}, "nameless"),
        ({"preferred_username": ["k0231"]}, "nameless"),
        ({"much": "x" * LONGEST}, "token"),
    ],
)
def test_a_token_that_says_something_else_proves_nobody(
    idp: IdentityProvider, claims: dict[str, Any], reason: str
) -> None:
    provider = Provider(settings(idp.issuer))
    assert proven(idp, provider) == "k0231"
    idp.claims = claims
    with pytest.raises(Unproven) as fault:
        proven(idp, provider)
    assert fault.value.reason == reason
    assert idp.asked.count("/jwks") == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": In(-20)},
        {"iat": In(50)},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"azp": CLIENT},
    ],
)
def test_what_is_within_the_leeway_or_for_us_among_others_is_taken(
    idp: IdentityProvider, claims: dict[str, Any]
) -> None:
    idp.claims = claims
    assert proven(idp, Provider(settings(idp.issuer))) == "k0231"


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
@pytest.mark.parametrize(
    ("signed", "key"),
    [
        (("none", ""), public_key("rsa")),
        (("HS256", ""), public_key("rsa")),
        (("HS256", ""), {"kty": "oct", "kid": "rsa", "k": "c2VjcmV0", "alg": "HS256"}),
        (("RS256", "other"), public_key("rsa")),
        (("RS512", "rsa"), public_key("rsa")),
        (("PS256", "rsa"), public_key("rsa", alg="RS256")),
        (("RS256", "rsa"), public_key("rsa", alg="RS512")),
        (("RS256", "rsa"), public_key("rsa", use="enc")),
        (("RS256", "weak"), public_key("weak")),
        (("RS256", "rsa"), {"kty": "RSA", "n": "!", "e": "AQAB"}),
        (("ES256", "ec"), {**public_key("ec"), "crv": "P-384"}),
        (("ES256", "ec"), public_key("rsa")),
    ],
)
def test_a_signature_of_no_key_of_the_provider_proves_nobody(
    idp: IdentityProvider, signed: tuple[str, str], key: dict[str, Any]
) -> None:
    idp.signed, idp.keys = signed, [key | {"kid": "rsa"}]
    with pytest.raises(Unproven) as fault:
        proven(idp, Provider(settings(idp.issuer)))
    assert fault.value.reason == "token"


def test_a_code_is_good_once_and_for_its_own_way(idp: IdentityProvider) -> None:
    provider, way = Provider(settings(idp.issuer)), a_way()
    code = code_for(idp, provider.way_in(way, now()))
    assert provider.proven_by(code, way, now()).name == "k0231"
    for used, other in (
        (code, way),
        (code_for(idp, provider.way_in(way, now())), a_way()),
    ):
        with pytest.raises(Unproven) as fault:
            provider.proven_by(used, other, now())
        assert fault.value.reason == "code"
        assert used not in str(fault.value)


@pytest.mark.parametrize(
    ("secret", "methods"),
    [(SECRET, ["client_secret_post"]), (SECRET, ["client_secret_basic"])],
)
def test_the_board_proves_itself_as_the_provider_wants_it(
    idp: IdentityProvider, secret: str, methods: list[str]
) -> None:
    idp.said = {"token_endpoint_auth_methods_supported": methods}
    assert proven(idp, Provider(settings(idp.issuer, client_secret=secret))) == "k0231"
    with pytest.raises(Unproven) as fault:
        proven(idp, Provider(settings(idp.issuer, client_secret="wrong")))  # noqa: S106
    assert fault.value.reason == "provider"
    assert "wrong" not in str(fault.value)


def test_a_new_key_is_asked_for_once_a_minute(idp: IdentityProvider) -> None:
    provider = Provider(settings(idp.issuer))
    assert proven(idp, provider) == "k0231"
    idp.signed, idp.key_id, idp.keys = ("ES256", "ec"), "ec", [public_key("ec")]
    for _ in range(2):
        with pytest.raises(Unproven):
            proven(idp, provider)
    later = timedelta(seconds=59)
    with pytest.raises(Unproven):
        proven(idp, provider, later)
    assert idp.asked.count("/jwks") == 1
    idp.claims = {"exp": In(900)}
    assert proven(idp, provider, timedelta(seconds=62)) == "k0231"
    assert idp.asked.count("/jwks") == 2
    assert idp.asked.count("/.well-known/openid-configuration") == 1


def test_a_key_that_was_taken_back_counts_no_longer_than_an_hour(
    idp: IdentityProvider,
) -> None:
    provider, late = Provider(settings(idp.issuer)), timedelta(minutes=61)
    assert proven(idp, provider) == "k0231"
    idp.keys, idp.claims = [public_key("ec")], {"exp": In(7200)}
    assert proven(idp, provider, late - 2 * timedelta(minutes=1)) == "k0231"
    with pytest.raises(Unproven) as fault:
        proven(idp, provider, late)
    assert fault.value.reason == "token"


WELL_KNOWN = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        ({WELL_KNOWN: 503}, {}, "unreachable"),
        ({WELL_KNOWN: 404}, {}, "provider"),
        ({}, {"issuer": "http://127.0.0.1:1"}, "provider"),
        ({}, {"token_endpoint": "http://169.254.169.254/token"}, "provider"),
        ({}, {"jwks_uri": "file:///etc/passwd"}, "provider"),
        ({}, {"authorization_endpoint": "https://elsewhere.example/"}, "provider"),
        ({}, {"token_endpoint": None}, "provider"),
        ({"/jwks": 500}, {}, "unreachable"),
        ({"/token": 502}, {}, "unreachable"),
        ({"/token": 302}, {}, "provider"),
    ],
)
def test_a_provider_that_is_broken_is_told_and_left_alone_for_a_moment(
    idp: IdentityProvider, status: dict[str, int], said: dict[str, Any], reason: str
) -> None:
    provider = Provider(settings(idp.issuer))
    idp.status, idp.said = status, said
    for _ in range(2):
        with pytest.raises(Unproven) as fault:
            proven(idp, provider)
        assert fault.value.reason == reason
    assert idp.asked.count(WELL_KNOWN) == 1
    assert idp.asked.count("/jwks") <= 1
    idp.status, idp.said = {}, {}
    assert proven(idp, provider, timedelta(seconds=6)) == "k0231"


def test_a_provider_that_nobody_reaches_is_told() -> None:
    provider = Provider(settings(f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(Unproven) as fault:
        provider.way_in(a_way(), now())
    assert fault.value.reason == "unreachable"


def test_only_authorities_that_are_named_are_trusted_by_https(tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    with providing(pem=pem) as idp:
        assert proven(idp, Provider(settings(idp.issuer, ca_file=str(pem)))) == "k0231"
        with pytest.raises(Unproven, match="SSLCertVerificationError") as fault:
            proven(idp, Provider(settings(idp.issuer)))
    assert fault.value.reason == "unreachable"


def test_the_way_out_is_where_the_provider_says(idp: IdentityProvider) -> None:
    leads_to = f"{BOARD}/login"
    out = urlsplit(Provider(settings(idp.issuer)).way_out(now(), leads_to))
    assert f"{out.scheme}://{out.netloc}{out.path}" == f"{idp.issuer}/end"
    asked = {"client_id": CLIENT, "post_logout_redirect_uri": leads_to}
    assert dict(parse_qsl(out.query)) == asked
    for ending in ("", "https://elsewhere.example/end"):
        idp.said = {"end_session_endpoint": ending}
        assert Provider(settings(idp.issuer)).way_out(now(), leads_to) == ""


@pytest.mark.parametrize("before", ["elsewhere.example\\@", "somebody@"])
def test_an_address_that_browsers_read_otherwise_leads_nowhere(
    idp: IdentityProvider, before: str
) -> None:
    address = idp.issuer.replace("://", f"://{before}")
    idp.said = {"end_session_endpoint": f"{address}/end"}
    assert Provider(settings(idp.issuer)).way_out(now(), "") == ""
    idp.said = {"authorization_endpoint": f"{address}/authorize"}
    with pytest.raises(Unproven, match="another host"):
        Provider(settings(idp.issuer)).way_in(a_way(), now())


def test_a_way_is_of_one_browser_gone_once_and_not_for_long() -> None:
    ways, start = Ways(), now()
    one, cookie = ways.begin(WISH, "chosen by somebody", start)
    other, same = ways.begin(WISH, cookie, start)
    assert cookie not in ("", "chosen by somebody")
    assert same == cookie
    assert len({one.state, one.nonce, one.verifier, other.state, cookie}) == 5
    for browser, state in (("", one.state), ("another", one.state), (cookie, "x")):
        with pytest.raises(Unproven, match="nobody here waits"):
            ways.end(browser, state, start)
    assert ways.end(cookie, one.state, start) == one
    late = start + LASTS
    for at, way in ((start, one), (late, other), (late, other)):
        with pytest.raises(Unproven) as fault:
            ways.end(cookie, way.state, at)
        assert fault.value.reason == "stale"


def test_the_oldest_ways_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("board.logins.sso.ways.KNOWN", 3)
    ways, start = Ways(), now()
    begun = [ways.begin(WISH, "", start) for _ in range(4)]
    assert KNOWN > 3
    with pytest.raises(Unproven) as fault:
        ways.end(begun[0][1], begun[0][0].state, start)
    assert fault.value.reason == "crowded"
    assert ways.end(begun[3][1], begun[3][0].state, start) == begun[3][0]


def test_who_begins_too_many_ways_makes_room_among_his_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("board.logins.sso.ways.OF_ONE", 3)
    monkeypatch.setattr("board.logins.sso.ways.KNOWN", 6)
    ways, start = Ways(), now()
    quiet, cookie = ways.begin(WISH, "", start, "192.0.2.7")
    # Addresses of one network are one caller.
    flood = [
        ways.begin(WISH, "", start, f"2001:db8::{number}") for number in range(1, 9)
    ]
    for way, browser in flood[:5]:
        with pytest.raises(Unproven) as fault:
            ways.end(browser, way.state, start)
        assert fault.value.reason == "crowded"
    # Many callers share what there is: room is made where the most are.
    for number in range(3):
        ways.begin(WISH, "", start, f"198.51.100.{number}")
    assert ways.end(flood[7][1], flood[7][0].state, start) == flood[7][0]
    with pytest.raises(Unproven):
        ways.end(flood[5][1], flood[5][0].state, start)
    assert ways.end(cookie, quiet.state, start) == quiet
