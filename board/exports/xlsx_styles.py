"""How a workbook looks: what a civil servant opens, prints and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from board.exports.canonical import as_text
from board.exports.formulas import is_like_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from board.exports.cells import Cell
    from board.exports.grids import Grid

MOMENT = "yyyy-mm-dd hh:mm:ss"
NUMBER_FORMATS: Mapping[str, str] = {
    "code": "@",
    "count": "#,##0",
    "rank": "0",
    "places": "+0;-0;0",
    "hour": "00",
    "decimal": "#,##0.0",
    "share": "0.0%",
    "per_1000": "#,##0.00",
    "per_10000": "#,##0.0",
    "degrees": "0.00000",
    "change": "+0.0%;-0.0%;0.0%",
    "points": "+0.0;-0.0;0.0",
    "duration": "#,##0.0",
    "moment": MOMENT,
    "time": MOMENT,
    "today": MOMENT,
    "age": MOMENT,
    "day": "yyyy-mm-dd",
    "date": "yyyy-mm-dd",
}
FONT = {"font_name": "等线", "font_size": 11, "valign": "vcenter"}
DARK, PALE, GREY = "#1F3864", "#EAF0F8", "#6B7280"
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 20, "font_color": DARK},
    "watermark": {"font_color": GREY},
    "block": {"bold": True, "font_size": 13, "font_color": DARK, "bottom": 2},
    "column": {"bold": True, "font_color": GREY, "bottom": 4},
    "label": {"font_color": GREY, "valign": "top", "text_wrap": True},
    "said": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": DARK, "underline": 1, "valign": "top", "text_wrap": True},
    "machine": {"font_color": "#9CA3AF", "font_size": 8, "align": "fill"},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DARK,
        "text_wrap": True,
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "header_of_programs": {
        "italic": True,
        "font_color": GREY,
        "bg_color": PALE,
        "text_wrap": True,
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "like_formula": {"quote_prefix": True},
}
NARROWEST, WIDEST = 9, 48
ROWS_MEASURED = 200


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def look(self, name: str) -> Format:
        return self._style(f"look.{name}", LOOKS[name])

    def of(self, cell: Cell, form: str) -> Format:
        """Of a cell of that form; a text like a formula stays one when it is edited."""
        if isinstance(cell, str) and is_like_formula(cell):
            return self.look("like_formula")
        return self._style(form, {"num_format": NUMBER_FORMATS.get(form, "General")})

    def _style(self, key: str, properties: Mapping[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, **properties})
        return self._made[key]


def widths(grid: Grid) -> tuple[int, ...]:
    """In characters, by the header and the first rows; a Chinese one counts twice."""
    some = (grid.headers, *grid.rows[:ROWS_MEASURED])
    return tuple(_width(column) for column in zip(*some, strict=True))


def _width(column: Iterable[Cell]) -> int:
    longest = max(_room(as_text(one)[:WIDEST]) for one in column)
    return min(max(longest + 3, NARROWEST), WIDEST)


def _room(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
