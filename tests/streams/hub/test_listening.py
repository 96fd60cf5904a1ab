"""Other machines are let in only sealed and by token; whatever is missing is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sql.errors import NoHubError
from sql.flight import FlightServer, FlightStore
from sql.store import Store
from streams.hub.settings import settings_from

SECRET = b"the secret of the boards of a city"
REQUEST = (
    *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=hub"),
    *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-addext", "subjectAltName=IP:127.0.0.1"),
)


def made(folder: Path, secret: bytes = SECRET) -> dict[str, str]:
    """A certificate, its key and a token of a test's own."""
    certificate, key, token = (folder / one for one in ("cert", "key", "token"))
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run([*REQUEST, *files], check=True, capture_output=True)
    token.write_bytes(secret)
    for one in (key, token):
        one.chmod(0o600)
    return {
        "CGC_FLIGHT_LISTEN": "127.0.0.1:8816",
        "CGC_FLIGHT_CERT": str(certificate),
        "CGC_FLIGHT_KEY": str(key),
        "CGC_FLIGHT_TOKEN_FILE": str(token),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("listening")


@pytest.fixture(scope="module")
def environ(folder: Path) -> dict[str, str]:
    return made(folder)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CGC_FLIGHT_CERT": ""}, "CGC_FLIGHT_CERT is missing"),
        ({"CGC_FLIGHT_TOKEN_FILE": None}, "CGC_FLIGHT_TOKEN_FILE is missing"),
        (
            {"CGC_FLIGHT_KEY": None, "CGC_FLIGHT_TOKEN_FILE": None},
            "CGC_FLIGHT_KEY, CGC_FLIGHT_TOKEN_FILE are missing",
        ),
        ({"CGC_FLIGHT_TOKEN_FILE": ""}, "CGC_FLIGHT_TOKEN_FILE is empty"),
        ({"CGC_FLIGHT_LISTEN": ""}, "is no host:port"),
        ({"CGC_FLIGHT_LISTEN": "0.0.0.0:99999"}, "is no host:port"),
        ({"CGC_FLIGHT_LISTEN": "0.0.0.0:8815"}, "another port than CGC_FLIGHT_PORT"),
        ({"CGC_FLIGHT_CERT": "/none"}, "CGC_FLIGHT_CERT=/none: No such file"),
        ({"CGC_FLIGHT_KEY": "/none"}, "CGC_FLIGHT_KEY=/none: No such file"),
        ({"CGC_FLIGHT_TOKEN_FILE": "/none"}, "CGC_FLIGHT_TOKEN_FILE=/none: No such"),
        ({"CGC_STANDBY": "yes"}, "CGC_STANDBY=yes: write 1 or 0"),
    ],
)
def test_what_is_missing_for_other_machines_is_named_in_one_line(
    environ: dict[str, str], changed: dict[str, str | None], said: str
) -> None:
    given = {**environ, **changed}
    told = {name: value for name, value in given.items() if value is not None}
    with pytest.raises(ValueError, match=said) as refused:
        settings_from(told)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "mode", "secret", "said"),
    [
        ("key", 0o640, SECRET, "CGC_FLIGHT_KEY=.* is open to others"),
        ("token", 0o644, SECRET, "CGC_FLIGHT_TOKEN_FILE=.* is open to others"),
        ("token", 0o600, SECRET[:31] + b"\n", "holds fewer than 32 bytes"),
    ],
)
def test_an_open_or_a_short_secret_is_refused_and_never_told(
    folder: Path,
    environ: dict[str, str],
    name: str,
    mode: int,
    secret: bytes,
    said: str,
) -> None:
    token = folder / "token"
    token.write_bytes(secret)
    (folder / name).chmod(mode)
    try:
        with pytest.raises(ValueError, match=said) as refused:
            settings_from(environ)
    finally:
        token.write_bytes(SECRET)
        (folder / name).chmod(0o600)
    assert SECRET.decode()[:10] not in str(refused.value)


def test_only_who_bears_the_token_and_trusts_the_authority_is_answered(
    environ: dict[str, str],
) -> None:
    settings = settings_from(environ)
    assert settings.listening
    server = FlightServer(
        Store(None),
        host="127.0.0.1",
        port=0,
        token=settings.flight_token,
        outward=settings.listening.outward,
        health=lambda: b'{"status":"ok"}',
    )
    sealed, plain = f"grpc+tls://127.0.0.1:{server.port}", f"127.0.0.1:{server.port}"
    authority = settings.listening.outward.certificate
    token = settings.flight_token
    good = FlightStore(sealed, token=token, authorities=authority)
    assert good.query("last_batch").num_rows == 0
    assert good.health() == b'{"status":"ok"}'
    for address, bears, trusted in (
        (sealed, "", authority),
        (sealed, token[:-1] + "x", authority),
        (sealed, token, None),
        (plain, token, None),
    ):
        way = FlightStore(address, token=bears, authorities=trusted, timeout_s=5)
        with pytest.raises(NoHubError):
            way.query("last_batch")
        with pytest.raises(NoHubError):
            way.health()
    server.shutdown()


def test_on_the_loopback_nobody_needs_a_token_unless_there_is_one(
    environ: dict[str, str],
) -> None:
    assert settings_from({}).listening is None
    assert settings_from({}).flight_token == ""
    token = settings_from(environ).flight_token
    server = FlightServer(Store(None), host="127.0.0.1", port=0, token=token)
    address = f"127.0.0.1:{server.port}"
    assert FlightStore(address, token=token).query("last_batch").num_rows == 0
    with pytest.raises(NoHubError, match="the token is not this hub's"):
        FlightStore(address).query("last_batch")
    server.shutdown()
