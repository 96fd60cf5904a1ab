"""Which hubs a board may ask is told by its environment, or refused in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.reads.hubs import Hubs
from board.reads.ways import door_of
from board.settings import settings_from
from sql.flight import FlightStore

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_word_of_hubs_there_is_the_one_at_its_port() -> None:
    settings = settings_from({"CGC_FLIGHT_PORT": "8899"})
    door = door_of(settings)
    assert isinstance(door, FlightStore)
    assert (settings.hubs, door.address) == ((), "127.0.0.1:8899")


def test_several_are_asked_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_bytes(b"t" * 32)
    token.chmod(0o600)
    named = "127.0.0.1:8815, grpc+tls://10.1.2.4:8816"
    settings = settings_from({"CGC_HUBS": named, "CGC_FLIGHT_TOKEN_FILE": str(token)})
    assert settings.hubs == ("127.0.0.1:8815", "grpc+tls://10.1.2.4:8816")
    door = door_of(settings)
    assert isinstance(door, Hubs)
    assert [one.address for one in door.seen().hubs] == list(settings.hubs)
    door.stop()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"CGC_HUBS": ""}, "is no host:port"),
        ({"CGC_HUBS": "127.0.0.1"}, "is no host:port"),
        ({"CGC_HUBS": "http://127.0.0.1:1"}, "is no host:port"),
        ({"CGC_HUBS": "127.0.0.1:1,127.0.0.1:1"}, "names a hub twice"),
        ({"CGC_HUBS": "10.1.2.4:8815"}, r"write grpc\+tls://10.1.2.4:8815"),
        ({"CGC_HUBS": "127.evil.example:8815"}, r"write grpc\+tls://127.evil"),
        ({"CGC_HUBS": "grpc+tls://10.1.2.4:1"}, "token: CGC_FLIGHT_TOKEN_FILE"),
        ({"CGC_FLIGHT_CAFILE": "/none"}, "CGC_FLIGHT_CAFILE=/none: No such file"),
        ({"CGC_FLIGHT_TOKEN_FILE": ""}, "CGC_FLIGHT_TOKEN_FILE is empty"),
    ],
)
def test_what_does_not_fit_is_named(told: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        settings_from(told)
