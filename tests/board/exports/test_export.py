from __future__ import annotations

from typing import Any

from msgspec import structs

from board.exports.cells import Cell
from board.exports.checksum import checksum, content_checksum
from board.exports.export import export, file_name
from board.exports.grids import Grid
from tests.support.exported import document, row


def grid(*rows: tuple[Cell, ...], **changed: Any) -> Grid:
    made = {
        "key": "a.b",
        "title": "",
        "headers": ("x", "y"),
        "keys": ("x", "y"),
        "forms": ("text", "text"),
        "rows": rows,
        "total": len(rows),
    }
    return Grid(**(made | changed))


def test_cells_do_not_run_into_each_other() -> None:
    found = {
        checksum(grid(("ab", "c"))),
        checksum(grid(("a", "bc"))),
        checksum(grid(("a", None), ("bc", None))),
        checksum(grid(("asb", "c"))),
        checksum(grid(("ab", None), (None, "c"))),
    }
    assert len(found) == 5


def test_columns_and_the_key_of_a_sheet_are_part_of_its_checksum() -> None:
    plain = checksum(grid(("a", "b")))
    assert checksum(grid(("a", "b"), keys=("y", "x"))) != plain
    assert checksum(grid(("a", "b"), forms=("code", "text"))) != plain
    assert checksum(grid(("a", "b"), key="a.c")) != plain


def test_title_and_names_of_columns_are_not() -> None:
    plain = checksum(grid(("a", "b")))
    assert checksum(grid(("a", "b"), title="t", headers=("1", "2"), total=9)) == plain


def test_the_checksum_of_all_sheets_does_not_depend_on_their_order() -> None:
    assert content_checksum({"a": "1", "b": "2"}) == content_checksum(
        {"b": "2", "a": "1"}
    )
    assert content_checksum({"a": "2", "b": "1"}) != content_checksum(
        {"a": "1", "b": "2"}
    )


def test_who_when_and_why_do_not_change_the_checksum() -> None:
    made = document(row(1))
    other = structs.replace(made, facts=(), watermark="other", title="other")
    assert export(other).checksum == export(made).checksum


def test_one_cell_changes_the_checksum() -> None:
    assert export(document(row(1))).checksum != export(document(row(2))).checksum


def test_a_file_name_holds_page_scope_and_moment_and_nothing_untrusted() -> None:
    made = document(page="../大屏\n wall")
    assert file_name(made, "xlsx") == "-wall-421300000000-20260318T153005.xlsx"
    assert (
        file_name(document(), "csv.zip") == "wall-421300000000-20260318T153005.csv.zip"
    )
