"""Who handed over and who took over: of one sheet, and of those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.picture.filters import TITLES
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.duty.handover import drawn_of, handovers_of, is_late
from board.views.duty.handover_items import changed_of, total_of
from board.views.handling.seats import seat_of
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from board.reads.handover_rows import Handover
    from board.viewer.page import Picture

DRAWN, TAKEN = "drawn", "taken"


def signed(picture: Picture) -> Contents:
    """Table `signatures` of a sheet; nothing of a draft."""
    one = drawn_of(picture)
    if one is None:
        return Contents()
    words = picture.words
    columns = (
        Column(key="part", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="role", name=words("handover.part")),
        Column(key="person", name=words("handover.person")),
        Column(key="at", form="moment", name=words("column.time")),
        *_written(picture, "note", "handover.remark"),
    )
    rows = (_drawn(one, picture), _taken(one, picture))
    return Contents(
        title=words("handover.signatures"),
        note=center_name(seat_of(picture).center_code, picture),
        notices=_since(one, picture),
        tables=(table("signatures", columns, rows, of_items=True),),
    )


def _since(one: Handover, picture: Picture) -> dict[str, Notice]:
    """How much has changed while nobody signed."""
    changed = changed_of(picture)
    if one.taken_by is not None or changed is None:
        return {}
    counts = {
        "changed": len(changed),
        "finished": sum(each.is_finished for each in changed),
        "came": total_of(picture),
    }
    values = {key: Value(count, "count") for key, count in counts.items()}
    return {"since": Notice(picture.words.template("handover.changed"), values)}


def _written(picture: Picture, key: str, text: str) -> tuple[Column, ...]:
    """What people wrote is for who reads titles."""
    has_titles = picture.choices.get(TITLES)
    return (Column(key=key, name=picture.words(text)),) if has_titles else ()


def _drawn(one: Handover, picture: Picture) -> dict[str, Any]:
    return {
        "part": DRAWN,
        "is_late": 0,
        "role": picture.words("handover.drawn_by"),
        "person": one.drawn_by,
        "at": epoch_ms(one.drawn_at),
        "note": one.note or "",
    }


def _taken(one: Handover, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "part": TAKEN,
        "is_late": int(is_late(one, picture.now)),
        "role": words("handover.taken_by"),
        "person": one.taken_by or words("handover.unsigned"),
        "at": epoch_ms(one.taken_at),
        "note": one.remark or "",
    }


def handovers(picture: Picture) -> Contents:
    """Table `handovers`: the sheets of the center, the newest first, signed or not."""
    words, found = picture.words, handovers_of(picture)
    columns = (
        Column(key="key", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="drawn_at", form="moment", name=words("handover.drawn_at")),
        Column(key="drawn_by", name=words("handover.drawn_by")),
        Column(key="items", form="count", name=words("handover.items")),
        Column(key="state", name=words("handover.taken_by")),
        Column(key="taken_at", form="moment", name=words("handover.taken_at")),
    )
    rows = [_row(one, picture) for one in found]
    total = found[0].total if found else 0
    values = {"n": Value(len(rows), "count"), "all": Value(total, "count")}
    said = {"more": Notice(words.template("handover.n_of_m"), values)}
    none = {"none": Notice(words("handover.none"))}
    return Contents(
        title=words("handover.list"),
        note=words("handover.list_note"),
        notices=said if rows else none,
        tables=(table("handovers", columns, rows, of_items=True),) if rows else (),
    )


def _row(one: Handover, picture: Picture) -> dict[str, Any]:
    return {
        "key": one.entry_id,
        "is_late": int(is_late(one, picture.now)),
        "drawn_at": epoch_ms(one.drawn_at),
        "drawn_by": one.drawn_by,
        "items": one.item_count,
        "state": one.taken_by or picture.words("handover.unsigned"),
        "taken_at": epoch_ms(one.taken_at),
    }
