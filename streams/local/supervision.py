"""Keeps the programs running by PyPI `supervisor`, and ends them all together."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import xmlrpc.client
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from xml.parsers.expat import ExpatError

from streams.local.configuration import write_configuration
from streams.local.leash import leashed
from streams.local.probe import wait_until
from streams.local.programs import Program
from streams.local.settings import CannotRunError
from streams.local.states import ProgramState

SOCKET_PATH_BYTES = 100
STOP_SECONDS = 30.0
START_SECONDS = 15.0
NO_ANSWER = (OSError, http.client.HTTPException, xmlrpc.client.Error, ExpatError)
"""What a supervisord that is ending gives: nothing, half of it, or that it ends."""


class Supervision:
    """One supervisord with our programs under it, as long as this process lives.

    Should this process be killed, the kernel stops supervisord; should supervisord be
    killed, the kernel stops the programs.
    """

    def __init__(self, home: Path, programs: Sequence[Program]) -> None:
        self._home = home
        self._programs = tuple(programs)
        self._socket = _socket_path(home)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, environment: Mapping[str, str], *, held: Sequence[int]) -> None:
        """Start supervisord and the programs that wait for nothing.

        `held` are file descriptors that stay open until it has ended. Raises
        CannotRunError.
        """
        for folder in ("log", "run"):
            (self._home / folder).mkdir(parents=True, exist_ok=True)
        configuration = write_configuration(
            self._home, self._programs, socket=self._socket
        )
        command = [sys.executable, "-P", "-m", "supervisor.supervisord"]
        command += ["--nodaemon", "--configuration", str(configuration)]
        with (self._home / "log" / "supervisord.out").open("wb") as output:
            self._process = subprocess.Popen(
                leashed(command, parent=os.getpid()),
                cwd=self._home,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=held,
                start_new_session=True,
            )
        wait_until(lambda: self._answers() or self.has_ended(), seconds=START_SECONDS)
        if not self._answers():
            raise CannotRunError(f"supervisord did not start: see {output.name}")

    def start_program(self, name: str) -> None:
        self._remote().supervisor.startProcess(name, False)

    def states(self) -> dict[str, ProgramState]:
        """Return the state of each program, nothing once supervisord has ended."""
        try:
            told = self._remote().supervisor.getAllProcessInfo()
        except NO_ANSWER:
            return {}
        infos = cast("list[dict[str, Any]]", told)
        return {info["name"]: ProgramState.from_information(info) for info in infos}

    def has_ended(self, *, within: float = 0.0) -> bool:
        """Tell whether supervisord has ended, or does within so many seconds."""
        if self._process is None:
            return True
        try:
            self._process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        """Stop every program, the last started first. Safe to repeat."""
        if self._process is not None:
            self._process.terminate()
            if not self.has_ended(within=STOP_SECONDS):
                self._process.kill()
                self._process.wait()
        if self._socket.parent.parent != self._home:
            shutil.rmtree(self._socket.parent, ignore_errors=True)

    def _remote(self) -> xmlrpc.client.ServerProxy:
        transport = _SocketTransport(self._socket)
        return xmlrpc.client.ServerProxy("http://localhost", transport)

    def _answers(self) -> bool:
        return bool(self.states()) or not self._programs


def _socket_path(home: Path) -> Path:
    """A socket's path may be about 100 bytes long, a home may be deeper than that."""
    path = home / "run" / "supervisor.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    return Path(tempfile.mkdtemp(prefix="board-")) / path.name


class _SocketConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._path))


class _SocketTransport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def make_connection(self, host: object) -> http.client.HTTPConnection:
        del host
        return _SocketConnection(self._path)
