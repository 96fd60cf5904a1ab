"""What every page really says, as every file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

from board.exports.differences import differences
from board.exports.document import Document, Section
from board.exports.export import export
from board.exports.files import FORMATS, read
from board.look.texts import LANGUAGES, texts
from board.pages.list import PAGES
from board.picture.snapshot import Snapshot
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Page, Picture
from board.views.map import places
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.exported import document

Made = Callable[[Page, str], Document]
CITY = 421300000000
PRINTED = {"pdf", "png"}
READABLE = tuple(name for name in FORMATS if name not in PRINTED)


CHOICES = {"items": "1", "indicator": "timely_rate", "against": "421321000000"}


@pytest.fixture(scope="module")
def as_document(city: City, snapshot: Snapshot) -> Made:
    """A page as a document in a language, made once for all formats."""

    @cache
    def made(page: str, language: str) -> Document:
        found = next(one for one in PAGES if one.name == page)
        return _document(found, city, snapshot, language)

    return lambda page, language: made(page.name, language)


def _document(page: Page, city: City, snapshot: Snapshot, language: str) -> Document:
    picture = Picture(
        snapshot=snapshot, page=page.name, scope=CITY, language=language, now=NOW
    )
    parts = [Section(name, make(picture)) for name, make in page.parts.items()]
    if page.working:
        asked = structs.replace(picture, choices=CHOICES)
        asked = answered(page, asked, Reads(city.store))
        asked_parts = page.working.parts.items()
        parts += [Section(name, make(asked)) for name, make in asked_parts]
    on_map = places.items(snapshot, CITY, texts(language))
    return document(
        page=page.name,
        language=language,
        at=NOW,
        sections=(*parts, Section("map", on_map)),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_is_a_file_that_reads_back(
    page: Page, name: str, language: str, as_document: Made, tmp_path: Path
) -> None:
    chosen = FORMATS[name]
    ready = export(chosen.part(as_document(page, language)))
    path = tmp_path / f"file.{chosen.suffix}"
    chosen.write(ready, path)
    found = read(path)
    assert found.is_untouched
    assert list(differences(found, ready)) == []
    assert sum(len(grid.rows) for grid in found.grids)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_reader_sees_a_name_above_each_column_that_has_one(
    page: Page, as_document: Made, tmp_path: Path
) -> None:
    ready = export(as_document(page, "zh"))
    FORMATS["xlsx"].write(ready, tmp_path / "file.xlsx")
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    assert len(book.sheetnames) == len(ready.grids) + 1
    for sheet, grid in zip(book.worksheets[1:], ready.grids, strict=True):
        assert tuple(cell.value for cell in sheet[1]) == grid.headers
