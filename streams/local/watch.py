"""Looks at the running programs and says what a person should know: ended, refused."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from streams.local.configuration import last_line, log_path
from streams.local.settings import CannotRunError
from streams.local.states import ProgramState
from streams.local.supervision import Supervision

MOST_ENDINGS = 5


class Watch:
    """Notices between two looks which programs ended."""

    def __init__(
        self, supervision: Supervision, home: Path, say: Callable[[str], None]
    ) -> None:
        self._supervision = supervision
        self._home = home
        self._say = say
        self._seen: dict[str, ProgramState] = {}
        self._endings: Counter[str] = Counter()

    def look(self) -> dict[str, ProgramState]:
        """Return the states, saying one line for each program that ended since."""
        states = self._supervision.states()
        for name, state in states.items():
            before = self._seen.get(name)
            if before and before.pid not in (0, state.pid):
                self._endings[name] += 1
                self._tell_ending(name, self._endings[name])
        self._seen |= states
        return states

    def _tell_ending(self, name: str, times: int) -> None:
        """Tell the 1st, 2nd, 4th, 8th … ending: a loop must not flood the screen."""
        if times & (times - 1) == 0:
            self._say(f"{name} ended ({times}): {self.last_line(name)}")

    def require_starting(self) -> dict[str, ProgramState]:
        """Look, and raise CannotRunError for what will never start."""
        states = self.look()
        for name, state in states.items():
            if state.has_refused:
                raise CannotRunError(f"{name}: {self.last_line(name)}")
            if self._endings[name] >= MOST_ENDINGS:
                log = log_path(self._home, name)
                raise CannotRunError(f"{name} ends again and again, see {log}")
        return states

    def last_line(self, name: str) -> str:
        return last_line(log_path(self._home, name))
