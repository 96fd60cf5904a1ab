"""A served board on a synthetic city."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tests.support.ports import free_port
from tests.support.processes import ROOT, Process, python
from tests.support.programs import asked
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.provider import IdentityProvider

COMMAND = python("-m", "streamlit", "run", "tests/support/demo_app.py")


class Board:
    """A running board; `say` tells its city what happens next."""

    def __init__(
        self,
        folder: Path,
        clock: str = "",
        users: Path | None = None,
        provider: IdentityProvider | None = None,
    ) -> None:
        self._clock = clock
        self._users = users
        self._port = free_port()
        self.folder = folder
        self._control = folder / "control.json"
        place = ("--server.port", str(self._port))
        self.address = f"http://127.0.0.1:{self._port}"
        self._named = provider.file(folder, self.address) if provider else None
        self._process = Process([*COMMAND, *place], folder / "log", self._environment())
        self.say(quiet=True)

    def say(self, **wishes: Any) -> None:
        written = self._control.with_suffix(".new")
        written.write_text(json.dumps(wishes), encoding="utf-8")
        written.replace(self._control)

    def start(self) -> None:
        """Start it and wait until it has a picture."""
        self._process.start()
        wait_for(self._has_a_picture, "the board")

    def stop(self) -> None:
        self._process.stop()

    def kill(self) -> None:
        """End it like a power cut."""
        self._process.kill()

    def _has_a_picture(self) -> bool:
        code, body = asked(self._port, "/api/health")
        return code == HTTPStatus.OK and bool(json.loads(body)["as_of"])

    def _environment(self) -> dict[str, str]:
        return {
            "CGC_HOME": str(self.folder),
            "CITY_CONTROL": str(self._control),
            "CITY_PACE": "0.3",
            "CITY_PER_DAY": "60",
            **({"CGC_USERS": str(self._users)} if self._users else {}),
            **({"CGC_OIDC": str(self._named)} if self._named else {}),
            **({"CITY_CLOCK": self._clock} if self._clock else {}),
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{free_port()}",
            "PYTHONPATH": str(ROOT),
        }


@contextmanager
def served(
    folder: Path,
    *,
    clock: str = "",
    users: Path | None = None,
    provider: IdentityProvider | None = None,
) -> Iterator[Board]:
    """Start it; with a clock it is that moment when the city is filled, with users
    they have to log in, with a provider by that too.
    """
    board = Board(folder, clock, users, provider)
    try:
        board.start()
        yield board
    finally:
        board.stop()
