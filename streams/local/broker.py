"""A real Kafka broker under the hand of whoever starts it: stop, kill, lose its data.

`make run` leaves its broker to the supervisor; tests and benchmarks hold one of these.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from streams.local.leash import leashed
from streams.local.node import Node, node_command
from streams.local.probe import LOOPBACK, answers_kafka, is_taken, wait_until

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
LOG_TAIL_LINES = 8


class BrokerFailedError(Exception):
    """The broker ended or did not answer; the text holds the end of its log."""


class LocalBroker:
    """One broker process on one node; every method returns when it has taken effect.

    Meant to be used from the thread that starts it: the process ends with that thread.
    """

    def __init__(self, node: Node) -> None:
        self._node = node
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        return f"{LOOPBACK}:{self._node.port}"

    @property
    def log(self) -> Path:
        return self._node.folder / "broker.log"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start on what is in the folder and wait for the first answer.

        Raises BrokerFailedError with the end of the log.
        """
        if is_taken(self._node.port):
            raise BrokerFailedError(f"port {self._node.port} is taken")
        self._node.folder.mkdir(parents=True, exist_ok=True)
        command = leashed(
            [sys.executable, *node_command(self._node)], parent=os.getpid()
        )
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(self._answered_or_ended, seconds=START_SECONDS)
        if not answers_kafka(self._node.port):
            self.kill()
            raise BrokerFailedError(f"{self.bootstrap}: {self._end_of_log()}")

    def stop(self) -> None:
        """End it in order (SIGTERM). Safe to repeat."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """End it like a power cut (SIGKILL). Safe to repeat."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Stop it and start it on the data it had."""
        self.stop()
        self.start()

    def restart_empty(self) -> None:
        """Stop it, delete all it held, and start it as a new cluster."""
        self.stop()
        shutil.rmtree(self._node.data, ignore_errors=True)
        self.start()

    def _answered_or_ended(self) -> bool:
        ended = self._process is None or self._process.poll() is not None
        return ended or answers_kafka(self._node.port)

    def _end_of_log(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        told = [line for line in lines if not line.startswith("\t")]
        return "\n".join(told[-LOG_TAIL_LINES:])
