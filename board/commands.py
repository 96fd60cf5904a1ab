"""What the board does for a shell: write a page to a file, say if a file is true."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import structs

from board.exports import files
from board.exports.asking import asked_document, document_then
from board.exports.job import ExportError, Order, made
from board.exports.pages import Wish, document, row_cap
from board.exports.reading import UnreadableFileError
from board.exports.typeset.printing import printer
from board.exports.verify import require_whole, verify
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import LANGUAGES
from board.pages.list import PAGES
from board.picture.filters import TITLES
from board.picture.geography import geography
from board.picture.past import all_of
from board.picture.questions import (
    ask_background,
    ask_deadlines,
    ask_pulse,
    cameras_by_division,
)
from board.picture.snapshot import Snapshot
from board.reads.health import holds_all
from board.reads.reads import HubGone, Reads, hub_health, simulator_progress
from board.settings import settings_from
from board.viewer.answers import choices_of
from board.viewer.page import Action
from board.viewer.rights import may
from board.viewer.scope import View, scope_from
from board.viewer.seat import Seat
from board.views.map.outlines import outlines
from sql.flight import FlightStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.exports.document import Document
    from board.exports.verify import Verdict
    from board.reads.rounds import Moment
    from board.viewer.page import Page

BY_NAME = {one.name: one for one in PAGES}
TRUE, FALSE, BAD = 0, 1, 2
TIMEOUT_S = 300.0


def main(words: list[str], environment: Mapping[str, str]) -> int:
    """0 when it is done or true, 1 for a file that is not true, 2 and why not."""
    given = _parser().parse_args(words)
    settings = settings_from(environment)
    door = FlightStore(settings.flight_address, timeout_s=TIMEOUT_S)
    given.settings = settings
    try:
        code: int = given.run(given, Reads(door))
    except (HubGone, UnreadableFileError, ExportError, ValueError) as fault:
        print(f"python -m board {words[0]}: {fault}", file=sys.stderr)
        return BAD
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m board")
    programs = parser.add_subparsers(required=True)
    write = programs.add_parser("snapshot", help="write a page to a file")
    write.add_argument("--page", choices=sorted(BY_NAME), required=True)
    write.add_argument("--scope", default="", help="code of a division; the city's")
    write.add_argument("--at", type=_moment, help="2026-11-28T08:00, in Shanghai")
    write.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    write.add_argument("--format", choices=sorted(files.FORMATS), required=True)
    write.add_argument("--out", type=Path, required=True)
    write.add_argument("--outside", action="store_true", help="对外: no small counts")
    write.add_argument(
        "choices", nargs="*", metavar="NAME=VALUE", help="what the page's address says"
    )
    write.set_defaults(run=_snapshot)
    prove = programs.add_parser("verify", help="is a file what the board showed")
    prove.add_argument("file", type=Path)
    prove.set_defaults(run=_verify)
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _snapshot(given: argparse.Namespace, reads: Reads) -> int:
    """Without a seat it is the scope's own staff who asks."""
    known = _register(reads)
    page, scope = BY_NAME[given.page], scope_from(given.scope, known.geography)
    if given.at and not page.has_past:
        raise ValueError(f"the page {page.name} has no past")
    seat = Seat("staff", _center_of(scope, known))
    choices = _choices(given.choices, page)
    view = View(scope, given.lang, "dark", seat, given.at, given.outside)
    address = view.query(**choices)
    choices |= page.working.whole if page.working else {}
    if may(view, Action.READ_TITLES, page, known.geography):
        choices[TITLES] = "1"
    wish = Wish(
        page=page.name,
        scope=scope,
        language=given.lang,
        address=f"/{page.address}?{urlencode(address)}",
        seat=seat,
        made_at=clock.now(),
        reason=given.out.name,
        edition=reads.edition(),
        row_cap=row_cap(seat),
        outside=given.outside,
    )
    shown = _document(given, wish, page, choices, known, reads)
    with tempfile.TemporaryDirectory(dir=given.out.parent) as folder:
        found = made(Order(shown, given.format, outlines()), Path(folder))
        (Path(folder) / found.file).replace(given.out)
    print(f"{given.out} {found.rows} rows {found.checksum}")
    return TRUE


def _document(
    given: argparse.Namespace,
    wish: Wish,
    page: Page,
    choices: Mapping[str, str],
    known: Snapshot,
    reads: Reads,
) -> Document:
    if given.at is not None:
        then = all_of(_moment_of(given, reads))
        return document_then(wish, page, choices, then, known=known, reads=reads)
    if page.working is None:
        return document(wish, page, _picture(given, known, reads))
    return asked_document(wish, page, choices, known=known, reads=reads)


def _choices(words: list[str], page: Page) -> dict[str, str]:
    """What the page's own choices are; ValueError names one that it does not have."""
    given = dict(word.partition("=")[::2] for word in words)
    found = choices_of(page, given)
    unknown = ", ".join(sorted(given.keys() - found.keys()))
    if unknown:
        known = ", ".join(page.working.choices) if page.working else "none"
        raise ValueError(f"{page.name} has no choice {unknown}; known: {known}")
    return found


def _moment_of(given: argparse.Namespace, reads: Reads) -> Moment:
    """Raises UnreadableFileError where this hub lacks what was there then."""
    found = reads.moment(given.at)
    require_whole(all_of(found), reads, given.out.name)
    return found


def _center_of(scope: int, known: Snapshot) -> int:
    """The center that a division has of its own, else the city's."""
    centers = known.geography.centers
    own = (code for code, one in centers.items() if one.division_code == scope)
    return next(own, known.geography.top)


def _register(reads: Reads) -> Snapshot:
    known = geography(reads.divisions(), reads.centers(), reads.center_ranges())
    return Snapshot(geography=known, cameras=cameras_by_division(reads, known))


def _picture(given: argparse.Namespace, known: Snapshot, reads: Reads) -> Snapshot:
    now, land = clock.now(), known.geography
    health, progress = hub_health(given.settings), simulator_progress(given.settings)
    is_whole = holds_all(health, progress, now)
    return structs.replace(
        known,
        pulse=ask_pulse(reads, geography=land, now=now, is_whole=is_whole),
        deadlines=ask_deadlines(reads, geography=land, now=now),
        background=ask_background(reads, geography=land, now=now),
    )


def _verify(given: argparse.Namespace, reads: Reads) -> int:
    verdict = verify(
        given.file, pages=BY_NAME, known=_register(reads), reads=reads, now=clock.now()
    )
    _say(verdict)
    return TRUE if verdict.is_true else FALSE


def _say(verdict: Verdict) -> None:
    if not verdict.is_untouched:
        print("touched: its cells are not those of its own checksum")
    if not verdict.compared:
        print("the page has no past: only its own checksum was looked at")
    if verdict.edition != verdict.present_edition:
        print(f"edition {verdict.edition}, the board has {verdict.present_edition}")
    if not verdict.is_of_printer:
        print(f"printed by {verdict.manifest.printer}, the board has {printer()}")
    for one in verdict.found:
        place = f"{one.sheet} row {one.row} {one.column}"
        print(f"{one.what} {place}: file {one.in_file!r}, board {one.on_board!r}")
    for seen in verdict.unlike:
        both = f"file {seen.in_file!r}, board {seen.on_board!r}"
        among = f" ({', '.join(seen.parts)})" if seen.parts else ""
        print(f"{seen.what} page {seen.page}{among}: {both}")
    print("true" if verdict.is_true else "not true")
