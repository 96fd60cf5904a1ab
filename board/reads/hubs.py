"""Several hubs behind one door: each round is answered by one of them as a whole."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from board.look import clock
from board.reads.looking import Looking
from board.reads.standing import is_short, vector_of
from board.reads.succession import Succession
from sql.errors import NoHubError, StoreError
from sql.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    import pyarrow as pa

    from board.reads.health import HubHealth
    from board.reads.hubs_seen import HubsSeen
    from sql.flight import FlightStore

LOG = logging.getLogger(__name__)
LOOK_EVERY_S, LOOK_SOON_S = 1.0, 0.25
"""While the hub that is asked answers, and while it does not."""
TRIES = 3
NEVER = -1.0
ANSWERED_BY = b"cgc.hub"
VECTOR = Question("offsets_now")
BEHIND = "the hub that answers has not read as far as what this is about"
ANOTHER = "another hub answers now"


class ChangedError(StoreError):
    """Another hub answers now than the one that the first part was asked of."""


def answered_by(table: pa.Table) -> str:
    """Which hub a table is of, by its address; '' where there is only one. Numbers of
    batches say nothing about those of another.
    """
    held: dict[bytes, bytes] = table.schema.metadata or {}
    return held.get(ANSWERED_BY, b"").decode()


class Hubs:
    """The same door as `sql.store.Store`, to hubs in the order in which they are
    preferred; safe from any thread. Never does one answer that has read less than was
    shown already, unless no other has answered for some seconds.

    `doors` are asked; `lookers`, of the same addresses, answer soon or not at all.
    """

    def __init__(
        self,
        doors: Sequence[FlightStore],
        lookers: Sequence[FlightStore],
        *,
        timer: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._doors, self._looking = tuple(doors), Looking(lookers)
        self._addresses = [one.address for one in doors]
        self._timer = timer
        self._course = Succession(self._addresses, now)
        self._stepping = threading.Lock()
        self._stepped_at = NEVER
        self._pins = threading.local()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hubs", daemon=True)

    def start(self) -> None:
        """Look at every hub once a second from now on."""
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._looking.stop()

    def query(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named read; errors as of `round`."""
        return self.round(Question(name, parameters))[0]

    def round(self, *questions: Question) -> list[pa.Table]:
        """The rows of several questions, all of one moment and one hub. NoHubError when
        none answers that may, ChangedError within `one_hub`.
        """
        for _ in range(TRIES):
            began = self._timer()
            place = self._to_ask(questions)
            try:
                vector, *tables = self._doors[place].round(VECTOR, *questions)
            except NoHubError:
                if not self._went_over(place, began):
                    raise
                continue
            found = vector_of(vector.column("offsets")[0].as_py())
            if self._course.note_shown(place, found):
                return [self._named(one, place) for one in tables]
        raise NoHubError(ANOTHER)

    @contextmanager
    def one_hub(self) -> Iterator[None]:
        """All that this thread asks within is answered by one hub, or ChangedError."""
        before = self._pinned
        self._pins.place = self._course.present.hub if before is None else before
        try:
            yield
        finally:
            self._pins.place = before

    def health(self) -> HubHealth | None:
        """What the hub that is asked said last of itself, which is a second ago."""
        if not self._thread.is_alive():
            self.step()
        return self._course.health()

    def seen(self) -> HubsSeen:
        """How each hub stands, and whether data are behind what was shown."""
        return self._course.seen()

    def step(self) -> None:
        """Look at every hub, and go over where that is due."""
        looks = self._looking.at_all(self._course.looks)
        self._stepped_at = self._timer()
        self._course.settle(looks, self._stepped_at)

    @property
    def _pinned(self) -> int | None:
        return getattr(self._pins, "place", None)

    def _to_ask(self, questions: Sequence[Question]) -> int:
        present, look = self._course.here
        if self._pinned not in {None, present.hub}:
            raise ChangedError(ANOTHER)
        # Whoever asks a machine that is off waits; the thread says when it is back.
        if self._thread.is_alive() and self._stepped_at != NEVER and look.why:
            raise NoHubError(look.detail)
        # A past that the hub has not read yet would be told by half.
        if is_short(look, present) and not all(
            look.vector.covers(vector_of(str(one.parameters.get("offsets", ""))))
            for one in questions
        ):
            raise StoreError(BEHIND)
        return present.hub

    def _went_over(self, place: int, began: float) -> bool:
        """Whether another hub is to be asked, after what was asked at `began` failed;
        whoever waits while another looks need not look again.
        """
        with self._stepping:
            if self._course.present.hub == place and self._stepped_at < began:
                self.step()
        is_other = self._course.present.hub != place
        if is_other and self._pinned is not None:
            raise ChangedError(ANOTHER)
        return is_other

    def _named(self, table: pa.Table, place: int) -> pa.Table:
        address = self._addresses[place].encode()
        return table.replace_schema_metadata({ANSWERED_BY: address})

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._stepping:
                    self.step()
            except Exception:
                LOG.exception("the hubs could not be looked at")
            is_gone = self._course.present.gone_since is not None
            self._stopping.wait(LOOK_SOON_S if is_gone else LOOK_EVERY_S)
