"""What the board does for a shell: write pages to files, say if a file is true, make a
line for the files of users and of systems.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from board.commands.briefs import add_briefs
from board.commands.system import add_system
from board.commands.user import add_user
from board.commands.writing import Asked, desktop, write
from board.exports import files
from board.exports.job import ExportError
from board.exports.reading import UnreadableFileError
from board.exports.typeset.printing import printer
from board.exports.verify import verify
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import LANGUAGES
from board.pages.list import PAGES
from board.reads.reads import HubGone, Reads
from board.reads.ways import door_of
from board.settings import settings_from
from board.viewer.answers import choices_of
from board.viewer.scope import scope_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.exports.verify import Verdict
    from board.viewer.page import Page

BY_NAME = {one.name: one for one in PAGES}
TRUE, FALSE, BAD = 0, 1, 2
TIMEOUT_S = 300.0


def main(words: list[str], environment: Mapping[str, str]) -> int:
    """0 when it is done or true, 1 for a file that is not true, 2 and why not."""
    given = _parser().parse_args(words)
    settings = settings_from(environment)
    reads = Reads(door_of(settings, timeout_s=TIMEOUT_S))
    given.settings = settings
    try:
        code: int = reads.of_one_hub(lambda: given.run(given, reads))
    except (HubGone, UnreadableFileError, ExportError, ValueError) as fault:
        print(f"python -m board {words[0]}: {fault}", file=sys.stderr)
        return BAD
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m board")
    programs = parser.add_subparsers(required=True)
    add_briefs(programs)
    add_user(programs)
    add_system(programs)
    snapshot = programs.add_parser("snapshot", help="write a page to a file")
    snapshot.add_argument("--page", choices=sorted(BY_NAME), required=True)
    snapshot.add_argument("--scope", default="", help="code of a division; the city's")
    snapshot.add_argument("--at", type=_moment, help="2026-11-28T08:00, in Shanghai")
    snapshot.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    snapshot.add_argument("--format", choices=sorted(files.FORMATS), required=True)
    snapshot.add_argument("--out", type=Path, required=True)
    snapshot.add_argument(
        "--outside", action="store_true", help="对外: no small counts"
    )
    snapshot.add_argument(
        "choices", nargs="*", metavar="NAME=VALUE", help="what the page's address says"
    )
    snapshot.set_defaults(run=_snapshot)
    prove = programs.add_parser("verify", help="is a file what the board showed")
    prove.add_argument("file", type=Path)
    prove.set_defaults(run=_verify)
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _snapshot(given: argparse.Namespace, reads: Reads) -> int:
    on, page = desktop(reads, given.settings), BY_NAME[given.page]
    if given.at and not page.has_past:
        raise ValueError(f"the page {page.name} has no past")
    asked = Asked(
        page=page,
        scope=scope_from(given.scope, on.known.geography),
        choices=_choices(given.choices, page),
        format=given.format,
        out=given.out,
        language=given.lang,
        at=given.at,
        outside=given.outside,
    )
    print(write(asked, on))
    return TRUE


def _choices(words: list[str], page: Page) -> dict[str, str]:
    """What the page's own choices are; ValueError names one that it does not have."""
    given = dict(word.partition("=")[::2] for word in words)
    found = choices_of(page, given)
    unknown = ", ".join(sorted(given.keys() - found.keys()))
    if unknown:
        known = ", ".join(page.working.choices) if page.working else "none"
        raise ValueError(f"{page.name} has no choice {unknown}; known: {known}")
    return found


def _verify(given: argparse.Namespace, reads: Reads) -> int:
    verdict = verify(
        given.file,
        pages=BY_NAME,
        known=desktop(reads, given.settings).known,
        reads=reads,
        now=clock.now(),
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
