"""One consultation as a document: its call with the agenda, and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.viewer.whose import reads_titles
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.consultations.asking import (
    SORTS,
    agenda_of,
    consultation_of,
    decided_of,
    invited_of,
    number_of,
)
from board.views.consultations.wording import item_query, unit_name, who_does
from board.views.handling.supervision import center_name
from streams.handling.asks import MOST_RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.reads.consultation_rows import AgendaItem, ConsultationTold
    from board.viewer.page import Picture
    from board.views.common.contents import Table

LETTER, ON_AGENDA = "consultation_letter", "consultation_items"
CALL, CANCELLED, MOVED = "call", "cancelled", "moved"
ATTENDED, POINT, DECIDED = "attended", "point", "decided"


def letter(picture: Picture) -> Contents:
    """The consultation that the address names: figures, `notices` as its paragraphs
    (its call, once they are written its minutes), table `consultation_items`; nothing
    where it names none that the seat may see.
    """
    one = consultation_of(picture)
    if one is None:
        return Contents()
    return Contents(
        title=one.title,
        note=number_of(one, picture.words),
        figures=tuple(_figures(one, picture)),
        notices=dict(_paragraphs(one, picture)),
        tables=(_agenda(one, picture),),
    )


def _figures(one: ConsultationTold, picture: Picture) -> Iterator[Figure]:
    words = picture.words
    texts = {
        "issuer": center_name(one.acting_center, picture),
        "sort": words.known(SORTS, one.sort),
        "number": number_of(one, words),
        "state": words(f"consultation_state.{one.state}"),
        "place": one.place,
        "chair": one.chair,
        "to": _invited(picture),
        "person": one.minuted_by or one.person,
    }
    moments = {
        "starts_at": one.starts_at,
        "answer_by": one.answer_by,
        "sent_at": one.record_at,
        "minuted_at": one.minuted_at,
    }
    for key, text in texts.items():
        name = "warning.number_of" if key == "number" else f"consultation.{key}"
        yield Figure(text, key=key, name=words(name))
    for key, at in moments.items():
        if at is not None:
            name = words(f"consultation.{key}")
            yield Figure(epoch_ms(at), "moment", key=key, name=name)


def _invited(picture: Picture) -> str:
    found = invited_of(picture)
    names = [unit_name(one.center_code, one.agency_code, picture) for one in found]
    return picture.words.listed(names)


def _paragraphs(
    one: ConsultationTold, picture: Picture
) -> Iterator[tuple[str, Notice]]:
    words = picture.words
    if one.cancelled_at is not None:
        values = {
            "at": Value(epoch_ms(one.cancelled_at), "moment"),
            "reason": Value(one.cancelled_for or ""),
        }
        text = words.template("consultation.was_cancelled")
        yield CANCELLED, Notice(text=text, values=values, level="bad")
    if one.moved_from is not None:
        values = {
            "at": Value(epoch_ms(one.moved_from), "moment"),
            "reason": Value(one.moved_for or ""),
        }
        text = words.template("consultation.was_moved")
        yield MOVED, Notice(text=text, values=values, level="warn")
    if one.minuted_at is None:
        yield CALL, _called(one, picture)
        yield from _points(one, picture)
    else:
        yield from _minutes(one, picture)


def _called(one: ConsultationTold, picture: Picture) -> Notice:
    values = {
        "at": Value(epoch_ms(one.starts_at), "moment"),
        "by": Value(epoch_ms(one.answer_by), "moment"),
        "place": Value(one.place),
        "chair": Value(one.chair),
    }
    return Notice(text=picture.words.template("consultation.call"), values=values)


def _points(one: ConsultationTold, picture: Picture) -> Iterator[tuple[str, Notice]]:
    for place, point in enumerate(one.points, len(one.items_said) + 1):
        values = {"n": Value(place, "count"), "said": Value(point)}
        text = picture.words.template("consultation.point")
        yield f"{POINT}_{place}", Notice(text=text, values=values)


def _minutes(one: ConsultationTold, picture: Picture) -> Iterator[tuple[str, Notice]]:
    words = picture.words
    names = [
        unit_name(int(each["center"].ljust(12, "0")), each["agency"] or "", picture)
        for each in one.attended
    ]
    values = {
        "at": Value(epoch_ms(one.starts_at), "moment"),
        "chair": Value(one.chair),
        "place": Value(one.place),
        "names": Value(words.listed(names) if names else words("consultation.nobody")),
    }
    text = words.template("consultation.attended")
    yield ATTENDED, Notice(text=text, values=values)
    if not reads_titles(picture.seat):
        return
    yield from _concluded(one, picture)
    for each in decided_of(picture):
        values = {
            "n": Value(each.number, "count"),
            "who": Value(who_does(each, picture)),
            "what": Value(each.what),
            "at": Value(epoch_ms(each.due_at), "moment"),
        }
        text = words.template("consultation.decided")
        yield f"{DECIDED}_{each.number}", Notice(text=text, values=values)


def _concluded(one: ConsultationTold, picture: Picture) -> Iterator[tuple[str, Notice]]:
    """What was concluded, on each item by its number and then on each point."""
    words = picture.words
    about = [_numbered(each, picture) for each in agenda_of(picture)]
    about += list(one.points)
    for place, (what, said) in enumerate(zip(about, one.conclusions, strict=False), 1):
        values = {
            "n": Value(place, "count"),
            "what": Value(what),
            "said": Value(said),
        }
        text = words.template("consultation.concluded")
        yield f"{POINT}_{place}", Notice(text=text, values=values)


def _numbered(one: AgendaItem, picture: Picture) -> str:
    return one.case_number or picture.words("consultation.unknown_item")


def _agenda(one: ConsultationTold, picture: Picture) -> Table:
    """The items: number, category, division; more to whoever sees them anyway."""
    words = picture.words
    found = agenda_of(picture)
    has_titles = reads_titles(picture.seat) and any(each.title for each in found)
    columns = (
        *(Column(key=key, form="code") for key in ("key", "to_case_number")),
        Column(key="no", form="count", name=words("notice.no")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.division")),
        *((Column(key="title", name=words("column.title")),) if has_titles else ()),
        Column(key="returns", name=words("consultation.returns")),
    )
    rows = (_row(each, one, picture) for each in found)
    return table(ON_AGENDA, columns, rows, of_items=True)


def _row(each: AgendaItem, one: ConsultationTold, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    is_minuted = one.minuted_at is not None
    locked = "locked" if each.returns_unconsulted >= MOST_RETURNS else "free"
    return {
        "key": f"{each.kind} {each.item_id}",
        "to_case_number": item_query(each.kind, each.item_id) if each.is_seen else "",
        "no": each.nth,
        "case_number": _numbered(each, picture),
        "category": words.category(each.kind, each.category) if each.category else "",
        "place": geography.place(each.division_code) if each.division_code else "",
        "title": each.title or "",
        "returns": words(
            "consultation.returns.told"
            if is_minuted and each.is_consulted
            else f"consultation.returns.{locked}"
        ),
    }
