"""Every format of a file: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.exports import (
    csv_files,
    geojson,
    parquet,
    pdf_files,
    png_files,
    xlsx,
    xlsx_reading,
)
from board.exports.document import Fact, for_people, sheets
from board.exports.manifest import Manifest, encoded, manifest
from board.exports.reading import UnreadableFileError
from board.exports.typeset import (
    briefs,
    consultations,
    handovers,
    letters,
    notices,
    printing,
    reports,
    warnings,
)
from board.look.formats import Value
from board.look.texts import texts
from board.views.items.letter import LETTER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from board.exports.document import Document
    from board.exports.export import Export
    from board.exports.reading import ReadFile
    from board.look.texts import Texts


def _whole(document: Document) -> Document:
    return document


class Format(Struct, frozen=True, kw_only=True):
    """A kind of file. `part` is what of a document it holds; `write` writes that, made
    ready, to a path; `read` reads such a file.
    """

    suffix: str
    media_type: str
    write: Callable[[Export, Path], None]
    read: Callable[[Path], ReadFile]
    part: Callable[[Document], Document] = _whole


PRINTERS = {
    LETTER: letters.letter_pdf,
    handovers.HANDOVER: handovers.handover_pdf,
    briefs.BRIEF: briefs.brief_pdf,
    notices.NOTICES: notices.notice_pdf,
    consultations.CONSULTATIONS: consultations.consultation_pdf,
    reports.REPORTS: reports.report_pdf,
    warnings.WARNINGS: warnings.warning_pdf,
}
"""Pages that are documents of their own; the others are printed as they stand."""


def _pdf(ready: Export, path: Path) -> None:
    printed = PRINTERS.get(ready.document.page, printing.pdf)
    said = _manifest(ready)
    path.write_bytes(printed(_proved(ready), ready.outlines, _words(ready), said))


def _png(ready: Export, path: Path) -> None:
    picture, parts = printing.pictured(_proved(ready), ready.outlines, _words(ready))
    said = structs.replace(_manifest(ready), parts=parts)
    path.write_bytes(png_files.with_manifest(picture, encoded(said)))


def _manifest(ready: Export) -> Manifest:
    """Paper has no sheets of its own: they are named by their keys."""
    said = manifest(ready, [one.key for one in ready.grids])
    return structs.replace(said, printer=printing.printer())


def _proved(ready: Export) -> Document:
    """On paper the checksum stands with the facts: the register finds it by that."""
    name = _words(ready)("export.checksum")
    proof = Fact("checksum", name, Value(ready.checksum, "code"))
    document = ready.document
    return structs.replace(document, facts=(*for_people(document.facts), proof))


def _words(ready: Export) -> Texts:
    return texts(ready.document.language)


FORMATS: Mapping[str, Format] = {
    "pdf": Format(
        suffix="pdf", media_type="application/pdf", write=_pdf, read=pdf_files.read
    ),
    "png": Format(
        suffix="png", media_type="image/png", write=_png, read=png_files.read
    ),
    "xlsx": Format(
        suffix="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=xlsx.write,
        read=xlsx_reading.read,
    ),
    "csv": Format(
        suffix="csv.zip",
        media_type="application/zip",
        write=csv_files.write,
        read=csv_files.read,
    ),
    "parquet": Format(
        suffix="parquet.zip",
        media_type="application/zip",
        write=parquet.write,
        read=parquet.read,
    ),
    "geojson": Format(
        suffix="geojson",
        media_type="application/geo+json",
        write=geojson.write,
        read=geojson.read,
        part=geojson.mapped,
    ),
}


def offered(document: Document) -> tuple[str, ...]:
    """The formats that hold something of it: GeoJSON only where there is a map."""
    return tuple(name for name, one in FORMATS.items() if sheets(one.part(document)))


def format_of(path: Path) -> str:
    """The name of a file's format, by its ending; raises UnreadableFileError."""
    for name, one in FORMATS.items():
        if path.name.lower().endswith(f".{one.suffix}"):
            return name
    endings = ", ".join(f".{one.suffix}" for one in FORMATS.values())
    raise UnreadableFileError(f"{path.name} does not end in one of {endings}")


def read(path: Path) -> ReadFile:
    """A file of any format; raises UnreadableFileError."""
    return FORMATS[format_of(path)].read(path)
