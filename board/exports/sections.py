"""What a document says of a page part by part, and what of it its reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.exports.document import Section
from board.viewer.rights import has_rows
from board.viewer.seat import Seat
from board.views.common.suppression import kept_in, outside, sums_of
from board.views.map import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from board.look.texts import Texts
    from board.viewer.page import Page, Part, Picture
    from board.views.common.contents import Contents

GUIDES = frozenset({"header", "crumbs", "arrived", "sounds"})
"""Parts that lead about the board, say how it runs or what came since: the cover stands
for them.
"""
MAPPED = "map"
PLACES = "places"


def told(
    page: Page, picture: Picture, seat: Seat, *, is_outside: bool
) -> Iterator[Section]:
    """What its reader is told: first of the page that it stands on, if on one."""
    seated = structs.replace(picture, seat=Seat() if is_outside else seat)
    besides, own = tuple(_besides(page, seated)), tuple(_own(page, seated))
    if why := why_kept_in(page, picture, is_outside=is_outside):
        yield from _left(besides, outside)
        yield from _kept_in(own[:1], picture.words(why))
    elif is_outside:
        yield from _left((*besides, *own), outside)
    elif has_rows(seat, page):
        yield from (*besides, *own)
    else:
        yield from _left((*besides, *own), sums_of)


def why_kept_in(page: Page, picture: Picture, *, is_outside: bool) -> str:
    """The text that says why people outside are told nothing of it."""
    return page.working.keeps_in(picture) if is_outside and page.working else ""


def _besides(page: Page, picture: Picture) -> Iterator[Section]:
    """The parts that it stands beside; each says of which division it is."""
    place = picture.snapshot.geography.name(picture.scope)
    for one in _sections(page.beside, picture):
        yield _covering(one, place, picture)


def _own(page: Page, picture: Picture) -> Iterator[Section]:
    """Its own parts; beside others each says what was chosen."""
    asked = page.working.parts if page.working else {}
    said = page.working.says(picture) if page.working else {}
    for one in _sections({**page.parts, **asked}, picture):
        covered = picture.words.listed(said.values())
        yield _covering(one, covered, picture) if page.beside else one


def _sections(parts: Mapping[str, Part], picture: Picture) -> Iterator[Section]:
    for name, make in parts.items():
        if name not in GUIDES:
            yield _named(name, make(picture), picture.words)
    if MAPPED in parts:
        yield _named(PLACES, places.items(*picture.counted), picture.words)


def _covering(one: Section, covered: str, picture: Picture) -> Section:
    title = picture.words("export.covers", title=one.contents.title, covered=covered)
    return structs.replace(one, contents=structs.replace(one.contents, title=title))


def _left(
    sections: Iterable[Section], tell: Callable[[Contents], Contents]
) -> Iterator[Section]:
    """What is left to say of each; parts of single items say nothing."""
    for one in sections:
        left = tell(one.contents)
        if left.figures or left.tables:
            yield structs.replace(one, contents=left)


def _kept_in(sections: Iterable[Section], why: str) -> Iterator[Section]:
    for one in sections:
        yield structs.replace(one, contents=kept_in(one.contents, why))


def _named(name: str, contents: Contents, words: Texts) -> Section:
    title = contents.title or words.known("section", name)
    return Section(name, structs.replace(contents, title=title))
