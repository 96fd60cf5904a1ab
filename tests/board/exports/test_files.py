"""Every format, by the same rules."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board.exports.differences import differences
from board.exports.document import Document, Section
from board.exports.export import Export, export
from board.exports.files import FORMATS, format_of, offered, read
from board.exports.reading import ReadFile, UnreadableFileError
from board.views.common.contents import Contents
from tests.support.exported import NOTHING, document, documents, ordinary, row

WHOLE = ("xlsx", "csv", "parquet")
PRINTED = {"pdf", "png"}
"""They are read back in the tests of what proves a file."""
ALL = tuple(name for name in FORMATS if name not in PRINTED)


def written(made: Document, name: str, folder: Path) -> tuple[Export, Path]:
    chosen = FORMATS[name]
    ready = export(chosen.part(made))
    path = folder / f"file.{chosen.suffix}"
    chosen.write(ready, path)
    return ready, path


def through(made: Document, name: str, folder: Path) -> tuple[Export, ReadFile]:
    ready, path = written(made, name, folder)
    return ready, read(path)


@pytest.mark.parametrize("name", ALL)
def test_a_file_read_back_has_the_cells_and_the_checksum_it_was_written_with(
    name: str, tmp_path: Path
) -> None:
    ready, found = through(ordinary(), name, tmp_path)
    assert found.is_untouched
    assert found.manifest.checksum == ready.checksum
    assert list(differences(found, ready)) == []


@pytest.mark.parametrize("name", WHOLE)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(made=documents)
def test_any_value_comes_back_as_the_cell_it_was(
    name: str, tmp_path: Path, made: Document
) -> None:
    ready, found = through(made, name, tmp_path)
    assert list(differences(found, ready)) == []
    assert found.is_untouched


@pytest.mark.parametrize("name", ALL)
def test_a_page_without_rows_is_a_file_as_well(name: str, tmp_path: Path) -> None:
    ready, found = through(document(), name, tmp_path)
    assert found.is_untouched
    assert [grid.key for grid in found.grids] == [grid.key for grid in ready.grids]


def test_the_checksum_is_one_for_all_whole_formats(tmp_path: Path) -> None:
    found = [through(ordinary(), name, tmp_path)[1] for name in WHOLE]
    assert len({one.manifest.checksum for one in found}) == 1


@pytest.mark.parametrize("name", ALL)
def test_the_same_document_is_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = written(ordinary(), name, tmp_path)[1].read_bytes()
    assert written(ordinary(), name, tmp_path)[1].read_bytes() == first


@pytest.mark.parametrize("name", ALL)
def test_a_file_says_what_is_needed_to_make_it_anew(name: str, tmp_path: Path) -> None:
    said = through(ordinary(), name, tmp_path)[1].manifest
    assert (said.page, said.scope, said.language) == ("wall", 421300000000, "zh")
    assert dt.datetime.fromisoformat(said.at) == ordinary().at
    assert said.facts["query"] == "kind=case&severity=01"
    assert said.facts["rows"] == 1234


@pytest.mark.parametrize("name", WHOLE)
def test_a_capped_sheet_holds_the_first_rows_and_says_of_how_many(
    name: str, tmp_path: Path
) -> None:
    made = document(*map(row, range(9)), row_cap=4)
    found = through(made, name, tmp_path)[1]
    entry = next(one for one in found.manifest.sheets if one.key == "items.items")
    assert (entry.rows, entry.total) == (4, 9)
    assert found.is_untouched


@pytest.mark.parametrize("name", WHOLE)
def test_types_survive(name: str, tmp_path: Path) -> None:
    grids = through(document(row(1)), name, tmp_path)[1].grids
    items = next(grid for grid in grids if grid.key == "items.items")
    assert [type(one) for one in items.rows[0]] == [
        str,
        str,
        int,
        float,
        float,
        dt.datetime,
        dt.date,
        bool,
        float,
        float,
    ]
    assert items.rows[0][:5] == ("421300000001", "邻里纠纷", 1234, -0.37, 61.0)
    assert str(items.rows[0][5]) == "2026-03-18 15:30:06+08:00"


@pytest.mark.parametrize("name", WHOLE)
def test_each_figure_has_the_type_of_its_own_form(name: str, tmp_path: Path) -> None:
    grids = through(document(), name, tmp_path)[1].grids
    figures = next(grid for grid in grids if grid.key == "items.figures")
    values = {line[0]: line[2] for line in figures.rows}
    assert values["received"] == 12345
    assert values["close_rate"] == 0.988
    assert values["few"] is None
    assert str(values["newest"]) == "2026-03-18 15:30:05+08:00"
    assert values["word"] == "=cmd()"


def test_rows_of_nothing_at_the_end_do_not_count() -> None:
    once = export(document(row(1)))
    assert export(document(row(1), NOTHING)).checksum == once.checksum
    assert export(document(NOTHING, row(1))).checksum != once.checksum


@pytest.mark.parametrize("name", ALL)
def test_what_is_no_file_of_ours_is_refused_by_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"other.{FORMATS[name].suffix}"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UnreadableFileError, match="other"):
        read(path)


def test_a_map_is_offered_only_where_there_is_one() -> None:
    assert offered(document(row(1))) == tuple(FORMATS)
    table = document(row(1)).sections[0].contents.table("items")
    flat = Section("items", Contents(tables=(table,)))
    assert set(FORMATS) - set(offered(document(sections=(flat,)))) == {"geojson"}


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="xlsx"):
        format_of(Path("x.docx"))


@pytest.mark.parametrize("name", ALL)
@settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_broken_file_is_refused_or_named_as_touched(
    name: str, tmp_path: Path, data: st.DataObject
) -> None:
    ready, path = written(document(row(1)), name, tmp_path)
    held = path.read_bytes()
    start = data.draw(st.integers(0, len(held) - 1))
    length = data.draw(st.integers(0, 40))
    broken = held[:start] + data.draw(st.binary(max_size=40)) + held[start + length :]
    path.write_bytes(broken)
    try:
        found = read(path)
    except UnreadableFileError:
        return
    if found.is_untouched:
        assert found.manifest.checksum == ready.checksum
