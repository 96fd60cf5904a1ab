"""`python -m board briefs`: the briefs of several divisions as PDFs in a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from board.commands.writing import Asked, desktop, write
from board.look import clock
from board.look.clock import day_of
from board.look.texts import LANGUAGES
from board.pages.list import PAGES
from board.picture.briefs import SORTS, issue
from board.viewer.scope import is_unknown, scope_from

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from board.picture.geography import Geography
    from board.reads.reads import Reads

PAGE = next(one for one in PAGES if one.name == "brief")


def add_briefs(programs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Teach the program of programs this one."""
    briefs = programs.add_parser("briefs", help="write briefs into a folder")
    briefs.add_argument("--kind", choices=SORTS, required=True)
    briefs.add_argument("--out", type=Path, required=True, metavar="DIR")
    briefs.add_argument(
        "--on", type=date.fromisoformat, help="a day of it; the last one that is over"
    )
    whose = briefs.add_mutually_exclusive_group()
    whose.add_argument("--scope", nargs="+", default=[], metavar="CODE")
    whose.add_argument("--below", metavar="CODE", help="every division right below")
    briefs.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    briefs.add_argument("--outside", action="store_true", help="对外: no small counts")
    briefs.set_defaults(run=write_briefs)


def write_briefs(given: argparse.Namespace, reads: Reads) -> int:
    """One line a file; without a scope the city's. Raises ValueError for what is no
    division, or a day that is to come.
    """
    on, now = desktop(reads, given.settings), clock.now()
    if given.on and given.on > day_of(now):
        raise ValueError(f"{given.on} is still to come")
    day = {"on": str(given.on)} if given.on else {}
    first = issue({"brief": given.kind, **day}, now).whole.first
    given.out.mkdir(parents=True, exist_ok=True)
    for scope in tuple(_scopes(given, on.known.geography)):
        print(write(_asked(scope, first, given), on), flush=True)
    return 0


def _asked(scope: int, first: date, given: argparse.Namespace) -> Asked:
    """Its file is named by codes and days alone."""
    choices: Mapping[str, str] = {"brief": given.kind, "on": str(first)}
    return Asked(
        page=PAGE,
        scope=scope,
        choices=choices,
        format="pdf",
        out=given.out / f"brief-{given.kind}-{first}-{scope:012d}.pdf",
        language=given.lang,
        outside=given.outside,
    )


def _scopes(given: argparse.Namespace, land: Geography) -> Iterator[int]:
    if given.below is not None:
        below = land.children.get(_known(given.below, land), ())
        if not below:
            raise ValueError(f"{given.below} has no divisions below")
        yield from below
        return
    for code in given.scope or ("",):
        yield _known(code, land)


def _known(code: str, land: Geography) -> int:
    if is_unknown(code, land):
        raise ValueError(f"{code} is no division of the register")
    return scope_from(code, land)
