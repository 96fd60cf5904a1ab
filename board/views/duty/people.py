"""Who is on duty: at which center, for whom, as what, since when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.rows_duty import OnDuty
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.contacts.rows import is_told, posts_of
from board.views.duty.asking import ON_DUTY, place_of, tells_villages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.viewer.page import Picture

THERE = "people_there"
NAMED = 4
"""So many people are named in one line."""


def people(picture: Picture) -> Contents:
    """Table `people`: everybody on duty, from the city's center downwards."""
    words = picture.words
    found = picture.answered.rows(ON_DUTY, OnDuty)
    total = found[0].total if found else 0
    nobody = Notice(text=words("duty.nobody"), level="warn")
    villages = "with_villages" if tells_villages(picture) else "without_villages"
    return Contents(
        title=words("duty.people"),
        note=words(f"duty.people_note.{villages}"),
        notices=more(total - len(found), words) | ({} if found else {"none": nobody}),
        tables=(
            table(
                "people",
                (*_columns(words), *_telephones(picture)),
                (_row(one, picture) for one in found),
                of_items=True,
            ),
        ),
    )


def told(found: Iterable[OnDuty], words: Texts) -> str:
    """People in one line, with what they do; '' for nobody."""
    every = [
        words(
            "duty.person",
            person=one.person,
            function=words.known("duty_function", one.function),
        )
        for one in found
    ]
    rest = len(every) - NAMED
    more_of_them = [words("duty.and_more", n=rest)] if rest > 0 else []
    return words.listed(every[:NAMED] + more_of_them)


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="code", form="code"),
        Column(key="center", name=words("duty.center")),
        Column(key="unit", name=words("duty.unit")),
        Column(key="person", name=words("duty.who")),
        Column(key="function", name=words("duty.function")),
        Column(key="since", form="moment", name=words("duty.since")),
        Column(key="until", form="moment", name=words("duty.until")),
        Column(key="left", form="duration", name=words("duty.left")),
    )


def _telephones(picture: Picture) -> tuple[Column, ...]:
    """Of the post where somebody sits: nothing for people outside."""
    if not is_told(picture):
        return ()
    phone = Column(key="phone", name=picture.words("contacts.phone"))
    return (phone, Column(key="call_phone", form="code"))


def _row(one: OnDuty, picture: Picture) -> dict[str, Any]:
    posts = posts_of(one.center_code, one.agency or "")
    phone = posts[0].phone if posts else ""
    return place_of(one, picture) | {
        "phone": phone,
        "call_phone": phone,
        "since": epoch_ms(one.since),
        "until": epoch_ms(one.until_at),
        "left": (one.until_at - picture.now).total_seconds(),
    }
