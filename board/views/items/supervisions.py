"""Every supervision of an item, by the move that began it, each with its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from board.reads.item_rows import ItemMove
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.items.page import part_of_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.views.items.page import Sheet

LETTERS = "letters"
BEGINS, REPLIES, LIFTS = "supervise", "reply", "unsupervise"


class Supervision(NamedTuple):
    """The move that began one, the reply and the lifting that followed, if they did;
    `is_replaced` by the next one.
    """

    begun: ItemMove
    reply: ItemMove | None
    lifted: ItemMove | None
    is_replaced: bool

    def ending(self, sheet: Sheet) -> str:
        """How it ended; "" while it goes on."""
        if self.lifted:
            return "lifted"
        if self.is_replaced:
            return "replaced"
        return "finished" if sheet.item.closed_at else ""


def supervisions(sheet: Sheet) -> tuple[Supervision, ...]:
    """In their order; a move that was refused began nothing."""
    moves = [
        one
        for one in sheet.answers.rows("item_moves", ItemMove)
        if one.verdict == "accepted" and one.move in {BEGINS, REPLIES, LIFTS}
    ]
    starts = [place for place, one in enumerate(moves) if one.move == BEGINS]
    ends = [*starts[1:], len(moves)]
    return tuple(
        _supervision(moves[start:end], is_replaced=end < len(moves))
        for start, end in zip(starts, ends, strict=False)
    )


def _supervision(moves: Sequence[ItemMove], *, is_replaced: bool) -> Supervision:
    begun, *others = moves
    replies = [one for one in others if one.move == REPLIES]
    lifted = [one for one in others if one.move == LIFTS]
    return Supervision(
        begun,
        reply=replies[-1] if replies else None,
        lifted=lifted[0] if lifted else None,
        is_replaced=is_replaced,
    )


@part_of_item
def letters(sheet: Sheet) -> Contents:
    """Table `letters`: one row per supervision, the last first; `to_issued_at` is the
    address of its letter. Nothing for who reads no titles.
    """
    if not sheet.has_titles:
        return Contents()
    words = sheet.words
    columns = (
        Column(key="to_issued_at", form="code"),
        Column(key="issued_at", form="moment", name=words("letter.field.issued_at")),
        Column(key="level", name=words("letter.field.level")),
        Column(key="number", name=words("letter.field.number")),
        Column(key="state", name=words("supervised.ending")),
    )
    rows = [_row(one, sheet) for one in reversed(supervisions(sheet))]
    return Contents(
        title=words("section.letters"),
        tables=(table(LETTERS, columns, rows, of_items=True),) if rows else (),
    )


def _row(one: Supervision, sheet: Sheet) -> dict[str, Any]:
    words, begun, item = sheet.words, one.begun, sheet.item
    level = begun.grade or begun.outcome or "supervised"
    named = {"kind": item.kind, "id": item.item_id, "move": begun.move_id}
    return {
        "to_issued_at": urlencode(named),
        "issued_at": epoch_ms(begun.record_at),
        "level": words.known("supervision", level),
        "number": begun.number or "",
        "state": words.known("supervision_ending", one.ending(sheet) or "none"),
    }
