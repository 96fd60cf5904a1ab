"""The programs of one board on one machine, and the environment that they share."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from streams.local.choice import BrokerChoice
from streams.local.probe import LOOPBACK, answers_kafka, is_healthy
from streams.local.settings import LocalSettings
from streams.local.states import ProgramState


@dataclass(frozen=True, kw_only=True)
class Program:
    """One program to keep running.

    `is_broker` says that the others need it; `waits` holds a program back until the
    broker answers and has the topics; `niceness` is what it leaves to the others
    (0 to 19). `is_ready` tells of a running program whether it does its work, and
    must answer within a second or so.
    """

    name: str
    command: tuple[str, ...]
    address: str
    is_ready: Callable[[ProgramState], bool]
    waits: bool = True
    is_broker: bool = False
    niceness: int = 0


def programs_of(settings: LocalSettings, broker: BrokerChoice) -> tuple[Program, ...]:
    """Return what runs, in the order of starting; they stop in the reverse order."""
    own_broker = (_broker(settings, broker),) if broker.is_ours else ()
    feed = (_feed(),) if settings.demo else ()
    return (*own_broker, _board(settings), _hub(settings), *feed)


def shared_environment(
    settings: LocalSettings, broker: BrokerChoice, inherited: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment of every program: what we were given, and our choices."""
    return {
        **inherited,
        "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap,
        "CGC_BROKER_KIND": broker.kind,
        "CGC_HOME": str(settings.home),
        "CGC_BROKER_PORT": str(settings.broker_port),
        "CGC_BOARD_PORT": str(settings.board_port),
        "CGC_FLIGHT_PORT": str(settings.flight_port),
        "CGC_HUB_PORT": str(settings.hub_port),
        "CGC_DEMO": str(int(settings.demo)),
        "PYTHONUNBUFFERED": "1",
    }


def _broker(settings: LocalSettings, broker: BrokerChoice) -> Program:
    return Program(
        name="broker",
        command=broker.command,
        address=broker.bootstrap,
        is_ready=lambda _: answers_kafka(settings.broker_port),
        waits=False,
        is_broker=True,
    )


def _hub(settings: LocalSettings) -> Program:
    """It could wait for the broker by itself, but its retries would cost a second."""
    return Program(
        name="hub",
        command=(sys.executable, "-m", "streams"),
        address=f"http://{LOOPBACK}:{settings.hub_port}/health, "
        f"Arrow Flight {LOOPBACK}:{settings.flight_port}",
        is_ready=lambda _: is_healthy(settings.hub_port, "/health"),
    )


def _board(settings: LocalSettings) -> Program:
    place = ("--server.address", LOOPBACK, "--server.port", str(settings.board_port))
    streamlit = ("-m", "streamlit", "run", "board/app.py", "--server.headless", "true")
    return Program(
        name="board",
        command=(sys.executable, *streamlit, *place),
        address=board_address(settings),
        is_ready=lambda _: is_healthy(settings.board_port, "/api/health"),
        waits=False,
    )


def _feed() -> Program:
    """Loading the history takes all the CPU it gets: let it take what others leave."""
    return Program(
        name="feed",
        command=(sys.executable, "-m", "streams.simulate"),
        address="演示数据, synthetic, to the broker above",
        is_ready=lambda state: state.is_steady,
        niceness=10,
    )


def board_address(settings: LocalSettings) -> str:
    return f"http://{LOOPBACK}:{settings.board_port}"
