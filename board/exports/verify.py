"""Whether a file is what the board shows for the vector that the file stands on."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json

from board.exports import files
from board.exports.asking import document_then
from board.exports.beside import read_beside
from board.exports.differences import Difference, differences
from board.exports.export import export
from board.exports.job import Order, read_anew
from board.exports.pages import (
    Wish,
    choices_in,
    moments_in,
    seat_in,
)
from board.exports.reading import UnreadableFileError
from board.exports.seen import unlike
from board.exports.typeset.printing import printer
from board.look.formats import local
from board.look.texts import LANGUAGES
from board.views.map.outlines import outlines
from streams.entries.looking import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.exports.manifest import Manifest
    from board.exports.reading import ReadFile
    from board.exports.seen import Seen, Unlike
    from board.picture.past import Moments
    from board.picture.snapshot import Snapshot
    from board.reads.reads import Reads
    from board.reads.rows import Hole
    from board.viewer.page import Page


class Verdict(Struct, frozen=True, kw_only=True):
    """`is_untouched`: its cells are those of its own checksum. `compared`: the page has
    a past, and was made anew; then `found` are the cells that differ, and `unlike` is
    what differs of what is seen where it is printed. `edition` is the file's,
    `present_edition` that by which the board makes its figures now; `is_of_printer`:
    what would print it now printed it.
    """

    manifest: Manifest
    is_untouched: bool
    compared: bool
    edition: str
    present_edition: str
    is_of_printer: bool = True
    found: tuple[Difference, ...] = ()
    unlike: tuple[Unlike, ...] = ()

    @property
    def is_true(self) -> bool:
        return self.is_untouched and not self.found and not self.unlike


def verify(
    path: Path,
    *,
    pages: Mapping[str, Page],
    known: Snapshot,
    reads: Reads,
    now: datetime,
) -> Verdict:
    """Raises UnreadableFileError, HubGone, ExportError; `known` has the register."""
    file = read_beside(path)
    page = pages.get(file.manifest.page)
    if page is None or file.manifest.language not in LANGUAGES:
        raise UnreadableFileError(f"{path.name} is of no page of this board")
    if file.seen and not page.has_past:
        raise UnreadableFileError(
            f"{path.name} is of a page without a past: what is seen cannot be made anew"
        )
    anew = _anew(path, file, page, known, reads, now) if page.has_past else None
    return Verdict(
        manifest=file.manifest,
        is_untouched=file.is_untouched,
        compared=page.has_past,
        edition=str(file.manifest.facts.get("edition")),
        present_edition=reads.edition(),
        is_of_printer=file.seen is None or file.manifest.printer == printer(),
        found=_differences(file, anew) if anew else (),
        unlike=_unlike(file.seen, anew) if anew and file.seen else (),
    )


def require_whole(stood_on: Moments, reads: Reads, name: str) -> None:
    """A vector of topics that this hub has never read, or of records that Kafka dropped
    before it could, says nothing here: raises UnreadableFileError.
    """
    rounds = (stood_on.pulse, stood_on.deadlines, stood_on.background)
    entries = (json.decode(one.offsets, type=list[Place]) for one in rounds if one)
    asked = {place for round_ in entries for place in round_}
    unknown = {place.topic_id for place in asked} - reads.topic_ids()
    if unknown:
        names = ", ".join(sorted(unknown))
        raise UnreadableFileError(
            f"{name} stands on topics that this hub has not read: {names}"
        )
    for hole in reads.holes():
        if any(_reaches(place, hole) for place in asked):
            raise UnreadableFileError(
                f"{name} stands on records that this hub never had: "
                f"{hole.topic}[{hole.partition_no}] offsets {hole.first_offset} to "
                f"{hole.until_offset - 1} were dropped by Kafka before they were read"
            )


def _reaches(place: Place, hole: Hole) -> bool:
    is_there = (place.topic_id, place.partition) == (hole.topic_id, hole.partition_no)
    return is_there and place.next_offset > hole.first_offset


def _differences(file: ReadFile, anew: Order) -> tuple[Difference, ...]:
    """Of a picture, which has no cells, that of its checksum alone."""
    ready = export(anew.document)
    if file.has_cells:
        return tuple(differences(file, ready))
    said, made = file.manifest.checksum, ready.checksum
    if said == made:
        return ()
    return (Difference(what="cell", sheet="checksum", in_file=said, on_board=made),)


def _unlike(seen: Seen, anew: Order) -> tuple[Unlike, ...]:
    """Set anew beside the board, as it was at first."""
    with tempfile.TemporaryDirectory() as above:
        ours = read_anew(anew, Path(above) / "anew")
    return unlike(seen, ours.seen, ours.manifest.parts) if ours.seen else ()


def _anew(
    path: Path, file: ReadFile, page: Page, known: Snapshot, reads: Reads, now: datetime
) -> Order:
    """The document of the file as the board makes it of what the file stands on."""
    facts = file.manifest.facts
    try:
        stood_on = moments_in(facts)
        choices = choices_in(facts)
        wish = _wish(file.manifest, page, now)
    except (DecodeError, KeyError, ValueError) as fault:
        raise UnreadableFileError(f"{path.name}: {fault}") from fault
    require_whole(stood_on, reads, path.name)
    name = files.format_of(path)
    anew = document_then(wish, page, choices, stood_on, known=known, reads=reads)
    return Order(files.FORMATS[name].part(anew), name, outlines())


def _wish(said: Manifest, page: Page, now: datetime) -> Wish:
    """Who took it, when and what for; raises KeyError, ValueError, DecodeError."""
    facts = said.facts
    made_at = facts.get("made_at")
    return Wish(
        page=page.name,
        scope=said.scope,
        language=said.language,
        address=str(facts.get("address") or ""),
        seat=seat_in(facts),
        made_at=local(made_at) if made_at else now,
        reason=str(facts.get("reason") or ""),
        edition=str(facts.get("edition") or ""),
        row_cap=int(facts["row_cap"] or 0),
        is_synthetic=bool(facts.get("synthetic")),
        outside=bool(facts.get("outside")),
    )
