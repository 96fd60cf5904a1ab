from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq

from board.exports import parquet
from board.exports.document import Document, Section
from board.exports.export import export
from board.look.formats import Form
from board.views.common.contents import Column, Contents, Table
from tests.support.exported import document, row


def sheet(made: Document, folder: Path, name: str) -> pa.Table:
    parquet.write(export(made), folder / "file.parquet.zip")
    with ZipFile(folder / "file.parquet.zip") as archive:
        return pq.read_table(BytesIO(archive.read(name)))


def test_columns_have_the_types_of_their_forms(tmp_path: Path) -> None:
    found = sheet(document(row(1)), tmp_path, "02-items.items.parquet")
    assert [str(field.type) for field in found.schema] == [
        "string",
        "string",
        "int64",
        "double",
        "double",
        "timestamp[ms, tz=Asia/Shanghai]",
        "date32[day]",
        "bool",
        "double",
        "double",
    ]


def test_a_file_out_of_its_archive_still_says_whose_it_is(tmp_path: Path) -> None:
    ready = export(document(row(1)))
    found = sheet(ready.document, tmp_path, "02-items.items.parquet")
    said = json.loads(found.schema.metadata[b"cgc.manifest"])
    assert said["facts"]["query"] == "kind=case&severity=01"
    assert said["checksum"] == ready.checksum
    assert said["sheets"][0]["checksum"] == ready.checksums["items.items"]
    assert found.schema.field("cases").metadata[b"name"].decode() == "案件（件）"


def test_a_number_larger_than_any_column_holds_is_a_text(tmp_path: Path) -> None:
    form: Form = "count"
    huge = Table("huge", (Column(key="n", form=form),), ((10**30,), (1,)))
    made = document(sections=(Section("any", Contents(tables=(huge,))),))
    found = sheet(made, tmp_path, "01-any.huge.parquet")
    assert found["n"].to_pylist() == [str(10**30), "1"]
    assert parquet.read(tmp_path / "file.parquet.zip").is_untouched
