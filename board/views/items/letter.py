"""督办函: the letter by which one item is supervised, as things stood when it began.

Whenever it is written it says the same: owner, step, deadlines are those of its date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import structs

from board.look.formats import Value
from board.reads.item_rows import ItemClock, ItemMove, WholeItem
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.items.asking import SUPERVISED_CLOCKS, SUPERVISED_ITEM
from board.views.items.clocks import subject_of
from board.views.items.joint import is_late
from board.views.items.page import sheet_of, status_at
from board.views.items.supervisions import supervisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.formats import Form, Scalar
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.items.page import Sheet

LETTER = "letter"
OPENING, WHY, ASKED, DEMAND = "opening", "why", "asked", "demand"
PARAGRAPHS = (OPENING, WHY, ASKED, DEMAND)
DEADLINES: tuple[tuple[str, Form], ...] = (
    ("stage", "text"),
    ("subject", "text"),
    ("started_at", "moment"),
    ("due_at", "moment"),
    ("ended_at", "moment"),
    ("late_by", "duration"),
)


class Issued(NamedTuple):
    """An item as it was when it was put under supervision, and the move by which."""

    sheet: Sheet
    move: ItemMove

    @property
    def is_known(self) -> bool:
        """Whether its facts had come by then: moves may come before their item."""
        return self.sheet.item.version is not None

    @property
    def level(self) -> str:
        """As the hub understands the move."""
        return self.move.grade or self.move.outcome or "supervised"


def letter(picture: Picture) -> Contents:
    """Figures (who, to whom, what, until when), `notices` as its paragraphs, table
    `deadlines`; of what is not supervised, or not for this reader, that there is none.
    """
    issued = issued_of(picture)
    return _letter(issued) if issued else _none(picture)


def issued_of(picture: Picture) -> Issued | None:
    """What a letter is written from, for who sees the item and reads its titles: the
    supervision that the address names by its move, else the last one.
    """
    sheet = sheet_of(picture)
    if sheet is None or not sheet.has_titles:
        return None
    found = [one.begun for one in supervisions(sheet)]
    wanted = picture.choices.get("move", "")
    named = [one for one in found if one.move_id == wanted]
    return _issued(sheet, (named or found)[-1]) if found else None


def _issued(sheet: Sheet, move: ItemMove) -> Issued | None:
    found = sheet.answers.first(SUPERVISED_ITEM, WholeItem)
    if found is None:
        return None
    then = structs.replace(found, is_synthetic=sheet.item.is_synthetic)
    return Issued(sheet._replace(item=then, now=move.record_at), move)


def _none(picture: Picture) -> Contents:
    words = picture.words
    why = Notice(text=words("letter.none"), level="warn")
    return Contents(title=words("page.letter"), notices={"none": why})


def _letter(issued: Issued) -> Contents:
    words = issued.sheet.words
    return Contents(
        title=words("page.letter"),
        note=issued.sheet.words("label.synthetic")
        if issued.sheet.item.is_synthetic
        else "",
        figures=tuple(_figures(issued)),
        notices=_paragraphs(issued),
        tables=(_deadlines(issued.sheet),),
    )


def _figures(issued: Issued) -> Iterator[Figure]:
    sheet, move, item = issued.sheet, issued.move, issued.sheet.item
    category = sheet.words.category(item.kind, item.category or "")
    yield _figure(sheet, "issuer", sheet.center(move.acting_center))
    yield _figure(sheet, "number", move.number or "")
    yield _figure(sheet, "level", sheet.words.known("supervision", issued.level))
    yield _figure(sheet, "to", sheet.unit(item.owner_center, item.lead_agency))
    yield _figure(sheet, "case_number", item.case_number, "code")
    yield _figure(sheet, "item_title", item.title or "")
    yield _figure(sheet, "category", category)
    yield _figure(sheet, "received_at", epoch_ms(item.received_at), "moment")
    status = sheet.words.known("status", status_at(item, sheet.now))
    yield _figure(sheet, "status", status)
    yield _figure(sheet, "reason", _reason(issued))
    yield _figure(sheet, "note", move.note or "")
    yield _figure(sheet, "reply_by", epoch_ms(move.due_at), "moment")
    yield _figure(sheet, "issued_at", epoch_ms(move.record_at), "moment")


def _reason(issued: Issued) -> str:
    """Its coded reason; without a level of its own the code says the level."""
    move = issued.move
    said = move.outcome if move.grade else None
    return issued.sheet.words.known("supervision_reason", said) if said else ""


def _paragraphs(issued: Issued) -> dict[str, Notice]:
    """What the letter says, in order; it asks for no date where none was set."""
    sheet = issued.sheet
    values = {one.key: Value(one.value, one.form) for one in _figures(issued)}
    reasons = (_reason(issued), issued.move.note)
    said = "；".join(filter(None, reasons))
    values["why"] = Value(said.rstrip("。；"))
    dated = "demand" if issued.move.due_at else "demand_undated"
    opening = "opening" if issued.is_known else "opening_unknown"
    keys = {OPENING: opening, WHY: "why", ASKED: "asked", DEMAND: dated}
    return {
        name: Notice(text=sheet.words.template(f"letter.{key}"), values=values)
        for name, key in keys.items()
    }


def _deadlines(sheet: Sheet) -> Table:
    """What was asked of whom until when: what was missed then, and what still ran."""
    clocks = sheet.answers.rows(SUPERVISED_CLOCKS, ItemClock)
    told = [one for one in clocks if one.ended_at is None or _is_late(one, sheet)]
    columns = (
        *(
            Column(key=key, form=form, name=sheet.words.known("field", key))
            for key, form in DEADLINES
        ),
        Column(key="is_late", form="flag"),
    )
    rows = [_deadline(one, sheet) for one in sorted(told, key=_started)]
    return table("deadlines", columns, rows, of_items=True)


def _started(one: ItemClock) -> Any:
    return one.started_at, one.due_at


def _deadline(one: ItemClock, sheet: Sheet) -> dict[str, Any]:
    late = _is_late(one, sheet)
    late_by = (one.ended_at or sheet.now) - one.due_at
    return {
        "stage": sheet.words.known("deadline_stage", one.stage),
        "subject": subject_of(one, sheet),
        "started_at": epoch_ms(one.started_at),
        "due_at": epoch_ms(one.due_at),
        "ended_at": epoch_ms(one.ended_at),
        "late_by": late_by.total_seconds() if late else None,
        "is_late": int(late),
    }


def _is_late(one: ItemClock, sheet: Sheet) -> bool:
    return is_late(one.due_at, one.ended_at, sheet.now)


def _figure(sheet: Sheet, key: str, value: Scalar, form: Form = "text") -> Figure:
    return Figure(value, form, key=key, name=sheet.words(f"letter.field.{key}"))
