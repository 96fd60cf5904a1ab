"""A port that is taken is named with its setting before anything starts."""

import socket
from pathlib import Path

import pytest

from streams.local.choice import choose_broker
from streams.local.ports import ports_of, require_free
from streams.local.settings import CannotRunError, LocalSettings
from tests.support.ports import free_port

SETTINGS = ("CGC_BROKER_PORT", "CGC_BOARD_PORT", "CGC_FLIGHT_PORT", "CGC_HUB_PORT")


def _check(tmp_path: Path, environment: dict[str, str]) -> None:
    given = {"CGC_HOME": str(tmp_path), **environment}
    settings = LocalSettings.from_environment(given)
    require_free(ports_of(settings, choose_broker(settings, print)))


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """An environment of free ports, on a machine without Java."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return {name: str(free_port()) for name in SETTINGS}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_taken_port_is_named_with_its_setting(
    free: dict[str, str], tmp_path: Path, name: str
) -> None:
    with (
        socket.create_server(("127.0.0.1", int(free[name]))),
        pytest.raises(CannotRunError, match=rf"Port {free[name]} .* {name}=\d+"),
    ):
        _check(tmp_path, free)


def test_a_port_given_twice_is_refused(free: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"CGC_HUB_PORT"):
        _check(tmp_path, free | {"CGC_HUB_PORT": free["CGC_FLIGHT_PORT"]})


def test_free_ports_pass(free: dict[str, str], tmp_path: Path) -> None:
    _check(tmp_path, free)
    assert len(set(free.values())) == len(SETTINGS)


def test_no_two_that_ask_are_given_the_same_port_or_each_others_neighbour() -> None:
    given = [free_port() for _ in range(1_000)]
    assert len({*given, *(port + 1 for port in given)}) == 2 * len(given)


def test_a_cluster_takes_no_broker_port_here(
    free: dict[str, str], tmp_path: Path
) -> None:
    cluster = {"KAFKA_BOOTSTRAP_SERVERS": "kafka:9092"}
    with socket.create_server(("127.0.0.1", int(free["CGC_BROKER_PORT"]))):
        _check(tmp_path, free | cluster)
