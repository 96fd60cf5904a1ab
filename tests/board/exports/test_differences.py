from __future__ import annotations

from msgspec import structs

from board.exports.differences import Difference, differences
from board.exports.document import Document
from board.exports.export import Export, export
from board.exports.grids import Grid
from board.exports.manifest import manifest
from board.exports.reading import ReadFile
from tests.support.exported import NOTHING, document, row


def as_file(ready: Export, *grids: Grid) -> ReadFile:
    names = [grid.key for grid in ready.grids]
    return ReadFile(manifest(ready, names), grids or ready.grids)


def found(file_of: Document, board: Document) -> list[Difference]:
    return list(differences(as_file(export(file_of)), export(board)))


def test_the_same_document_has_none() -> None:
    assert found(document(row(1)), document(row(1))) == []


def test_another_value_is_named_by_row_and_column_with_both() -> None:
    assert found(document(row(1), row(2, "a")), document(row(1), row(2, "b"))) == [
        Difference(
            what="cell",
            sheet="items.items",
            row=3,
            column="title",
            in_file="a",
            on_board="b",
        )
    ]


def test_rows_are_matched_by_position() -> None:
    short, long = document(row(1)), document(row(1), row(2))
    (only,) = found(short, long)
    assert (only.what, only.row) == ("row_missing", 3)
    (only,) = found(long, short)
    assert (only.what, only.row) == ("row_extra", 3)


def test_a_row_of_nothing_is_no_row() -> None:
    assert found(document(row(1), NOTHING), document(row(1))) == []


def test_columns_that_one_of_both_lacks_are_named_once() -> None:
    ready = export(document(row(1), row(2)))
    figures, items, areas = ready.grids
    less = structs.replace(
        items,
        keys=items.keys[:-1],
        forms=items.forms[:-1],
        headers=items.headers[:-1],
        rows=tuple(one[:-1] for one in items.rows),
    )
    (only,) = differences(as_file(ready, figures, less, areas), ready)
    assert (only.what, only.column) == ("column_missing", "latitude")
    fewer = structs.replace(ready, grids=(figures, less, areas))
    (only,) = differences(as_file(ready), fewer)
    assert (only.what, only.column) == ("column_extra", "latitude")


def test_a_value_of_another_type_is_another_value() -> None:
    ready = export(document(row(1)))
    figures, items, areas = ready.grids
    first = ("421300000001", "邻里纠纷", 1234.0, *items.rows[0][3:])
    other = structs.replace(items, rows=(first,))
    (only,) = differences(as_file(ready, figures, other, areas), ready)
    assert only.column == "cases"


def test_a_file_of_a_part_is_compared_with_that_part() -> None:
    ready = export(document(row(1)))
    missing = list(differences(as_file(ready, *ready.grids[:2]), ready))
    assert missing == [Difference(what="sheet_missing", sheet="items.areas")]
