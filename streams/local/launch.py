"""Starts the programs in order, tells what runs where, and stays until it ends."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.local.configuration import log_path
from streams.local.probe import wait_until
from streams.local.programs import Program
from streams.local.settings import CannotRunError
from streams.local.states import ProgramState
from streams.local.supervision import Supervision
from streams.local.watch import Watch

LOOK_SECONDS = 0.1
WORD_SECONDS = 10.0
WATCH_SECONDS = 1.0
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to start, in order, and what to do once the first programs answer.

    `held` are file descriptors that are to stay open until everything has stopped.
    `closing` is the last thing that is said once all of it runs.
    """

    home: Path
    programs: tuple[Program, ...]
    environment: Mapping[str, str]
    make_topics: Callable[[], None]
    held: tuple[int, ...]
    closing: str


def launch(plan: Plan, say: Callable[[str], None]) -> None:
    """Run the plan until supervisord ends; whatever ends this ends the programs.

    Raises CannotRunError when a program cannot start.
    """
    supervision = Supervision(plan.home, plan.programs)
    try:
        supervision.start(plan.environment, held=plan.held)
        watch = Watch(supervision, plan.home, say)
        _Start(plan, supervision, watch, say).run()
        _stay(supervision, watch)
    finally:
        say("Stopping.")
        supervision.stop()
        say("Everything has stopped.")


class _Start:
    def __init__(
        self,
        plan: Plan,
        supervision: Supervision,
        watch: Watch,
        say: Callable[[str], None],
    ) -> None:
        self._plan = plan
        self._supervision = supervision
        self._watch = watch
        self._say = say
        self._begun = time.monotonic()

    def run(self) -> None:
        for program in self._plan.programs:
            if program.is_broker:
                self._wait_for_broker(program)
        self._plan.make_topics()
        for program in self._plan.programs:
            if program.waits:
                self._supervision.start_program(program.name)
        self._tell(self._late())

    def _wait_for_broker(self, program: Program) -> None:
        """Nothing can be done before; it says so as long as it takes."""
        while not self._is_up_within(program, WORD_SECONDS):
            line = self._watch.last_line(program.name)
            self._say(f"Waiting for {program.name}: {line}")

    def _late(self) -> list[str]:
        """Return what is not ready when patience ends: the address is worth more."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        return [
            program.name
            for program in self._plan.programs
            if not self._is_up_within(program, deadline - time.monotonic())
        ]

    def _is_up_within(self, program: Program, seconds: float) -> bool:
        return wait_until(
            lambda: self._is_up(program), seconds=seconds, every=LOOK_SECONDS
        )

    def _is_up(self, program: Program) -> bool:
        if self._supervision.has_ended():
            raise CannotRunError("supervisord ended while the programs were starting.")
        state = self._watch.require_starting().get(program.name)
        return state is not None and state.is_running and program.is_ready(state)

    def _tell(self, late: list[str]) -> None:
        took = f"after {time.monotonic() - self._begun:.1f} s"
        for name in late:
            self._say(f"{name} is not ready {took}: {self._watch.last_line(name)}")
        self._say(f"{'Started' if late else 'Everything runs'} {took}:")
        states = self._supervision.states()
        for program in self._plan.programs:
            self._say(_row(self._plan.home, program, states[program.name]))
        self._say(self._plan.closing)


def _row(home: Path, program: Program, state: ProgramState) -> str:
    log = log_path(home, program.name)
    return f"  {program.name:<7} process {state.pid:<8} {log}  {program.address}"


def _stay(supervision: Supervision, watch: Watch) -> None:
    while not supervision.has_ended(within=WATCH_SECONDS):
        watch.look()
    raise CannotRunError("supervisord ended, and every program with it.")
