from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from PIL import Image
from pypdf import PdfReader

from board.exports.document import Document, sheets
from board.exports.export import export
from board.exports.files import FORMATS, read
from board.exports.typeset.paper import A4, WIDE
from board.exports.typeset.printing import pdf, png
from board.look.formats import written
from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.views.common.contents import Contents, written_rows
from board.views.map.outlines import outlines
from tests.board.conftest import NOW
from tests.board.exports.typeset.documents import document_of, document_with
from tests.board.exports.typeset.reading import bare, table_of, text_of

CITY = 421300000000
MM = 25.4
SMALL = document_with(("part", Contents(tables=(table_of("甲", "乙"),))), now=NOW)


def village_of(snapshot: Snapshot) -> int:
    known = snapshot.geography.divisions.values()
    return next(one.division_code for one in known if one.tier == "village")


def documents(snapshot: Snapshot) -> list[Document]:
    county = snapshot.geography.children[CITY][0]
    return [
        document_of(snapshot, "wall", CITY, NOW),
        document_of(snapshot, "district", county, NOW, "en"),
        document_of(snapshot, "district", village_of(snapshot), NOW),
        document_of(snapshot, "pipeline", CITY, NOW, "en"),
    ]


@pytest.mark.parametrize("place", range(4))
def test_paper_says_every_figure_and_every_cell_that_has_a_name(
    snapshot: Snapshot, place: int
) -> None:
    document = documents(snapshot)[place]
    words = texts(document.language)
    found = text_of(pdf(document, outlines(), words))
    for section in document.sections:
        for figure in section.contents.figures:
            if figure.name:
                assert bare(figure.name) in found
                assert bare(written(figure, words, NOW)) in found
    for sheet in sheets(document):
        named = [at for at, one in enumerate(sheet.table.columns) if one.name]
        if sheet.key.endswith(".figures") or not named:
            continue
        for at in named:
            assert bare(sheet.table.columns[at].name) in found, sheet.key
        for row in written_rows(sheet.table, words, NOW):
            assert all(bare(row[at]) in found for at in named), sheet.key


def test_paper_says_its_facts_and_definitions(snapshot: Snapshot) -> None:
    document = documents(snapshot)[0]
    words = texts("zh")
    found = text_of(pdf(document, outlines(), words))
    for fact in document.facts:
        assert bare(fact.name + written(fact.value, words, NOW)) in found
    for term in document.terms:
        assert bare(term.name) in found
        assert bare(term.formula) in found


def test_every_sheet_is_numbered_and_says_whether_it_is_demo_data(
    snapshot: Snapshot,
) -> None:
    document = documents(snapshot)[2]
    pages = PdfReader(io.BytesIO(pdf(document, outlines(), texts("zh")))).pages
    assert "演示数据" in bare(pages[0].extract_text())
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页·共{len(pages)}页" in bare(page.extract_text())


def test_the_watermark_is_seen_and_is_no_part_of_the_text() -> None:
    marked = structs.replace(SMALL, watermark="王敏看过")
    assert "王敏看过" not in text_of(pdf(marked, {}, texts("zh")))
    bare_sheet = structs.replace(SMALL, watermark=" ")
    assert png(marked, {}, texts("zh")) != png(bare_sheet, {}, texts("zh"))


def test_what_is_read_back_is_all_that_is_written(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    chosen = FORMATS["pdf"]
    path = tmp_path / "page.pdf"
    chosen.write(export(chosen.part(documents(snapshot)[3]), outlines()), path)
    seen = read(path).seen
    assert seen
    whole = [page.extract_text() for page in PdfReader(path).pages]
    lines = [
        [one.strip() for one in text.splitlines() if one.strip()] for text in whole
    ]
    assert [list(sheet.lines) for sheet in seen.sheets] == lines
    assert all(lines)


def test_the_same_document_is_the_same_bytes_in_another_process(
    tmp_path: Path,
) -> None:
    again = tmp_path / "again.py"
    again.write_text(
        "import sys\n"
        "from board.exports.typeset.printing import pdf, png\n"
        "from board.look.texts import texts\n"
        "from tests.board.exports.typeset.test_printing import SMALL\n"
        "for make in (pdf, png):\n"
        "    sys.stdout.buffer.write(make(SMALL, {}, texts('zh')))\n"
    )
    root = Path(__file__).parents[4]
    made = subprocess.run(
        [sys.executable, again],
        check=True,
        capture_output=True,
        cwd=root,
        env={"PYTHONPATH": str(root)},
    )
    here = [make(SMALL, {}, texts("zh")) for make in (pdf, png)]
    assert made.stdout == b"".join(here)


def test_the_values_are_attached_and_no_more_rows_than_allowed() -> None:
    held = structs.replace(SMALL, row_cap=1)
    reader = PdfReader(io.BytesIO(pdf(held, {}, texts("zh"))))
    [attached] = reader.attachments["contents.json"]
    [sheet] = msgspec.json.decode(attached)["sheets"]
    assert sheet["table"]["rows"] == [["甲"]]
    assert sheet["total"] == 2


def test_a_wall_is_a_wide_sheet_and_other_pages_are_a4(snapshot: Snapshot) -> None:
    wall = documents(snapshot)[0]
    for document, size in ((wall, WIDE), (SMALL, A4)):
        [first, *_] = PdfReader(
            io.BytesIO(pdf(document, outlines(), texts("zh")))
        ).pages
        sides = [float(side) / 72 * MM for side in first.mediabox[2:]]
        assert sides == pytest.approx([size.width, size.height], abs=0.1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_parts_of_a_wall_stand_on_its_first_sheet(
    snapshot: Snapshot, language: str
) -> None:
    wall = document_of(snapshot, "wall", CITY, NOW, language)
    [first, *_] = PdfReader(io.BytesIO(pdf(wall, outlines(), texts(language)))).pages
    found = bare(first.extract_text())
    titles = {one.contents.title for one in wall.sections if one.contents.charts}
    assert all(bare(title) in found for title in titles)


def test_a_picture_has_its_size_and_is_not_blank(snapshot: Snapshot) -> None:
    wall = documents(snapshot)[0]
    with Image.open(io.BytesIO(png(wall, outlines(), texts("zh")))) as picture:
        assert picture.width == 3840
        assert picture.height >= 2160
        counted = picture.convert("RGB").resize((480, 270)).getcolors(480 * 270)
    colours = {colour: count for count, colour in counted}
    assert len(colours) > 500
    assert colours[255, 255, 255] > 10_000


def test_a_small_page_is_a_small_picture_and_a_small_wall_is_not() -> None:
    wall = structs.replace(SMALL, page="wall")
    for document, least in ((SMALL, 200), (wall, 2160)):
        with Image.open(io.BytesIO(png(document, {}, texts("zh")))) as picture:
            assert least <= picture.height <= least + 600


def test_a_document_without_parts_is_a_sheet() -> None:
    nothing = structs.replace(SMALL, sections=())
    assert "试制" in text_of(pdf(nothing, {}, texts("zh")))
