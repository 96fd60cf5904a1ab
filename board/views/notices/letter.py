"""One notice as a document: what it says, what it asks, what the seat did of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.reads.notice_rows import NoticePassed
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.handling.supervision import center_name
from board.views.notices.asking import PASSED, notice_of, number_of
from board.views.notices.wording import asked_for, counted, standing, whom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.reads.notice_rows import NoticeTold
    from board.viewer.page import Picture
    from board.views.common.contents import Table

LETTER, TERMS = "notice_letter", "notice_terms"
OPENING, TEXT, DEMAND, WITHDRAWN = "opening", "text", "demand", "withdrawn"
ANSWER = "answer"


def letter(picture: Picture) -> Contents:
    """The notice that the address names: figures, `notices` as its paragraphs, table
    `notice_terms`; nothing where it names none that the seat may see.
    """
    one = notice_of(picture)
    if one is None:
        return Contents()
    return Contents(
        title=one.title,
        note=number_of(one, picture.words),
        figures=tuple(_figures(one, picture)),
        notices=dict(_paragraphs(one, picture)),
        tables=(_terms(one, picture),),
    )


def addressed(one: NoticeTold, picture: Picture) -> str:
    """To whom: the seat itself, else how many there are."""
    seat = picture.seat
    if one.is_mine:
        return whom(seat.center_code, seat.agency_code, picture)
    return picture.words("notice.to_several", n=one.addressees)


def _figures(one: NoticeTold, picture: Picture) -> Iterator[Figure]:
    words = picture.words
    texts = {
        "issuer": center_name(one.acting_center, picture),
        "sort": words.known("notice_sort", one.sort),
        "number": number_of(one, words),
        "to": addressed(one, picture),
        "asks": asked_for(one, words),
        "person": one.person,
        "state": standing(one, words) if one.is_mine else "",
    }
    moments = {
        "sent_at": one.record_at,
        "due_at": one.due_at,
        "reminded_at": one.reminded_at,
        "done_at": _done_at(one),
    }
    for key, text in texts.items():
        if text:
            name = "warning.number_of" if key == "number" else f"notice.{key}"
            yield Figure(text, key=key, name=words(name))
    for key, at in moments.items():
        if at is not None:
            yield Figure(epoch_ms(at), "moment", key=key, name=words(f"notice.{key}"))


def _done_at(one: NoticeTold) -> datetime | None:
    if not one.is_mine:
        return None
    by = {"read": one.read_at, "sign": one.signed_at, "answer": one.answered_at}
    return by.get(one.asks)


def _paragraphs(one: NoticeTold, picture: Picture) -> Iterator[tuple[str, Notice]]:
    words = picture.words
    if one.withdrawn_at is not None:
        values = {
            "at": Value(epoch_ms(one.withdrawn_at), "moment"),
            "reason": Value(one.withdrawn_for or ""),
        }
        gone = words.template("notice.was_withdrawn")
        yield WITHDRAWN, Notice(text=gone, values=values, level="bad")
    for place, part in enumerate(filter(str.strip, one.text.splitlines())):
        yield (
            f"{TEXT}_{place}",
            Notice(text="{said}", values={"said": Value(part.strip())}),
        )
    if one.asks != "read":
        due = {"at": Value(epoch_ms(one.due_at), "moment")}
        key = f"notice.demand.{one.asks}{'.again' if one.is_extended else ''}"
        yield DEMAND, Notice(text=words.template(key), values=due)
    if one.answer is not None:
        yield ANSWER, _answered(one, picture)
    for passed in picture.answered.rows(PASSED, NoticePassed):
        yield f"passed_{passed.entry_id}", _passed(one, passed, picture)


def _answered(one: NoticeTold, picture: Picture) -> Notice:
    words = picture.words
    numbers = words.listed(counted(one, one.answer_numbers, words))
    values = {
        "at": Value(epoch_ms(one.last_answered_at), "moment"),
        "person": Value(one.answered_by or ""),
        "said": Value("　".join(filter(None, (numbers, one.answer)))),
    }
    return Notice(text=words.template("notice.own_answer"), values=values)


def _passed(one: NoticeTold, passed: NoticePassed, picture: Picture) -> Notice:
    """How far what was handed down is, and what it adds up to."""
    words = picture.words
    numbers = counted(one, passed.totals, words)
    values = {
        "number": Value(number_of(passed, words)),
        "n": Value(passed.in_time + passed.late, "count"),
        "all": Value(passed.addressees, "count"),
        "sums": Value(words.listed(numbers) if numbers else words("notice.no_sums")),
    }
    return Notice(text=words.template("notice.handed_down"), values=values)


def _terms(one: NoticeTold, picture: Picture) -> Table:
    """What is to be reported, with the seat's own numbers where it said some."""
    words = picture.words
    columns = (
        Column(key="no", form="count", name=words("notice.no")),
        Column(key="name", name=words("notice.number_name")),
        Column(key="unit", name=words("notice.unit")),
        Column(key="told", form="count", name=words("notice.told")),
    )
    told = one.answer_numbers or []
    rows = (
        {
            "no": place,
            "name": asked["name"],
            "unit": asked["unit"],
            "told": told[place - 1] if place <= len(told) else None,
        }
        for place, asked in enumerate(one.numbers, 1)
    )
    title = words("notice.numbers") if one.numbers else ""
    return table(TERMS, columns, rows, of_items=True, title=title)
