"""What runs beside the pages, once per process: the picture maker and what it feeds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import plotly
import pydeck

from board.desk.entries import Desk
from board.desk.login import LoginBook
from board.desk.moves import Moves
from board.desk.reading import ReadBook
from board.desk.registering import Registrar
from board.exports.orders import Orders
from board.live.broadcast import Broadcast
from board.live.channels import Channels
from board.logins.bearers import Bearers
from board.logins.logins import Logins
from board.look import clock
from board.picture.maker import PictureMaker
from board.picture.past import PastPictures
from board.picture.watched import Watched, lists_of
from board.reads.fixed import Fixed
from board.reads.hubs import Hubs
from board.reads.hubs_seen import HubsSeen
from board.reads.programs import simulator_progress
from board.reads.reads import HubGone, Reads
from board.viewer.answers import AnswerBook
from board.viewer.reminded import Reminded
from board.viewer.todos import Todos
from board.views.situation import live_list
from streams.broker.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.reads.health import HubHealth
    from board.settings import BoardSettings
    from board.viewer.page import Page
    from sql.store import Door


class Service:
    """The running board; pages and routes read from it, nothing else is shared. `run`
    tells a page whether the board is still the one that it came from.
    """

    def __init__(
        self,
        settings: BoardSettings,
        door: Door,
        pages: tuple[Page, ...],
        ask_health: Callable[[], HubHealth | None] | None = None,
    ) -> None:
        self.settings = settings
        self.run = uuid4().hex
        self.pages = {one.name: one for one in pages}
        self.reads = Reads(door)
        self._hubs = door if isinstance(door, Hubs) else None
        self.channels = Channels(
            pages, latest=lambda: self.snapshot, earlier=self._earlier
        )
        self.watched = Watched(self.reads)
        self.maker = PictureMaker(
            self.reads,
            watched=self.watched,
            ask_health=ask_health or partial(self.reads.health, settings),
            ask_hubs=self._hubs.seen if self._hubs else HubsSeen,
            ask_progress=partial(simulator_progress, settings),
        )
        self.past = PastPictures(self.reads, lambda: self.snapshot)
        self.answers = AnswerBook(self.reads)
        self.todos = Todos(self.reads)
        self.reminded = Reminded(self.reads)
        self.plotly_folder = Path(plotly.__file__).parent / "package_data"
        self.pydeck_folder = Path(pydeck.__file__).parent / "nbextension" / "static"
        self.fixed = Fixed(self.reads, lambda: lists_of(self.snapshot.batch))
        key = settings.signing_key
        outbox = Outbox(settings.connection, sign=key.headers if key else None)
        self.desk = Desk(outbox, self.reads)
        self.moves = Moves(outbox, self.reads)
        self.registrar = Registrar(outbox, self.reads)
        self.logins = Logins(settings.logins, clock.now) if settings.logins else None
        self.login_book = LoginBook(lambda: self.desk, lambda: self.snapshot)
        self.bearers = Bearers(settings.systems) if settings.systems else None
        self.read_book = ReadBook(lambda: self.desk, lambda: self.snapshot)
        self.orders = Orders(settings.home / "exports" / self.run)

    @property
    def snapshot(self) -> Snapshot:
        return self.maker.snapshot

    def start(self) -> None:
        """Must run inside the event loop that serves the pages."""
        self.broadcast = Broadcast()
        self.maker.listen(self.broadcast.notify)
        if self._hubs:
            self._hubs.start()
        self.maker.start()

    def stop(self) -> None:
        self.maker.stop()
        if self._hubs:
            self._hubs.stop()
        self.channels.stop()
        self.orders.stop()
        self.read_book.close(clock.now())
        self.desk.close()

    @property
    def knows_who(self) -> bool:
        """Whether there is a file of who may come in, persons or other systems."""
        return self.logins is not None or self.bearers is not None

    def sweep_logins(self) -> None:
        """Read the files anew, end the logins whose time is over, and write down that
        and what other systems read.
        """
        now = clock.now()
        for ended in self.logins.sweep(now) if self.logins else ():
            self.login_book.enter(ended.user, "login_ended")
        if self.bearers:
            self.bearers.read_anew()
        self.login_book.tell(now)
        self.read_book.tell(now)

    def items_then(self, scope: int, at: datetime) -> tuple[rows.Item, ...]:
        """The newest items of a scope as of a past moment. Raises HubGone, and KeyError
        for a scope that is in no register.
        """
        division = self.snapshot.geography.divisions[scope]
        past = self.reads.moment(at)
        found = self.reads.items(division.low, division.high, live_list.SHOWN, past)
        return live_list.listed(found)

    def _earlier(self, scope: int) -> tuple[rows.Item, ...]:
        """The newest items of a scope, so that a quiet village has a list as well."""
        snapshot = self.snapshot
        division = snapshot.geography.divisions.get(scope)
        # Whoever asks a hub that hangs waits, and so would the whole page.
        if division is None or snapshot.is_stale:
            return ()
        try:
            found = self.reads.items(division.low, division.high, live_list.SHOWN)
        except HubGone:
            return ()
        return live_list.listed(found)


_INSTALLED: list[Service] = []


def install(service: Service) -> Service:
    """Make this the service that pages find; the last one installed counts."""
    _INSTALLED[:] = [service]
    return service


def current() -> Service:
    """The service of this process; raises IndexError before one is installed."""
    return _INSTALLED[0]
