"""Answers of working pages: each asked for once for all who look at the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, structs

from board.picture.past import settled
from board.reads.reads import HubGone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.reads.reads import Reads
    from board.reads.rounds import Moment
    from board.viewer.page import Page, Picture, Working

KEPT = 40
"""So many pages as they were on a screen can still be taken away."""
FRESH = timedelta(seconds=20)
"""So old an answer may be for whoever opens the page."""
Key: TypeAlias = tuple[str, int, tuple[tuple[str, str], ...]]


class Kept(Struct, frozen=True):
    """An answered picture and the number under which it is kept."""

    number: int
    picture: Picture


class AnswerBook:
    """Safe from any thread."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._kept: OrderedDict[int, tuple[Key, Kept]] = OrderedDict()

    def present(self, page: Page, picture: Picture) -> Kept:
        """The page as it is now, or was a few seconds ago. Raises HubGone."""
        key = _key(page, picture)
        with self._lock:
            found = self._found(key, picture.now)
        return found or self._keep(key, answered(page, picture, self._reads))

    def past(self, page: Page, picture: Picture, at: datetime) -> Kept:
        """The page as of a past moment. Raises HubGone."""
        moment = self._reads.moment(at)
        asked = structs.replace(picture, now=at)
        return self._keep(_key(page, asked), answered(page, asked, self._reads, moment))

    def kept(self, number: int) -> Kept | None:
        """A page as it was on a screen; None for one that is not kept any more."""
        with self._lock:
            found = self._kept.get(number)
        return found[1] if found else None

    def _found(self, key: Key, now: datetime) -> Kept | None:
        for known, kept in reversed(self._kept.values()):
            if known == key and timedelta(0) <= now - kept.picture.now < FRESH:
                return kept
        return None

    def _keep(self, key: Key, picture: Picture) -> Kept:
        with self._lock:
            made = Kept(next(self._numbers), picture)
            self._kept[made.number] = (key, made)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def answered(
    page: Page, picture: Picture, reads: Reads, past: Moment | None = None
) -> Picture:
    """The picture with the answers to what its page asks, of then for a past. Raises
    HubGone, also while the register is not known.
    """
    working = _working(page)
    if picture.scope not in picture.snapshot.geography.divisions:
        raise HubGone("the register of divisions is not known yet")
    answers = reads.round(working.asks(picture), picture.now, past)
    snapshot = settled(picture.snapshot)
    return structs.replace(picture, snapshot=snapshot, answers=answers)


def choices_of(page: Page, given: Mapping[str, str]) -> dict[str, str]:
    """What an address says of the choices of a page."""
    names = page.working.choices if page.working else ()
    return {name: given[name] for name in names if given.get(name)}


def _working(page: Page) -> Working:
    if page.working is None:
        raise ValueError(f"the page {page.name} is pushed, and nothing is asked for it")
    return page.working


def _key(page: Page, picture: Picture) -> Key:
    return page.name, picture.scope, tuple(sorted(picture.choices.items()))
