"""What a person sees of a printed file, and where two of them differ."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from msgspec import Struct, structs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.exports.manifest import Placed

What: TypeAlias = Literal[
    "line", "drawing", "means", "picture", "size", "page_missing", "page_extra"
]
"""A line of text, something that is drawn, what all is drawn with, the points of a
picture, its size.
"""
APART = 12
"""Rows of points without a difference between two places that differ."""
MOST_PLACES = 50


class Piece(Struct, frozen=True):
    """Something that is drawn, from a place in points from the left and the top."""

    x: int
    y: int
    checksum: str

    @property
    def place(self) -> str:
        return f"x {self.x}, y {self.y}"


class Sheet(Struct, frozen=True):
    """One page of a PDF: its lines of text, all that it draws, and a checksum of what
    it draws that with: its size, letters and pictures.
    """

    lines: tuple[str, ...]
    pieces: tuple[Piece, ...]
    means: str


class Pixels(Struct, frozen=True):
    """A picture: red, green and blue of every point, row by row from the top."""

    width: int
    height: int
    points: bytes


class Seen(Struct, frozen=True):
    """The pages of a PDF, or a picture."""

    sheets: tuple[Sheet, ...] = ()
    picture: Pixels | None = None


class Unlike(Struct, frozen=True, kw_only=True):
    """`page` counts from 1. Of what stands only in one of them the other side is empty:
    of a line the text, of what is drawn its place in points. Of a picture `in_file`
    says where, in points of it: from left to right, from top to bottom; `parts` are the
    titles of what stands there.
    """

    what: What
    page: int = 1
    in_file: str = ""
    on_board: str = ""
    parts: tuple[str, ...] = ()


def unlike(
    found: Seen, expected: Seen, parts: tuple[Placed, ...] = ()
) -> tuple[Unlike, ...]:
    """What is seen of a file and not of the same document set anew, and the reverse;
    `parts` are those of the picture that was set anew.
    """
    if found.picture and expected.picture:
        return tuple(_of_pictures(found.picture, expected.picture, parts))
    pairs = zip_longest(found.sheets, expected.sheets)
    return tuple(
        one
        for number, (theirs, ours) in enumerate(pairs, 1)
        for one in _of_sheets(number, theirs, ours)
    )


def _of_sheets(
    number: int, theirs: Sheet | None, ours: Sheet | None
) -> Iterator[Unlike]:
    if theirs is None or ours is None:
        yield Unlike(what="page_extra" if theirs else "page_missing", page=number)
        return
    said, expected = Counter(theirs.lines), Counter(ours.lines)
    yield from (
        Unlike(what="line", page=number, in_file=one) for one in said - expected
    )
    yield from (
        Unlike(what="line", page=number, on_board=one) for one in expected - said
    )
    yield from _of_drawings(number, theirs.pieces, ours.pieces)
    if theirs.means != ours.means:
        yield Unlike(what="means", page=number)


def _of_drawings(
    number: int, theirs: tuple[Piece, ...], ours: tuple[Piece, ...]
) -> Iterator[Unlike]:
    """Also what is the same and in another order: the later covers the earlier."""
    if theirs == ours:
        return
    drawn, expected = Counter(theirs), Counter(ours)
    more = [Unlike(what="drawing", in_file=one.place) for one in drawn - expected]
    less = [Unlike(what="drawing", on_board=one.place) for one in expected - drawn]
    for one in (*more, *less)[:MOST_PLACES] or (Unlike(what="drawing"),):
        yield structs.replace(one, page=number)


def _of_pictures(
    theirs: Pixels, ours: Pixels, parts: tuple[Placed, ...]
) -> Iterator[Unlike]:
    sizes = [f"{one.width} × {one.height}" for one in (theirs, ours)]
    if sizes[0] != sizes[1]:
        yield Unlike(what="size", in_file=sizes[0], on_board=sizes[1])
        return
    differs = (_points(theirs) != _points(ours)).any(axis=2)
    for top, until in _runs(np.flatnonzero(differs.any(axis=1)).tolist()):
        across = np.flatnonzero(differs[top:until].any(axis=0))
        place = f"x {across[0]}-{across[-1]}, y {top}-{until - 1} / {sizes[0]}"
        touched = (
            one.title
            for one in parts
            if one.left <= across[-1] and across[0] < one.right
            if one.top < until and top < one.bottom
        )
        yield Unlike(what="picture", in_file=place, parts=tuple(touched))


def _points(one: Pixels) -> np.ndarray:
    return np.frombuffer(one.points, np.uint8).reshape(one.height, one.width, 3)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Half-open runs of rows; what stands close is one, and so is all after the last
    that is named.
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        is_near = bool(found) and row - found[-1][1] < APART
        if is_near or len(found) == MOST_PLACES:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found
