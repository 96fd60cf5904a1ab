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
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from board.reads.reads import Reads
    from board.reads.rounds import Moment
    from board.viewer.page import Page, Picture, Working

KEPT = 40
"""So many pages as they were on a screen can still be taken away."""
FRESH = timedelta(seconds=20)
"""So old an answer may be for whoever opens the page."""
Key: TypeAlias = "tuple[str, int, tuple[tuple[str, str], ...], datetime | None]"


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
        self._outdated: dict[str, datetime] = {}

    def present(
        self, page: Page, picture: Picture, since: datetime | None = None
    ) -> Kept:
        """The page as it is now, or was a few seconds ago, but not before `since`.
        Raises HubGone.
        """
        key = _key(page, picture)
        sinces = [one for one in (since, self._outdated.get(page.name)) if one]
        latest = max(sinces, default=None)
        found = self._found(key, lambda kept: _is_fresh(kept, picture.now, latest))
        return found or self._keep(key, answered(page, picture, self._reads))

    def outdate(self, name: str, now: datetime) -> None:
        """What was answered of a page before this moment counts for nobody any more."""
        self._outdated[name] = now

    def past(self, page: Page, picture: Picture, at: datetime) -> Kept:
        """The page as of a past moment; one that lacks what was still on its way to the
        store is asked for anew the next time. Raises HubGone.
        """
        key = _key(page, picture, at)
        if found := self._found(key, _is_whole):
            return found
        moment = self._reads.moment(at)
        asked = structs.replace(picture, now=at)
        return self._keep(key, answered(page, asked, self._reads, moment))

    def kept(self, number: int) -> Kept | None:
        """A page as it was on a screen; None for one that is not kept any more."""
        with self._lock:
            found = self._kept.get(number)
        return found[1] if found else None

    def _found(self, key: Key, is_good: Callable[[Kept], bool]) -> Kept | None:
        with self._lock:
            recent = tuple(reversed(self._kept.values()))
        return next(
            (kept for known, kept in recent if known == key and is_good(kept)), None
        )

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
    return reads.of_one_hub(lambda: _answered(page, picture, reads, past))


def _answered(
    page: Page, picture: Picture, reads: Reads, past: Moment | None
) -> Picture:
    working = _working(page)
    if picture.scope not in picture.snapshot.geography.divisions:
        raise HubGone("the register of divisions is not known yet")
    answers = reads.round(working.asks(picture), picture.now, past)
    snapshot = settled(picture.snapshot)
    found = structs.replace(picture, snapshot=snapshot, answers=answers)
    return _with_earlier(found, working, reads)


def _with_earlier(picture: Picture, working: Working, reads: Reads) -> Picture:
    """Besides what is asked as of the earlier moment that the answers name."""
    back = working.looks_back(picture)
    if back is None:
        return picture
    moment, questions = back
    earlier = reads.round(questions, moment.at, moment)
    answers = picture.answered
    tables = {**earlier.tables, **answers.tables}
    return structs.replace(picture, answers=structs.replace(answers, tables=tables))


def choices_of(page: Page, given: Mapping[str, str]) -> dict[str, str]:
    """What an address says of the choices of a page."""
    names = page.working.choices if page.working else ()
    return {name: given[name] for name in names if given.get(name)}


def _working(page: Page) -> Working:
    if page.working is None:
        raise ValueError(f"the page {page.name} is pushed, and nothing is asked for it")
    return page.working


def _is_fresh(kept: Kept, now: datetime, since: datetime | None) -> bool:
    is_late_enough = since is None or kept.picture.now >= since
    return is_late_enough and timedelta(0) <= now - kept.picture.now < FRESH


def _is_whole(kept: Kept) -> bool:
    return kept.picture.snapshot.pulse.is_whole


def _key(page: Page, picture: Picture, at: datetime | None = None) -> Key:
    return page.name, picture.scope, tuple(sorted(picture.choices.items())), at
