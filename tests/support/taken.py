"""Files as their usual readers open them: every row of every table."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from pyarrow import parquet
from pypdf import PdfReader

Rows: TypeAlias = Iterator[list[Any]]


def _xlsx(path: Path) -> Rows:
    for sheet in openpyxl.load_workbook(path).worksheets:
        yield from map(list, sheet.iter_rows(values_only=True))


def _csv(path: Path) -> Rows:
    for text in _parts(path, ".csv"):
        rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
        yield from ([_number(cell) for cell in row] for row in rows)


def _parquet(path: Path) -> Rows:
    for part in _parts(path, ".parquet"):
        for row in parquet.read_table(io.BytesIO(part)).to_pylist():
            yield list(row.values())


def _geojson(path: Path) -> Rows:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield list(feature["properties"].values())


def _pdf(path: Path) -> Rows:
    """One row: all that is printed, without blanks, as lines break anywhere."""
    pages = PdfReader(path).pages
    yield ["".join("".join(page.extract_text().split()) for page in pages)]


READERS: Mapping[str, Callable[[Path], Rows]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "parquet": _parquet,
    "geojson": _geojson,
    "pdf": _pdf,
}


def _parts(path: Path, suffix: str) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(suffix):
                yield archive.read(name)


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() else text


def says(row: list[Any], key: str, number: int) -> bool:
    """Whether a row has the name and its number; on paper one soon after the other,
    and what comes next stands close.
    """
    if len(row) != 1:
        return key in row and number in row
    name = re.escape("".join(key.split()))
    return re.search(rf"{name}\D{{0,40}}{number:,}", str(row[0])) is not None
