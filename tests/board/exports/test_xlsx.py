from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from board.exports import xlsx, xlsx_reading
from board.exports.differences import differences
from board.exports.document import Document
from board.exports.export import Export, export
from board.exports.reading import ReadFile, UnreadableFileError
from board.exports.xlsx_cover import MACHINE
from board.exports.xlsx_names import sheet_names
from tests.support.exported import document, ordinary, row

Change = Callable[[openpyxl.Workbook], None]


def written(made: Document, path: Path) -> Export:
    ready = export(made)
    xlsx.write(ready, path)
    return ready


def changed(made: Document, folder: Path, change: Change) -> tuple[ReadFile, Export]:
    """The file after somebody opened it in another program and did something."""
    path = folder / "file.xlsx"
    ready = written(made, path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return xlsx_reading.read(path), ready


def test_a_file_that_was_opened_and_saved_unchanged_still_verifies(
    tmp_path: Path,
) -> None:
    found, ready = changed(ordinary(), tmp_path, lambda _book: None)
    assert found.is_untouched
    assert list(differences(found, ready)) == []


def test_a_file_that_a_program_wrote_anew_from_its_values_still_verifies(
    tmp_path: Path,
) -> None:
    ready = written(ordinary(), tmp_path / "file.xlsx")
    rewrite(tmp_path / "file.xlsx", tmp_path / "again.xlsx")
    found = xlsx_reading.read(tmp_path / "again.xlsx")
    assert found.is_untouched
    assert list(differences(found, ready)) == []


def rewrite(source: Path, target: Path) -> None:
    """All values as a program sees them, none of the styles but that of dates."""
    found = CalamineWorkbook.from_path(source)
    with Workbook(str(target), {"strings_to_formulas": False}) as book:
        book.set_calc_mode("manual")
        book.default_date_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name in found.sheet_names:
            sheet = book.add_worksheet(name)
            rows = found.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)


def test_one_changed_cell_is_named_with_both_values(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"]["C3"] = 9_999

    found, ready = changed(document(row(1), row(2)), tmp_path, change)
    assert found.touched == ("items.items",)
    assert not found.is_untouched
    (only,) = differences(found, ready)
    assert (only.what, only.sheet, only.row) == ("cell", "items.items", 3)
    assert (only.column, only.in_file, only.on_board) == ("cases", 9999, 2468)


def test_a_changed_header_is_named(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"]["C1"] = "已办结"

    (only,) = differences(*changed(document(row(1)), tmp_path, change))
    assert (only.what, only.column, only.in_file) == ("header", "cases", "已办结")
    assert only.on_board == "案件（件）"


def test_a_value_beside_the_table_is_named(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"]["L2"] = "new"

    found, ready = changed(document(row(1)), tmp_path, change)
    assert not found.is_untouched
    (only,) = differences(found, ready)
    assert (only.row, only.column, only.in_file) == (2, "+2", "new")


def test_rows_and_sheets_that_are_missing_or_extra_are_named(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"].delete_rows(4)
        book["案件 指标"].append(["more"])
        del book["案件 (2)"]
        book.create_sheet("mine")

    found, ready = changed(document(*map(row, range(3))), tmp_path, change)
    assert [(one.what, one.sheet, one.row) for one in differences(found, ready)] == [
        ("row_extra", "items.figures", 7),
        ("row_missing", "items.items", 4),
        ("sheet_missing", "items.areas", 0),
        ("sheet_extra", "mine", 0),
    ]


def test_widths_colours_and_the_order_of_sheets_do_not_matter(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"].column_dimensions["A"].width = 99
        book.move_sheet("封面", 3)
        book["案件"]["A1"].font = openpyxl.styles.Font(bold=False)

    assert changed(ordinary(), tmp_path, change)[0].is_untouched


def test_a_cell_that_became_a_time_is_a_difference_and_no_fault(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["案件"]["E2"].number_format = "[h]:mm:ss"

    (only,) = differences(*changed(document(row(1)), tmp_path, change))
    assert only.column == "took"


def test_no_cell_is_a_formula_or_a_link_out(tmp_path: Path) -> None:
    written(ordinary(), tmp_path / "file.xlsx")
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert links
    assert all(link.target is None for link in links)


def test_a_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    written(document(row(1)), tmp_path / "file.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "file.xlsx")["案件"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J2"
    assert [sheet[place].number_format for place in ("C2", "D2", "F2")] == [
        "#,##0",
        "0.0%",
        "yyyy-mm-dd hh:mm:ss",
    ]


def test_each_printed_page_says_who_and_when(tmp_path: Path) -> None:
    written(document(row(1), watermark="3 & " * 99), tmp_path / "file.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "file.xlsx")["案件"]
    assert sheet.oddFooter.left.text.startswith("3 && 3 && ")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.fitToHeight == 0


def test_the_cover_says_in_words_what_the_file_is(tmp_path: Path) -> None:
    written(document(*map(row, range(9)), row_cap=4), tmp_path / "file.xlsx")
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    cover = [
        [str(one) for one in line if one is not None]
        for line in book["封面"].iter_rows(values_only=True)
    ]
    assert ["随州市综治中心态势大屏"] in cover
    assert ["截至", "2026-03-18 15:30:05"] in cover
    assert ["行数", "1,234"] in cover
    assert ["案件", "另有 3 件"] in cover
    assert ["案件", "案件", "共 9 行，导出前 4 行"] in cover
    assert ["办结率", "已办结 ÷ 已到期", "closed", "cases", "10"] in cover


def test_an_english_reader_gets_an_english_cover(tmp_path: Path) -> None:
    written(document(row(1), language="en"), tmp_path / "file.xlsx")
    assert openpyxl.load_workbook(tmp_path / "file.xlsx").sheetnames[0] == "Cover"


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    with pytest.raises(ValueError, match=r"items\.items has more than 5 rows"):
        written(document(*map(row, range(6))), tmp_path / "file.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_workbook_of_somebody_else_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "file.xlsx")
    with pytest.raises(UnreadableFileError, match="no cover"):
        xlsx_reading.read(tmp_path / "file.xlsx")


def test_a_cover_that_says_nothing_to_programs_is_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = MACHINE
    book.save(tmp_path / "file.xlsx")
    with pytest.raises(UnreadableFileError, match="no cover"):
        xlsx_reading.read(tmp_path / "file.xlsx")


def test_names_of_sheets_are_what_a_workbook_takes() -> None:
    titles = ["案件", "案件", "a/b[c]:*?\\d", "'x'", "", "History", "x" * 40, "X" * 40]
    names = sheet_names([*titles, "😀" * 20, "HISTORY"])
    assert names[:6] == ("案件", "案件 (2)", "a b c d", "x", "—", "History (2)")
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
