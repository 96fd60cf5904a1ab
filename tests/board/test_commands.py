"""The board's programs for a shell, through a hub's door."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfWriter

from board.commands import BAD, FALSE, TRUE, main
from board.exports import png_files
from board.exports.files import FORMATS, read
from board.exports.manifest import encoded
from board.viewer.scope import moment_text
from board.views.common.suppression import LEAST
from sql.flight import FlightServer
from tests.support.intake import START, Intake
from tests.support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER = moment_text(START + timedelta(hours=9))
THEN = ("--at", LATER)


@pytest.fixture(scope="module")
def intake() -> Intake:
    intake = Intake()
    intake.take(*intake.traffic(seed=6, size=400))
    return intake


@pytest.fixture(scope="module")
def environment(intake: Intake) -> Iterator[dict[str, str]]:
    port = free_port()
    with FlightServer(intake.store, host="127.0.0.1", port=port):
        yield {"CGC_FLIGHT_PORT": str(port), "CGC_HUB_PORT": str(free_port())}


def snapshot(out: Path, *more: str) -> list[str]:
    kind = out.name.split(".", 1)[1].removesuffix(".zip")
    given = ["--page", "district", "--scope", "421321", "--format", kind]
    return ["snapshot", *given, "--out", str(out), *more]


@pytest.mark.parametrize(
    ("name", "at"),
    [*((name, ()) for name in FORMATS), ("pdf", THEN), ("xlsx", THEN)],
    ids=[*FORMATS, "pdf then", "xlsx then"],
)
def test_a_page_is_written_and_is_what_the_board_shows(
    environment: dict[str, str],
    name: str,
    at: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / f"page.{FORMATS[name].suffix}"
    assert main(snapshot(out, *at), environment) == TRUE
    assert out.stat().st_size > 0
    assert main(["verify", str(out)], environment) == TRUE
    assert capsys.readouterr().out.endswith("true\n")


def test_a_page_with_choices_is_written_with_them_and_proved(
    environment: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.xlsx"
    given = ["snapshot", "--page", "indicators", "--format", "xlsx", "--out", str(out)]
    choices = ("indicator=close_rate", "period=days30", "items=1")
    assert main([*given, *choices], environment) == TRUE
    cover = openpyxl.load_workbook(out).worksheets[0]
    cells = [str(cell.value) for row in cover.iter_rows() for cell in row]
    assert {"办结率", "近30天"} <= set(cells)
    assert any("/indicators?" in one and "period=days30" in one for one in cells)
    assert main(["verify", str(out)], environment) == TRUE
    assert main([*given, "colour=red"], environment) == BAD
    assert "indicators has no choice colour" in capsys.readouterr().err


def test_a_list_of_items_is_written_with_all_its_rows_and_proved(
    environment: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "page.csv.zip"
    given = ["snapshot", "--page", "items", "--format", "csv", "--out", str(out)]
    assert main([*given, "state=all", "period=any", "no=3"], environment) == TRUE
    grids = {grid.key: grid for grid in read(out).grids}
    counted = sum(row[-1] for row in grids["counts.by_kind"].rows)
    assert len(grids["items.page"].rows) == counted > 50
    assert grids["items.page"].total == counted
    assert main(["verify", str(out)], environment) == TRUE


@pytest.mark.parametrize("page", ["wall", "district", "indicators", "items"])
def test_a_file_for_people_outside_tells_no_small_count_and_is_proved(
    environment: dict[str, str], page: str, tmp_path: Path
) -> None:
    out = tmp_path / "page.xlsx"
    given = ["snapshot", "--page", page, "--format", "xlsx", "--out", str(out)]
    assert main([*given, "--outside", "--scope", "421321"], environment) == TRUE
    found = read(out)
    assert found.manifest.facts["outside"] == 1
    counts = [
        row[place]
        for grid in found.grids
        for place, form in enumerate(grid.forms)
        if form == "count"
        for row in grid.rows
    ]
    assert any(counts)
    assert not any(isinstance(one, int) and 0 < one < LEAST for one in counts)
    assert not {"map.items", "places.items", "behind.behind", "items.page"} & {
        grid.key for grid in found.grids
    }
    cover = openpyxl.load_workbook(out).worksheets[0]
    cells = [str(cell.value) for row in cover.iter_rows() for cell in row]
    assert any("对外（小于5的数不显示）" in one for one in cells)
    assert main(["verify", str(out)], environment) == TRUE


@pytest.mark.parametrize(
    ("page", "name"), [("district", "pdf"), ("supervision", "pdf"), ("wall", "png")]
)
def test_what_is_printed_for_people_outside_is_proved(
    environment: dict[str, str], page: str, name: str, tmp_path: Path
) -> None:
    out = tmp_path / f"page.{name}"
    given = ["snapshot", "--page", page, "--format", name, "--out", str(out)]
    assert main([*given, "--outside", "--scope", "421321"], environment) == TRUE
    assert read(out).manifest.facts["outside"] == 1
    assert main(["verify", str(out)], environment) == TRUE


def test_a_changed_cell_is_named_with_both_values(
    environment: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "page.xlsx"
    main(snapshot(out), environment)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[1]
    was = sheet["E2"].value
    sheet["E2"] = was + 7
    book.save(out)
    assert main(["verify", str(out)], environment) == FALSE
    said = capsys.readouterr().out
    assert "touched" in said
    assert f"tiles.tiles row 2 received: file {was + 7}, board {was}" in said


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576"])
def test_a_file_that_is_huge_when_unpacked_harms_nobody(
    environment: dict[str, str],
    cell: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "page.xlsx"
    main(snapshot(out), environment)
    book = openpyxl.load_workbook(out)
    book.worksheets[1][cell] = 1
    book.save(out)
    assert main(["verify", str(out)], environment) in {BAD, FALSE}
    told = capsys.readouterr()
    assert "larger than any file of ours" in told.err or "touched" in told.out


def test_a_picture_whose_points_were_changed_is_not_true(
    environment: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "page.png"
    main(snapshot(out, "--at", LATER), environment)
    was = out.read_bytes()
    said = read(out).manifest
    with Image.open(out) as picture:
        picture.load()
        changed = picture.convert("RGB")
    part = next(one for one in said.parts if one.bottom - one.top > 100)
    left, top = part.left + 20, part.top + 20
    changed.paste((255, 0, 0), (left, top, left + 30, top + 15))
    changed.save(out)
    out.write_bytes(png_files.with_manifest(out.read_bytes(), encoded(said)))
    assert main(["verify", str(out)], environment) == FALSE
    told = capsys.readouterr().out
    place = f"x {left}-{left + 29}, y {top}-{top + 14}"
    assert f"picture page 1 ({part.title}): file '{place} / " in told
    assert told.count("picture page") == 1
    with Image.open(io.BytesIO(was)) as picture:
        again = io.BytesIO()
        picture.save(again, "png", compress_level=1)
    out.write_bytes(png_files.with_manifest(again.getvalue(), encoded(said)))
    assert main(["verify", str(out)], environment) == TRUE


def test_a_pdf_whose_numbers_were_changed_is_not_true(
    environment: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "page.pdf"
    main(snapshot(out, "--at", LATER), environment)
    writer = PdfWriter(clone_from=out)
    writer.write(out)
    assert main(["verify", str(out)], environment) == TRUE
    contents = writer.pages[0]["/Contents"].get_object()
    drawn = contents.get_data()
    glyphs = re.findall(rb"(?<=Tm)\((\\000\\0\d\d)\)Tj", drawn)
    assert len({*glyphs[:9]}) > 1
    first, other = [*dict.fromkeys(glyphs)][:2]
    contents.set_data(drawn.replace(b"(" + first + b")Tj", b"(" + other + b")Tj", 1))
    writer.write(out)
    assert read(out).is_untouched
    capsys.readouterr()
    assert main(["verify", str(out)], environment) == FALSE
    told = capsys.readouterr().out.splitlines()
    assert len([one for one in told if one.startswith("line page 1: ")]) == 2
    assert any(re.match(r"drawing page 1: file 'x \d+, y \d+'", one) for one in told)
    assert told[-1] == "not true"


def test_what_cannot_be_done_says_why(
    environment: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    strange = tmp_path / "other.xlsx"
    strange.write_bytes(b"no workbook")
    assert main(["verify", str(strange)], environment) == BAD
    assert "other.xlsx" in capsys.readouterr().err
    out = tmp_path / "page.csv.zip"
    given = ["--page", "pipeline", "--at", LATER, "--format", "csv", "--out", str(out)]
    assert main(["snapshot", *given], environment) == BAD
    assert "no past" in capsys.readouterr().err
    gone = environment | {"CGC_FLIGHT_PORT": str(free_port())}
    assert main(snapshot(out), gone) == BAD
    assert "no hub answers" in capsys.readouterr().err
