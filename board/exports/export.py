"""A document made ready: its typed cells, their checksums, what every writer writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.exports.checksum import checksum, content_checksum
from board.exports.document import sheets
from board.exports.grids import grid
from board.look.clock import SHANGHAI
from board.look.texts import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.exports.document import Document
    from board.exports.grids import Grid

_NOT_OF_A_NAME = re.compile("[^A-Za-z0-9_-]+")


class Export(Struct, frozen=True):
    """A document as typed cells in the order of its page. `checksums` are by the key of
    a sheet; `outlines` are GeoJSON geometries by division code, for maps.
    """

    document: Document
    grids: tuple[Grid, ...]
    checksums: Mapping[str, str]
    outlines: Mapping[int, Mapping[str, Any]] = {}

    @property
    def checksum(self) -> str:
        """Of all cells: the same for the same contents in every format."""
        return content_checksum(self.checksums)


def export(
    document: Document, outlines: Mapping[int, Mapping[str, Any]] | None = None
) -> Export:
    """Raises TypeError or ValueError on a value that is not of its form."""
    words = texts(document.language)
    grids = tuple(grid(sheet, words) for sheet in sheets(document))
    checksums = {one.key: checksum(one) for one in grids}
    return Export(document, grids, checksums, outlines or {})


def file_name(document: Document, suffix: str) -> str:
    """`PAGE-SCOPE-MOMENT.SUFFIX` of safe letters, the moment as in Shanghai."""
    page = _NOT_OF_A_NAME.sub("-", document.page)[:40]
    moment = document.at.astimezone(SHANGHAI)
    return f"{page}-{document.scope}-{moment:%Y%m%dT%H%M%S}.{suffix}"
