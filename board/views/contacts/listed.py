"""The telephones of a center, of the agencies there, and of the centers below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.codes import agencies
from board.views.centers.asking import center_of
from board.views.common.contents import Contents, Notice
from board.views.contacts.rows import Line, is_told, listed, note_of, posts_of, unit_of
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.viewer.page import Picture

OF_CENTER, OF_DUTY = "center_contacts", "duty_contacts"


def of_center(picture: Picture) -> Contents:
    """Table `contacts`: the posts of the center that the page is about, the one above
    it, its agencies.
    """
    return _contents(center_of(picture), picture, with_below=False)


def of_duty(picture: Picture) -> Contents:
    """Table `contacts`: the same of the center of the division, and of the centers
    right below it.
    """
    return _contents(_here(picture), picture, with_below=True)


def _here(picture: Picture) -> int:
    """The seat's own center at its home, else the center of the division."""
    geography, own = picture.snapshot.geography, seat_of(picture).center_code
    if geography.home(own) == picture.scope:
        return own
    centers = geography.centers.items()
    there = (code for code, one in centers if one.division_code == picture.scope)
    return next(there, own)


def _contents(center: int, picture: Picture, *, with_below: bool) -> Contents:
    if not is_told(picture):
        return Contents()
    words = picture.words
    lines = tuple(_lines(center, picture, with_below=with_below))
    if not lines:
        none = {"none": Notice(text=words("contacts.none"))}
        return Contents(title=words("contacts.book"), notices=none)
    note, found = note_of(listed("contacts", lines, words), words)
    return Contents(title=words("contacts.book"), note=note, tables=(found,))


def _lines(center: int, picture: Picture, *, with_below: bool) -> Iterator[Line]:
    words, geography = picture.words, picture.snapshot.geography

    def of(why: str, code: int, agency: str = "") -> Iterator[Line]:
        unit, said = (
            unit_of(code, agency, geography, words),
            words(f"contacts.of.{why}"),
        )
        yield from (Line(said, unit, one) for one in posts_of(code, agency))

    yield from of("center", center)
    for above in geography.above(center)[:1]:
        yield from of("above", above)
    if with_below:
        for code, one in geography.centers.items():
            if one.parent_center_code == center:
                yield from of("below", code)
    for agency in agencies():
        yield from of("agency", center, agency)
