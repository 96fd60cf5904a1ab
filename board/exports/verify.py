"""Whether a file is what the board shows for the vector that the file stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json

from board.exports import files
from board.exports.asking import document_then
from board.exports.beside import read_beside
from board.exports.differences import Difference, differences
from board.exports.export import export
from board.exports.pages import (
    Wish,
    choices_in,
    moments_in,
    seat_in,
)
from board.exports.reading import UnreadableFileError
from board.look.texts import LANGUAGES
from streams.events import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from board.exports.manifest import Manifest
    from board.exports.reading import ReadFile
    from board.picture.past import Moments
    from board.picture.snapshot import Snapshot
    from board.reads.reads import Reads
    from board.reads.rows import Hole
    from board.viewer.page import Page


class Verdict(Struct, frozen=True, kw_only=True):
    """`is_untouched`: its cells are those of its own checksum. `compared`: the page has
    a past, and was made anew; then `found` are the cells that differ. `edition` is the
    file's, `present_edition` that by which the board makes its figures now.
    """

    manifest: Manifest
    is_untouched: bool
    compared: bool
    edition: str
    present_edition: str
    found: tuple[Difference, ...] = ()

    @property
    def is_true(self) -> bool:
        return self.is_untouched and not self.found


def verify(
    path: Path,
    *,
    pages: Mapping[str, Page],
    known: Snapshot,
    reads: Reads,
    now: datetime,
) -> Verdict:
    """Raises UnreadableFileError, HubGone; `known` has the register."""
    file = read_beside(path)
    page = pages.get(file.manifest.page)
    if page is None or file.manifest.language not in LANGUAGES:
        raise UnreadableFileError(f"{path.name} is of no page of this board")
    found = _compared(path, file, page, known, reads, now) if page.has_past else ()
    return Verdict(
        manifest=file.manifest,
        is_untouched=file.is_untouched,
        compared=page.has_past,
        edition=str(file.manifest.facts.get("edition")),
        present_edition=reads.edition(),
        found=found,
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


def _compared(
    path: Path, file: ReadFile, page: Page, known: Snapshot, reads: Reads, now: datetime
) -> tuple[Difference, ...]:
    try:
        stood_on = moments_in(file.manifest.facts)
        choices = choices_in(file.manifest.facts)
        seat = seat_in(file.manifest.facts)
        cap = int(file.manifest.facts["row_cap"] or 0)
    except (DecodeError, KeyError, ValueError) as fault:
        raise UnreadableFileError(f"{path.name}: {fault}") from fault
    require_whole(stood_on, reads, path.name)
    wish = Wish(
        page=page.name,
        scope=file.manifest.scope,
        language=file.manifest.language,
        address="",
        seat=seat,
        made_at=now,
        reason="",
        edition="",
        row_cap=cap,
        outside=bool(file.manifest.facts.get("outside")),
    )
    part = files.FORMATS[files.format_of(path)].part
    anew = document_then(wish, page, choices, stood_on, known=known, reads=reads)
    return tuple(differences(file, export(part(anew))))
