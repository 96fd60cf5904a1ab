"""One page written to a file, as staff of the scope's own center would take it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import Struct, structs

from board.exports.asking import asked_document, document_then
from board.exports.job import Order, made
from board.exports.pages import Wish, document, row_cap
from board.exports.verify import require_whole
from board.look import clock
from board.look.texts import LANGUAGES
from board.picture.filters import TITLES
from board.picture.geography import geography
from board.picture.past import all_of
from board.picture.questions import (
    ask_background,
    ask_deadlines,
    ask_pulse,
)
from board.picture.register import cameras_by_division
from board.picture.snapshot import Snapshot
from board.reads.health import holds_all
from board.reads.programs import simulator_progress
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import View
from board.viewer.seat import Seat
from board.views.map.outlines import outlines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.exports.document import Document
    from board.reads.reads import Reads
    from board.reads.rounds import Moment
    from board.settings import BoardSettings
    from board.viewer.page import Page


class Asked(Struct, frozen=True, kw_only=True):
    """What is written: a page of a division with the choices of its address, as of a
    past moment where it names one, and to which file in which format.
    """

    page: Page
    scope: int
    choices: Mapping[str, str]
    format: str
    out: Path
    language: str = LANGUAGES[0]
    at: datetime | None = None
    outside: bool = False


class Desktop(Struct, frozen=True):
    """What all files of one command are made of: the register, the way to the hub."""

    known: Snapshot
    reads: Reads
    settings: BoardSettings


def desktop(reads: Reads, settings: BoardSettings) -> Desktop:
    """Raises HubGone."""
    land = geography(reads.divisions(), reads.centers(), reads.center_ranges())
    known = Snapshot(geography=land, cameras=cameras_by_division(reads, land))
    return Desktop(known, reads, settings)


def write(asked: Asked, on: Desktop) -> str:
    """Write the file, whole or not at all, and say in one line what it holds. Raises
    HubGone, UnreadableFileError, ExportError, ValueError.
    """
    order = Order(_document(asked, on), asked.format, outlines())
    with tempfile.TemporaryDirectory(dir=asked.out.parent) as folder:
        found = made(order, Path(folder))
        (Path(folder) / found.file).replace(asked.out)
    return f"{asked.out} {found.rows} rows {found.checksum}"


def _document(asked: Asked, on: Desktop) -> Document:
    page, wish = asked.page, _wish(asked, on)
    choices, known, reads = _choices(asked, wish.seat, on), on.known, on.reads
    if asked.at is not None:
        then = all_of(_moment_of(asked.at, asked.out, reads))
        return document_then(wish, page, choices, then, known=known, reads=reads)
    if page.working is None:
        return document(wish, page, _picture(on))
    return asked_document(wish, page, choices, known=known, reads=reads)


def _view(asked: Asked, seat: Seat) -> View:
    return View(asked.scope, asked.language, "dark", seat, asked.at, asked.outside)


def _wish(asked: Asked, on: Desktop) -> Wish:
    """Without a seat it is the scope's own staff who asks."""
    seat = Seat("staff", _center_of(asked.scope, on.known))
    address = urlencode(_view(asked, seat).query(**asked.choices))
    return Wish(
        page=asked.page.name,
        scope=asked.scope,
        language=asked.language,
        address=f"/{asked.page.address}?{address}",
        seat=seat,
        made_at=clock.now(),
        reason=asked.out.name,
        edition=on.reads.edition(),
        row_cap=row_cap(seat),
        outside=asked.outside,
    )


def _choices(asked: Asked, seat: Seat, on: Desktop) -> dict[str, str]:
    page = asked.page
    choices = {**asked.choices, **(page.working.whole if page.working else {})}
    if may(_view(asked, seat), Action.READ_TITLES, page, on.known.geography):
        choices[TITLES] = "1"
    return choices


def _moment_of(at: datetime, out: Path, reads: Reads) -> Moment:
    """Raises UnreadableFileError where this hub lacks what was there then."""
    found = reads.moment(at)
    require_whole(all_of(found), reads, out.name)
    return found


def _center_of(scope: int, known: Snapshot) -> int:
    """The center that a division has of its own, else the city's."""
    centers = known.geography.centers
    own = (code for code, one in centers.items() if one.division_code == scope)
    return next(own, known.geography.top)


def _picture(on: Desktop) -> Snapshot:
    now, land, reads = clock.now(), on.known.geography, on.reads
    health, progress = reads.health(on.settings), simulator_progress(on.settings)
    is_whole = holds_all(health, progress, now)
    return structs.replace(
        on.known,
        pulse=ask_pulse(reads, geography=land, now=now, is_whole=is_whole),
        deadlines=ask_deadlines(reads, geography=land, now=now),
        background=ask_background(reads, geography=land, now=now),
    )
