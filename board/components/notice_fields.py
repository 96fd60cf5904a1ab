"""The fields of a notice: to whom it goes, and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from msgspec import Struct

from board import service
from board.components.writer import last_writer
from board.desk.notice import LONGEST_LINE, TIERS, Tier
from board.look.clock import SHANGHAI
from board.look.codes import agencies_at
from board.look.texts import texts
from streams.entries.entry import LONGEST_PERSON

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.geography import Geography
    from board.viewer.scope import View


class To(Struct, frozen=True):
    """Whom a notice names: all of some tiers, single centers, agencies at the own."""

    tiers: tuple[Tier, ...]
    centers: tuple[int, ...]
    agencies: tuple[str, ...]


def below(center: int, geography: Geography) -> tuple[int, ...]:
    """The centers below one, in the order of the register."""
    return tuple(code for code in geography.centers if center in geography.above(code))


def offered(view: View) -> To:
    """Whom the seat's center may name: those below it, the agencies that sit in it."""
    geography, own = service.current().snapshot.geography, view.seat.center_code
    codes = below(own, geography)
    there = {geography.centers[code].tier for code in codes}
    center = geography.centers.get(own)
    return To(
        tuple(one for one in TIERS if one in there),
        codes,
        agencies_at(center.tier, own) if center else (),
    )


def whom(token: str, view: View) -> To:
    """To whom: every center below of a tier, some by name, agencies of the own."""
    there = offered(view)
    tiers = _tiers(there, token, view)
    named, asked = st.columns([55, 45])
    with named:
        centers = _centers(there, token, view)
    with asked:
        return To(tuple(tiers), tuple(centers), tuple(_agencies(there, token, view)))


def _tiers(there: To, token: str, view: View) -> list[Tier]:
    words = texts(view.language)
    if not there.tiers:
        return []
    return st.pills(
        words("notice.ask.tiers"),
        there.tiers,
        selection_mode="multi",
        format_func=lambda one: words(f"notice.every.{one}"),
        key=f"notice_tiers_{token}",
    )


def _centers(there: To, token: str, view: View) -> list[int]:
    words, geography = texts(view.language), service.current().snapshot.geography
    return st.multiselect(
        words("notice.ask.centers"),
        there.centers,
        format_func=lambda code: geography.centers[code].name,
        placeholder=words("notice.choose"),
        key=f"notice_centers_{token}",
    )


def _agencies(there: To, token: str, view: View) -> list[str]:
    words = texts(view.language)
    return st.multiselect(
        words("notice.ask.agencies"),
        there.agencies,
        format_func=lambda code: words.known("agency", code),
        placeholder=words("notice.choose"),
        key=f"notice_agencies_{token}",
    )


def begin(key: str, value: Any) -> None:
    """A field begins with this, unless a draft said otherwise."""
    st.session_state.setdefault(key, value)


def line(name: str, begun: str, token: str, view: View) -> str:
    """What is written in one line."""
    begin(key := f"notice_{name}_{token}", begun[:LONGEST_LINE])
    return st.text_input(
        texts(view.language)(f"notice.ask.{name}"),
        max_chars=LONGEST_LINE,
        key=key,
    )


def area(
    name: str, begun: str, token: str, most: int, view: View, *, height: int = 100
) -> str:
    """What is written at length."""
    begin(key := f"notice_{name}_{token}", begun[:most])
    return st.text_area(
        texts(view.language)(f"notice.ask.{name}"),
        max_chars=most,
        height=height,
        key=key,
    )


def person_of(token: str, view: View) -> str:
    """Who writes or answers."""
    begin(key := f"notice_person_{token}", last_writer())
    return st.text_input(
        texts(view.language)("notice.ask.person"),
        max_chars=LONGEST_PERSON,
        key=key,
    )


def moment(name: str, begun: datetime, token: str, view: View) -> datetime | None:
    """A moment in the city."""
    local = begun.astimezone(SHANGHAI).replace(second=0, microsecond=0, tzinfo=None)
    begin(key := f"notice_{name}_{token}", local)
    picked = st.datetime_input(
        texts(view.language)(f"notice.ask.{name}"), None, key=key
    )
    return picked.replace(tzinfo=SHANGHAI) if picked else None
