"""The fields of a notice: to whom it goes, and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct

from board import service
from board.components.writer import last_writer
from board.desk.notice import LONGEST_LINE, TIERS, Tier
from board.look.clock import SHANGHAI
from board.look.codes import agencies
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


def whom(token: str, view: View) -> To:
    """To whom: every center below of a tier, some by name, agencies of the own."""
    words, geography = texts(view.language), service.current().snapshot.geography
    codes = below(view.seat.center_code, geography)
    there = {geography.centers[code].tier for code in codes}
    known = tuple(one for one in TIERS if one in there)
    tiers = (
        st.pills(
            words("notice.ask.tiers"),
            known,
            selection_mode="multi",
            format_func=lambda one: words(f"notice.every.{one}"),
            key=f"notice_tiers_{token}",
        )
        if known
        else []
    )
    named, asked = st.columns([55, 45])
    with named:
        centers = st.multiselect(
            words("notice.ask.centers"),
            codes,
            format_func=lambda code: geography.centers[code].name,
            placeholder=words("notice.choose"),
            key=f"notice_centers_{token}",
        )
    with asked:
        units = st.multiselect(
            words("notice.ask.agencies"),
            agencies(),
            format_func=lambda code: words.known("agency", code),
            placeholder=words("notice.choose"),
            key=f"notice_agencies_{token}",
        )
    return To(tuple(tiers), tuple(centers), tuple(units))


def line(name: str, begun: str, token: str, view: View) -> str:
    """What is written in one line."""
    return st.text_input(
        texts(view.language)(f"notice.ask.{name}"),
        begun[:LONGEST_LINE],
        max_chars=LONGEST_LINE,
        key=f"notice_{name}_{token}",
    )


def area(
    name: str, begun: str, token: str, most: int, view: View, *, height: int = 100
) -> str:
    """What is written at length."""
    return st.text_area(
        texts(view.language)(f"notice.ask.{name}"),
        begun[:most],
        max_chars=most,
        height=height,
        key=f"notice_{name}_{token}",
    )


def person_of(token: str, view: View) -> str:
    """Who writes or answers."""
    return st.text_input(
        texts(view.language)("notice.ask.person"),
        last_writer(),
        max_chars=LONGEST_PERSON,
        key=f"notice_person_{token}",
    )


def moment(name: str, begun: datetime, token: str, view: View) -> datetime | None:
    """A moment in the city."""
    picked = st.datetime_input(
        texts(view.language)(f"notice.ask.{name}"),
        begun.astimezone(SHANGHAI).replace(second=0, microsecond=0, tzinfo=None),
        key=f"notice_{name}_{token}",
    )
    return picked.replace(tzinfo=SHANGHAI) if picked else None
