"""Starts the programs in order, tells what runs where, and stays until it ends."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.local.configuration import log_path
from streams.local.programs import Program
from streams.local.settings import CannotRunError
from streams.local.states import ProgramState
from streams.local.supervision import Supervision
from streams.local.watch import Watch

LOOK_SECONDS = 0.1
WORD_SECONDS = 10.0
WATCH_SECONDS = 1.0


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
                self._wait_for(program)
        self._plan.make_topics()
        for program in self._plan.programs:
            if program.waits:
                self._supervision.start_program(program.name)
        for program in self._plan.programs:
            self._wait_for(program)
        self._tell()

    def _wait_for(self, program: Program) -> None:
        """There is no limit: a first start may load a long history, and says so."""
        next_word = time.monotonic() + WORD_SECONDS
        while not self._is_up(program):
            if time.monotonic() > next_word:
                line = self._watch.last_line(program.name)
                self._say(f"Waiting for {program.name}: {line}")
                next_word += WORD_SECONDS
            time.sleep(LOOK_SECONDS)

    def _is_up(self, program: Program) -> bool:
        if self._supervision.has_ended():
            raise CannotRunError("supervisord ended while the programs were starting.")
        state = self._watch.require_starting().get(program.name)
        return state is not None and state.is_running and program.is_ready(state)

    def _tell(self) -> None:
        took = time.monotonic() - self._begun
        self._say(f"Everything runs after {took:.1f} s:")
        states = self._supervision.states()
        for program in self._plan.programs:
            self._say(_row(self._plan.home, program, states[program.name]))
        self._say(self._plan.closing)


def _row(home: Path, program: Program, state: ProgramState) -> str:
    log = log_path(home, program.name)
    return f"  {program.name:<7}{program.address:<64} process {state.pid:<8}{log}"


def _stay(supervision: Supervision, watch: Watch) -> None:
    while not supervision.has_ended(within=WATCH_SECONDS):
        watch.look()
    raise CannotRunError("supervisord ended, and every program with it.")
