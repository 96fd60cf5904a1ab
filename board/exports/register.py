"""What the register of exports is told, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from board.desk.entries import said_by
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from streams.entries.looking import Exported, Place
from streams.privacy.masking import mask_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.exports.document import Document
    from board.exports.job import Made
    from board.exports.pages import Wish
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads import rows

CHECKSUM_SHOWN = 16


def export_entry(wish: Wish, document: Document, made: Made, chosen: str) -> Exported:
    """The entry of a file that was made."""
    facts = {one.key: one.value.value for one in document.facts}
    vector = msgspec.json.decode(str(facts["offsets"]), type=tuple[Place, ...])
    entry_id, is_synthetic = f"export-{uuid4()}", wish.is_synthetic
    return Exported(
        **said_by(wish.seat, entry_id, wish.made_at, is_synthetic=is_synthetic),
        page=document.page,
        division_code=f"{document.scope:012d}",
        export_format=chosen,
        reason=wish.reason,
        rows=made.rows,
        rows_left_out=made.rows_left_out,
        as_of=document.at,
        vector=vector,
        edition=wish.edition,
        checksum=made.checksum,
        outside=wish.outside,
    )


def masked_reason(text: str) -> str:
    """What somebody wrote down as the purpose, as everything typed is kept."""
    return mask_line(text.strip())


def listing(
    found: Iterable[rows.ExportMade], geography: Geography, words: Texts
) -> Contents:
    """Table `listing`: one row per export, newest first."""
    columns = (
        Column(key="key", form="code"),
        Column(key="at", form="moment", name=words("column.time")),
        Column(key="who", name=words("fact.who")),
        Column(key="page", name=words("column.page")),
        Column(key="place", name=words("fact.scope")),
        Column(key="format", name=words("column.format")),
        Column(key="rows", form="count", name=words("column.rows")),
        Column(key="left_out", form="count", name=words("column.left_out")),
        Column(key="as_of", form="moment", name=words("fact.at")),
        Column(key="reason", name=words("fact.reason")),
        Column(key="outside", name=words("fact.outside")),
        Column(key="checksum", name=words("export.checksum")),
    )
    listed = (_row(one, geography, words) for one in found)
    return Contents(
        title=words("export.register"), tables=(table("listing", columns, listed),)
    )


def _row(one: rows.ExportMade, geography: Geography, words: Texts) -> dict[str, object]:
    center = geography.centers.get(one.acting_center)
    role = words.known("role", one.acting_role or one.actor)
    return {
        "key": one.entry_id,
        "at": epoch_ms(one.record_at),
        "who": f"{role} · {center.name}" if center else role,
        "page": words.known("nav", one.page),
        "place": geography.name(one.division_code),
        "format": words.known("export_format", one.export_format),
        "rows": one.row_count,
        "left_out": one.rows_left_out,
        "as_of": epoch_ms(one.as_of),
        "reason": one.reason,
        "outside": words("fact.outside") if one.is_outside else None,
        "checksum": one.checksum[:CHECKSUM_SHOWN],
    }
