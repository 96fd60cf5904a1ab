"""The cover of a workbook, and what it says to programs, written and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.exports.canonical import as_text
from board.exports.cells import plain
from board.exports.cover import SHEETS, cover
from board.exports.manifest import encoded
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from board.exports.cells import Cell
    from board.exports.cover import Block
    from board.exports.export import Export
    from board.exports.manifest import Manifest
    from board.exports.xlsx_styles import Styles

MACHINE = "cgc-manifest"
"""Marks the lines for programs; the text behind them, joined, is the manifest."""
PIECE = 16_000
"""Letters of it in one cell, which hold twice as many UTF-16 units at most."""
WIDTHS = (26, 58, 34, 34, 14)


def draw_cover(
    sheet: Worksheet, export: Export, said: Manifest, styles: Styles
) -> None:
    sheet.hide_gridlines(2)
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 36)
    document = export.document
    sheet.write_string(0, 0, as_text(plain(document.title)), styles.look("title"))
    watermark = as_text(plain(document.watermark))
    sheet.write_string(1, 0, watermark, styles.look("watermark"))
    row = 3
    for block in cover(export, [entry.name for entry in said.sheets]):
        row = _draw(sheet, row, block, _places(block, said), styles)
    _for_programs(sheet, row, said, document.language, styles)


def found_manifest(rows: Iterable[Sequence[Cell]]) -> str:
    """The text of the manifest in the rows of a cover; empty where there is none."""
    lines = (row[1:2] for row in rows if row[:1] == [MACHINE])
    return "".join(str(piece) for line in lines for piece in line)


def _places(block: Block, said: Manifest) -> tuple[str, ...]:
    """Where a click on each line leads: to the sheet it speaks of."""
    if block.key != SHEETS:
        return ("",) * len(block.lines)
    names = (entry.name.replace("'", "''") for entry in said.sheets)
    return tuple(f"internal:'{name}'!A1" for name in names)


def _draw(
    sheet: Worksheet, row: int, block: Block, places: Sequence[str], styles: Styles
) -> int:
    """The block from `row` on; returns the row where the next one begins."""
    for column in range(len(WIDTHS)):
        text = block.title if column == 0 else ""
        sheet.write(row, column, text, styles.look("block"))
    if block.columns:
        row += 1
        _line(sheet, row, block.columns, ("column",) * len(block.columns), styles)
    looks = ("label", *["said"] * (len(WIDTHS) - 1))
    for line, place in zip(block.lines, places, strict=True):
        row += 1
        _line(sheet, row, line, looks, styles)
        if place:
            sheet.write_url(row, 0, place, styles.look("link"), line[0])
    return row + 2


def _line(
    sheet: Worksheet,
    row: int,
    texts: Sequence[str],
    looks: Sequence[str],
    styles: Styles,
) -> None:
    for column, (text, look) in enumerate(zip(texts, looks, strict=False)):
        if text:
            sheet.write_string(row, column, text, styles.look(look))


def _for_programs(
    sheet: Worksheet, row: int, said: Manifest, language: str, styles: Styles
) -> None:
    look = styles.look("machine")
    sheet.write_string(row, 0, texts(language)("export.machine"), look)
    text = encoded(said).decode()
    for number, start in enumerate(range(0, len(text), PIECE), 1):
        sheet.write_string(row + number, 0, MACHINE, look)
        sheet.write_string(row + number, 1, text[start : start + PIECE], look)
