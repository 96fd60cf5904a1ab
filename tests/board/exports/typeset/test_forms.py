"""A statistical table on paper is a form: what is over it, and where it is signed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from pypdf import PdfReader

from board.exports.document import Fact
from board.exports.typeset.printing import pdf
from board.exports.typeset.sizes import UPRIGHT_COLUMNS
from board.look.formats import Value
from board.look.texts import texts
from board.views.common.contents import Chart, Contents, Series, Table
from tests.board.conftest import NOW
from tests.board.exports.typeset.documents import document_with
from tests.board.exports.typeset.reading import bare, table_of

if TYPE_CHECKING:
    from board.exports.document import Document

MADE = (
    Fact("who", "导出人", Value("工作人员 · 随州市")),
    Fact("made_at", "导出时间", Value(1_773_819_005_000, "moment")),
)


def form(columns: int, rows: int, *, is_crossed: bool = True) -> Document:
    names = tuple(f"列{number}" for number in range(columns))
    made = table_of(*(f"行{number}" for number in range(rows)), names=names)
    crossed: Table = structs.replace(made, is_crossed=is_crossed)
    series = (Series(column=names[0], colour="accent"),)
    chart = Chart(name="table", table="table", x=(names[0],), series=series, first=1)
    contents = Contents(
        title="各镇街情况表", note="填报单位：甲", tables=(crossed,), charts=(chart,)
    )
    return structs.replace(document_with(("part", contents), now=NOW), facts=MADE)


def pages_of(document: Document) -> list[str]:
    made = io.BytesIO(pdf(document, {}, texts("zh")))
    return [bare(page.extract_text()) for page in PdfReader(made).pages]


def test_a_form_says_who_fills_it_in_and_when_and_where_it_is_signed() -> None:
    """Also a long one: it is what the page is about, and stands behind nothing."""
    text = "".join(pages_of(form(3, 60)))
    assert "各镇街情况表填报单位：甲·导出人：工作人员·随州市·导出时间：" in text
    assert text.index("行59") < text.index("填报人：") < text.index("审核人：")


def test_another_table_is_signed_by_nobody() -> None:
    assert "审核人" not in "".join(pages_of(form(3, 9, is_crossed=False)))


@pytest.mark.parametrize(
    ("columns", "longest"),
    [(UPRIGHT_COLUMNS, "height"), (UPRIGHT_COLUMNS + 1, "width")],
)
def test_a_wide_form_lies_across(columns: int, longest: str) -> None:
    made = io.BytesIO(pdf(form(columns, 4), {}, texts("zh")))
    box = PdfReader(made).pages[0].mediabox
    assert max(box.width, box.height) == getattr(box, longest)
