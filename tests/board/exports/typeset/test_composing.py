from __future__ import annotations

from msgspec import structs

from board.exports.document import Document, Section
from board.exports.typeset.composing import CELLS, Composer
from board.exports.typeset.paper import Paper
from board.look.formats import Value
from board.look.texts import texts
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    Notice,
    Series,
    Table,
)
from tests.board.conftest import NOW
from tests.board.exports.typeset.documents import document_with
from tests.board.exports.typeset.reading import table_of

NAMES = tuple("甲乙丙丁戊己庚辛")


def paper(*contents: Contents, cap: int = 100_000) -> Paper:
    sections = ((f"part{place}", one) for place, one in enumerate(contents))
    document = document_with(*sections, now=NOW)
    return composed(structs.replace(document, row_cap=cap))


def composed(document: Document) -> Paper:
    return Composer(document, {}, texts("zh")).paper()


def test_a_table_that_is_cut_says_how_many_rows_there_are() -> None:
    rows = CELLS // len(NAMES)
    long = table_of(*("值",) * (rows + 500), names=NAMES)
    [block] = paper(Contents(title="长", tables=(long,))).tables
    assert block.grid
    assert len(block.grid.rows) == rows
    assert block.note == f"所示 {rows:,} 行，共 {rows + 500:,} 行"


def test_all_tables_together_are_held_to_what_can_be_set() -> None:
    long = table_of(*("值",) * 1500, names=NAMES)
    found = paper(*(Contents(title="长", tables=(long,)) for _ in range(3))).tables
    counts = [len(one.grid.rows) for one in found if one.grid]
    assert counts == [1500, CELLS // len(NAMES) - 1500, 0]
    assert found[2].note == "所示 0 行，共 1,500 行"
    assert [one.grid.empty for one in found if one.grid] == ["", "", ""]


def test_a_table_without_rows_says_so() -> None:
    [block] = paper(Contents(tables=(table_of(),))).blocks
    assert block.grid
    assert block.grid.empty == "暂无"


def test_the_cap_of_the_document_is_said_as_well() -> None:
    made = paper(Contents(tables=(table_of("一", "二", "三"),)), cap=2)
    [block] = made.blocks
    assert block.grid
    assert len(block.grid.rows) == 2
    assert block.note == "所示 2 行，共 3 行"


def test_columns_for_programs_are_not_printed() -> None:
    columns = (Column(key="code", form="code"), Column(key="name", name="名称"))
    table = Table("table", columns, (("01", "甲"),))
    [block] = paper(Contents(tables=(table,))).blocks
    assert block.grid
    assert [one.name for one in block.grid.heads] == ["名称"]
    only_codes = Table("table", columns[:1], (("01",),))
    assert paper(Contents(tables=(only_codes,))).blocks == ()


def test_numbers_stand_to_the_right_and_names_do_not() -> None:
    columns = (
        Column(key="name", name="名称"),
        Column(key="n", form="count", name="数"),
    )
    [block] = paper(Contents(tables=(Table("t", columns, (("甲", 1),)),))).blocks
    assert block.grid
    assert [one.is_number for one in block.grid.heads] == [False, True]


def test_few_rows_of_many_columns_are_turned() -> None:
    names = tuple(f"很长的名称{place}" for place in range(16))
    [block] = paper(Contents(tables=(table_of("值", names=names),))).blocks
    assert block.grid
    assert block.grid.is_turned
    assert len(block.grid.rows) == 16


def test_no_table_is_wider_than_its_sheet() -> None:
    names = tuple(f"列{place}" for place in range(30))
    long = table_of(*("很长的一句话" * 8,) * 10, names=names)
    made = paper(Contents(tables=(long,)))
    [block] = made.blocks
    assert block.grid
    assert sum(block.grid.widths) <= made.size.letters + 0.01


def test_a_share_stands_with_its_counts_and_a_few_are_counts_alone() -> None:
    figures = (
        Figure(
            value=0.5, form="share", key="a", name="甲", numerator=5, denominator=10
        ),
        Figure(
            value=None, form="share", key="b", name="乙", numerator=1, denominator=3
        ),
        Figure(value=None, form="count", key="c", name="丙", unit="件"),
    )
    [block] = paper(Contents(figures=figures)).blocks
    said = [(one.value, one.base, one.unit) for one in block.tiles]
    assert said == [("50.0%", "5/10", ""), ("1/3", "", ""), ("—", "", "")]


def test_notices_are_spoken_and_empty_ones_are_not() -> None:
    notices = {"a": Notice("共 {n} 件", {"n": Value(7, "count")}), "b": Notice("")}
    [block] = paper(Contents(notices=notices)).blocks
    assert [one.text for one in block.lines] == ["共 7 件"]


def test_a_chart_without_values_says_so() -> None:
    columns = (
        Column(key="name", name="名称"),
        Column(key="n", form="count", name="数"),
    )
    chart = Chart(
        name="c", table="t", x=("name",), series=(Series(column="n", colour="accent"),)
    )
    for rows in ((), (("甲", 0),), (("甲", None),)):
        contents = Contents(tables=(Table("t", columns, rows),), charts=(chart,))
        [block] = paper(contents).blocks
        assert [one.note for one in block.plots] == ["暂无"]


def test_demo_data_is_marked_wherever_the_page_says_so() -> None:
    document = document_with(("part", Contents()), now=NOW)
    assert composed(document).badge == ""
    flag = Figure(value=1, form="flag", key="synthetic")
    marked = structs.replace(
        document, sections=(Section("header", Contents(figures=(flag,))),)
    )
    assert composed(marked).badge == "演示数据"


def test_the_note_of_a_part_is_said_whatever_it_holds() -> None:
    for contents in (
        Contents(note="近10分钟", tables=(table_of("甲"),)),
        Contents(note="近10分钟", figures=(Figure(value=1, key="a", name="甲"),)),
    ):
        [block] = paper(contents).blocks
        assert block.note == "近10分钟"
