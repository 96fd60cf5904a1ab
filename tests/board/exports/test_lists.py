"""Lists as people have them are read; what was not taken goes back as a workbook."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from board.desk.importing import MOST_ROWS
from board.exports import lists
from board.exports.lists import MOST_BYTES, ListError, read_list, write_refused

TEXT = "编号,案由,发生日期\nSX-1,因边界争吵,2026-03-02\n"
WANTED = (("编号", "案由", "发生日期"), (("SX-1", "因边界争吵", "2026-03-02"),))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_a_csv_file_is_read_whatever_program_wrote_it(
    encoding: str, delimiter: str
) -> None:
    given = read_list(TEXT.replace(",", delimiter).encode(encoding), "dispute")
    assert (given.header, given.rows) == WANTED
    assert given.first_row == len(("header", "first"))


def test_a_workbook_is_read_with_its_types_from_below_its_title() -> None:
    day = datetime.fromisoformat("2026-03-02T09:30:00")
    data = workbook(("台账",), WANTED[0], (1001, "因边界争吵", day))
    given = read_list(data, "dispute")
    assert given.header == WANTED[0]
    assert given.rows == ((1001, "因边界争吵", day),)
    assert given.first_row == len(("title", "header", "first"))


def refused(data: bytes) -> str:
    with pytest.raises(ListError) as caught:
        read_list(data, "dispute")
    return str(caught.value)


def test_what_is_too_large_is_refused_by_its_limit() -> None:
    assert refused(b"x" * (MOST_BYTES + 1)) == "too_large"
    many = TEXT + "SX,x,2026-03-02\n" * MOST_ROWS
    assert refused(many.encode()) == "too_many_rows"


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "MOST_UNPACKED", 1_000)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 2_000)
    assert refused(buffer.getvalue()) == "too_large"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", b"\xff\xfe\x00\x80\xff", b"\x00"]
)
def test_what_is_no_list_is_told(data: bytes) -> None:
    assert refused(data) in {"unreadable", "empty"}
    assert refused(b"") == "empty"


def test_refused_rows_come_back_with_their_reasons_and_without_formulas() -> None:
    attack = '=HYPERLINK("http://x")'
    rows = [((attack, None, 4.0), "级别：不在名录内"), (("short",), "+1")]
    made = write_refused(("@编号", "标题", "级别"), rows, "原因")
    sheet = load_workbook(BytesIO(made)).active
    read = [[cell.value for cell in row] for row in sheet.rows]
    assert read == [
        ["@编号", "标题", "级别", "原因"],
        [attack, None, "4", "级别：不在名录内"],
        ["short", None, None, "+1"],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}
    with ZipFile(BytesIO(made)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_what_came_back_and_was_put_right_is_read_again() -> None:
    rows = [(("SX-1", "因边界争吵", "2026-03-02"), "x")]
    given = read_list(write_refused(WANTED[0], rows, "原因"), "dispute")
    assert given.header == (*WANTED[0], "原因")
    assert given.rows == (("SX-1", "因边界争吵", "2026-03-02", "x"),)
