"""The fields of a consultation: when, where, on what, with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct

from board import service
from board.components.notice_fields import below
from board.components.writer import last_writer
from board.desk.consultation import LONGEST_LINE
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.codes import agencies
from board.look.texts import texts
from board.reads.reads import HubGone
from board.views.find.asking import ITEMS, sought
from board.views.find.asking import questions_of as found_by
from streams.entries.consultations import MOST_ITEMS, OnAgenda
from streams.entries.entry import LONGEST_PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.picture.geography import Geography
    from board.viewer.scope import View


class To(Struct, frozen=True):
    """Whom a consultation invites."""

    centers: tuple[int, ...]
    agencies: tuple[str, ...]


def invitable(center: int, geography: Geography) -> tuple[int, ...]:
    """The centers below one, and those beside it under the same one."""
    parent = geography.centers[center].parent_center_code
    beside = (
        code
        for code, one in geography.centers.items()
        if parent and one.parent_center_code == parent and code != center
    )
    return (*below(center, geography), *beside)


def whom(token: str, view: View) -> To:
    """With whom: centers, agencies of the own."""
    words, geography = texts(view.language), service.current().snapshot.geography
    named, asked = st.columns([55, 45])
    with named:
        centers = st.multiselect(
            words("consultation.ask.centers"),
            invitable(view.seat.center_code, geography),
            format_func=lambda code: geography.centers[code].name,
            placeholder=words("notice.choose"),
            key=f"consultation_centers_{token}",
        )
    with asked:
        units = st.multiselect(
            words("notice.ask.agencies"),
            agencies(),
            format_func=lambda code: words.known("agency", code),
            placeholder=words("notice.choose"),
            key=f"consultation_agencies_{token}",
        )
    return To(tuple(centers), tuple(units))


def line(
    name: str, begun: str, token: str, view: View, *, most: int = LONGEST_LINE
) -> str:
    """What is written in one line; what stands behind a blank numbers it."""
    return st.text_input(
        texts(view.language)(f"consultation.ask.{name.partition(' ')[0]}"),
        begun[:most],
        max_chars=most,
        key=f"consultation_{name}_{token}",
    )


def area(
    name: str, token: str, most: int, view: View, *, label: str = "", begun: str = ""
) -> str:
    """What is written at length."""
    return st.text_area(
        label or texts(view.language)(f"consultation.ask.{name}"),
        begun[:most],
        max_chars=most,
        height=80,
        key=f"consultation_{name}_{token}",
    )


def person_of(token: str, view: View) -> str:
    """Who writes."""
    return st.text_input(
        texts(view.language)("notice.ask.person"),
        last_writer(),
        max_chars=LONGEST_PERSON,
        key=f"consultation_person_{token}",
    )


def moment(name: str, begun: datetime, token: str, view: View) -> datetime | None:
    """A moment in the city; what stands behind a blank numbers it."""
    picked = st.datetime_input(
        texts(view.language)(f"consultation.ask.{name.partition(' ')[0]}"),
        begun.astimezone(SHANGHAI).replace(second=0, microsecond=0, tzinfo=None),
        key=f"consultation_{name}_{token}",
    )
    return picked.replace(tzinfo=SHANGHAI) if picked else None


def numbered(text: str, view: View) -> tuple[OnAgenda, ...]:
    """The items of which numbers stand in a text, one a line: only such as the seat
    sees. Raises Unfit for a number of none, and of more than one.
    """
    return tuple(_numbered(text, view))


def _numbered(text: str, view: View) -> Iterator[OnAgenda]:
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    if len(lines) > MOST_ITEMS:
        raise Unfit("consultation_items", most=MOST_ITEMS)
    running, now = service.current(), clock.now()
    for one in lines:
        asked = found_by(
            sought(one),
            view.seat,
            running.snapshot.geography,
            now,
            has_letters=False,
        )
        try:
            rows = running.reads.round(asked, now)[ITEMS].to_pylist() if asked else []
        except HubGone:
            raise Unfit("consultation_hub") from None
        if len(rows) != 1:
            raise Unfit("consultation_number", number=one)
        yield OnAgenda(kind=rows[0]["kind"], item_id=rows[0]["item_id"])
