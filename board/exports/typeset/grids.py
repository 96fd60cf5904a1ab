"""Tables as they stand on paper: what is for readers, as wide as it needs to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.exports.typeset.font import width
from board.exports.typeset.paper import Grid, Head
from board.views.common.contents import written_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from board.exports.document import Sheet
    from board.exports.typeset.paper import Size
    from board.look.texts import Texts

PADDING = 1.4
AWAY = 1.0
"""Between a number and the text after it."""
LONGEST = 42.0
"""A longer text is broken into lines."""
SHORTEST_HEAD = 4.0
"""A head that is longer may be broken."""
MEASURED = 200
"""So many rows say how wide a column is."""
TURNED_ROWS = 6
LOOSEST = 1.9
TEXTS = {"text", "code", "flag"}


def grid(
    sheet: Sheet, words: Texts, now: datetime, *, rows: int, size: Size
) -> Grid | None:
    """The table with its first `rows` rows, in a column of the sheet if it fits there;
    None where all its columns are for programs.
    """
    named = [place for place, one in enumerate(sheet.table.columns) if one.name]
    if not named:
        return None
    columns = [sheet.table.columns[place] for place in named]
    cut = structs.replace(sheet.table, rows=sheet.table.rows[:rows])
    found = tuple(
        tuple(row[place] for place in named) for row in written_rows(cut, words, now)
    )
    counts = {"shown": f"{len(found):,}", "total": f"{sheet.total:,}"}
    heads = tuple(Head(one.name, one.unit, one.form not in TEXTS) for one in columns)
    made = Grid(
        title=sheet.title,
        note=words("print.rows", **counts) if len(found) < sheet.total else "",
        heads=heads,
        widths=_widths(heads, found, size),
        rows=found,
        empty="" if sheet.total else words("label.bars_empty"),
    )
    is_wide = sum(made.widths) > size.letters
    if is_wide and 0 < len(found) <= TURNED_ROWS:
        return _turned(made, size.letters)
    return structs.replace(made, widths=_fitted(made.widths, heads, size.letters))


def stretched(made: Grid, letters: float) -> Grid:
    """As wide as the line, if that does not tear it apart."""
    factor = letters / sum(made.widths)
    if not 1 < factor < LOOSEST:
        return made
    return structs.replace(made, widths=tuple(one * factor for one in made.widths))


def _widths(
    heads: Sequence[Head], rows: Sequence[tuple[str, ...]], size: Size
) -> tuple[float, ...]:
    """What each column would like: its head in one line, if that costs no room."""
    column = size.letters_in(0)
    in_one = _wanted(heads, rows, [_head_in_one(one) for one in heads])
    in_two = _wanted(heads, rows, [_head_in_two(one) for one in heads])
    for widths, limit in ((in_one, column), (in_two, column), (in_one, size.letters)):
        if sum(widths) <= limit:
            return widths
    return in_two


def _wanted(
    heads: Sequence[Head],
    rows: Sequence[tuple[str, ...]],
    head_widths: Sequence[float],
) -> tuple[float, ...]:
    return tuple(
        PADDING
        + (AWAY if _is_after_number(heads, place) else 0.0)
        + max(wide, *(min(width(row[place]), LONGEST) for row in rows[:MEASURED]), 0.0)
        for place, wide in enumerate(head_widths)
    )


def _is_after_number(heads: Sequence[Head], place: int) -> bool:
    return place > 0 and heads[place - 1].is_number and not heads[place].is_number


def _head_in_one(head: Head) -> float:
    return width(head.name) + (width(head.unit) + 0.6 if head.unit else 0.0)


def _head_in_two(head: Head) -> float:
    words = [width(one) for one in (*head.name.split(), head.unit)]
    return max(*words, min(width(head.name), SHORTEST_HEAD), width(head.name) / 2)


def _fitted(
    widths: Sequence[float], heads: Sequence[Head], letters: float
) -> tuple[float, ...]:
    """Numbers keep their width, texts share what is left."""
    over = sum(widths) - letters
    if over <= 0:
        return tuple(widths)
    texts = sum(
        one for one, head in zip(widths, heads, strict=True) if not head.is_number
    )
    rest = texts - over
    if rest < texts / 5:
        return tuple(one * letters / sum(widths) for one in widths)
    return tuple(
        one if head.is_number else one * rest / texts
        for one, head in zip(widths, heads, strict=True)
    )


def _turned(made: Grid, letters: float) -> Grid:
    """A column for each row: few things of which much is said."""
    names = PADDING + max(width(one.name) + width(one.unit) + 1 for one in made.heads)
    widest = PADDING + max(width(one) for row in made.rows for one in row)
    column = min(widest, (letters - names) / len(made.rows))
    return structs.replace(
        made,
        widths=(names, *(column for _ in made.rows)),
        rows=tuple(zip(*made.rows, strict=True)),
        is_turned=True,
    )
