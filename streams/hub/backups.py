"""Takes backups beside the commits: each night, and when somebody asks for one.

A thread of its own does what a slow or hanging disk may hold up; the hub's thread only
has the file stand still and lets it go on.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from sql.errors import StoreError, StoreInvalidError
from sql.room import MEGABYTE
from streams.backups import folder as folders
from streams.backups.manifest import BackupError, moment_of
from streams.backups.taking import Wanted, settled, take
from streams.clock import now
from streams.hub.copies import check_opened, files_beside, folder_of
from streams.hub.tidying import AGAIN_AFTER, Nights
from streams.logs import line
from streams.status import BackupStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sql.store import Store
    from streams.backups.folder import Folder
    from streams.backups.manifest import Manifest
    from streams.backups.taking import Still
    from streams.hub.settings import HubSettings

LOG = logging.getLogger(__name__)
NIGHTLY: Final = "hub"
LOOK_S: Final = 60.0
TROUBLE: Final = (BackupError, OSError, StoreError)
"""What a disk, a folder or a store that cannot now does to a backup: it is told, and
nothing else suffers.
"""


class Wish(Struct, frozen=True):
    """Somebody wants a backup; what came of it."""

    asked_by: str
    done: Future[Manifest]


class Backups:
    """`status` is None where none are taken; written by a thread of its own."""

    def __init__(self, settings: HubSettings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._wishes: SimpleQueue[Wish | None] = SimpleQueue()
        self._for_writer: SimpleQueue[tuple[Callable[[], Any], Future[Any]]]
        self._for_writer = SimpleQueue()
        self._stopping = threading.Event()
        self._nights = Nights()
        self._troubles = {"taking": "", "looking": ""}
        self.is_copying = False
        self.status = None if settings.backups is None else BackupStatus()

    @property
    def is_on(self) -> bool:
        return self.status is not None

    def start(self) -> None:
        if self.is_on:
            threading.Thread(target=self._work, name="backups", daemon=True).start()

    def stop(self) -> None:
        """Take up nothing more; what is underway is not waited for."""
        self._stopping.set()
        self._wishes.put(None)
        for _, done in _all_of(self._for_writer):
            done.set_exception(BackupError("the hub ends"))

    def ask(self, asked_by: str) -> Manifest:
        """Wait for a backup that begins from now on. Raises one of `TROUBLE`."""
        wish = Wish(asked_by, Future())
        self._wishes.put(wish)
        return wish.done.result()

    def step(self, at: datetime, *, is_behind: bool, is_tidied: bool) -> None:
        """Do what only the thread that writes to the store may do, between its
        transactions; wish for the backup of the night, once it is tidied up.
        """
        may = self.is_on and not is_behind
        if may and self._nights.is_due(at, is_tidied=is_tidied):
            self._nights.tried(at)
            self._wishes.put(Wish(NIGHTLY, Future()))
        for does, done in _all_of(self._for_writer):
            try:
                done.set_result(does())
            except StoreInvalidError as error:
                done.set_exception(error)
                raise
            except TROUBLE as error:
                done.set_exception(error)

    def _work(self) -> None:
        """A store that is closed beneath it, while the hub ends, is no fault."""
        try:
            while not self._stopping.is_set():
                self._look()
                if wishes := self._wished():
                    self._serve(wishes)
        except Exception:
            if not self._stopping.is_set():
                raise

    def _wished(self) -> list[Wish]:
        """All who want a backup now; nobody after a minute."""
        try:
            first = self._wishes.get(timeout=LOOK_S)
        except Empty:
            return []
        return [one for one in (first, *_all_of(self._wishes)) if one is not None]

    def _serve(self, wishes: list[Wish]) -> None:
        """One backup is for all who wanted one before it began."""
        asked_by = min((one.asked_by for one in wishes), key=NIGHTLY.__eq__)
        try:
            if asked_by == NIGHTLY and self._has_tonights():
                return
            made = take(self._wanted(), asked_by)
        except TROUBLE as error:
            self._is_in_trouble("taking", str(error))
            for one in wishes:
                one.done.set_exception(error)
        else:
            self._took(made)
            for one in wishes:
                one.done.set_result(made)

    def _wanted(self) -> Wanted:
        return Wanted(
            self._settings.database,
            self._folder,
            self._settings.disk_reserve,
            self._still,
            check_opened,
            files_beside(self._settings),
        )

    @property
    def _folder(self) -> Folder:
        return folder_of(self._settings)

    @contextmanager
    def _still(self) -> Iterator[Still]:
        self.is_copying = True
        try:
            yield self._by_writer(partial(settled, self._store))
        finally:
            self._by_writer(self._store.go_on)
            self.is_copying = False

    def _by_writer(self, does: Callable[[], Any]) -> Any:
        if self._stopping.is_set():
            raise BackupError("the hub ends")
        done: Future[Any] = Future()
        self._for_writer.put((does, done))
        return done.result()

    def _has_tonights(self) -> bool:
        since = now() - AGAIN_AFTER
        found = (one for one in self._folder.all() if not one.fault)
        return any(one.made_at > since and one.asked_by == NIGHTLY for one in found)

    def _took(self, made: Manifest) -> None:
        self._is_in_trouble("taking", "")
        LOG.info(
            line(
                "backup taken",
                name=made.name,
                megabytes=made.size // MEGABYTE,
                held_s=made.held_s,
                seconds=made.took_s,
            )
        )

    def _is_in_trouble(self, doing: str, why: str) -> None:
        if why and why != self._troubles[doing] and not self._stopping.is_set():
            LOG.error(line("no backup", while_=doing, reason=why))
        self._troubles[doing] = why
        self._say(failed="; ".join(filter(None, self._troubles.values())))

    def _look(self) -> None:
        """See what is in the folder, which may be a mount that is gone."""
        try:
            found = [one for one in self._folder.all() if not one.fault]
            held = moment_of(self._store).holdings.messages
            is_same = folders.is_same_disk(
                self._folder.path, self._settings.database.parent
            )
        except TROUBLE as error:
            self._is_in_trouble("looking", str(error))
            return
        self._is_in_trouble("looking", "")
        newest = found[0] if found else None
        fuller = [one.name for one in found if folders.messages(one) > held]
        self._say(
            name=newest and newest.name,
            made_at=newest and newest.made_at,
            size=newest and newest.size,
            took_s=newest and newest.took_s,
            held_s=newest and newest.held_s,
            verified_at=newest and newest.verified_at,
            count=len(found),
            fuller=fuller[0] if fuller else "",
            lacks="; ".join(newest.without) if newest else "",
            is_same_disk=is_same,
            is_known=True,
        )

    def _say(self, **said: Any) -> None:
        self.status = replace(self.status or BackupStatus(), **said)


def _all_of(queue: SimpleQueue[Any]) -> Iterator[Any]:
    try:
        while True:
            yield queue.get_nowait()
    except Empty:
        return
