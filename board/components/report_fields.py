"""The fields of a report upwards, and what they begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct

from board.components.writer import last_writer
from board.desk.report import LONGEST_LINE, LONGEST_TEXT, Draft
from board.look.clock import SHANGHAI, to_the_minute
from board.look.texts import texts
from streams.entries.entry import LONGEST_PERSON

if TYPE_CHECKING:
    from datetime import datetime

    from board.desk.report import Subject
    from board.viewer.scope import View

MOST_PEOPLE = 100_000


class Proposed(Struct, frozen=True, kw_only=True):
    """What a form begins with."""

    happened_at: datetime
    place: str
    what: str
    measures: str
    needed: str = ""
    reason: str = ""
    involved: int | None = None
    injured: int | None = None
    dead: int | None = None


def drafted(begun: Proposed, about: Subject, token: str, view: View) -> Draft:
    """All fields of a report, and what stands in them; `token` names the form."""
    words = texts(view.language)
    first, when, where = st.columns([25, 32, 43])
    with first:
        who = person(token, view)
    with when:
        at = st.datetime_input(
            words("report.ask.happened_at"),
            to_the_minute(begun.happened_at).replace(tzinfo=None),
            key=f"report_at_{token}",
        )
    with where:
        place = _line("place", begun.place, token, view)
    what = area("what", begun.what, token, view)
    counts = _people(begun, token, view)
    measures = area("measures", begun.measures, token, view)
    needed = area("needed", begun.needed, token, view)
    asks = about.needs_reason
    reason = _line("reason", begun.reason, token, view) if asks else ""
    is_final = st.checkbox(words("report.ask.final"), key=f"report_final_{token}")
    return Draft(
        token=token,
        person=who,
        happened_at=at.replace(tzinfo=SHANGHAI) if at else None,
        place=place,
        what=what,
        measures=measures,
        needed=needed,
        reason=reason,
        is_final=is_final,
        **counts,
    )


def _people(begun: Proposed, token: str, view: View) -> dict[str, int | None]:
    """Counts of people, never who they are."""
    words, found = texts(view.language), {}
    counts = {"involved": begun.involved, "injured": begun.injured, "dead": begun.dead}
    for place, (name, count) in zip(st.columns(3), counts.items(), strict=True):
        with place:
            found[name] = st.number_input(
                words(f"report.{name}"),
                min_value=0,
                max_value=MOST_PEOPLE,
                value=count,
                step=1,
                key=f"report_{name}_{token}",
            )
    return found


def person(token: str, view: View) -> str:
    """Who reports or answers."""
    return st.text_input(
        texts(view.language)("report.ask.person"),
        last_writer(),
        max_chars=LONGEST_PERSON,
        key=f"report_person_{token}",
    )


def _line(name: str, begun: str, token: str, view: View) -> str:
    return st.text_input(
        texts(view.language)(f"report.ask.{name}"),
        begun[:LONGEST_LINE],
        max_chars=LONGEST_LINE,
        key=f"report_{name}_{token}",
    )


def area(name: str, begun: str, token: str, view: View) -> str:
    """What is written at length."""
    return st.text_area(
        texts(view.language)(f"report.ask.{name}"),
        begun[:LONGEST_TEXT],
        max_chars=LONGEST_TEXT,
        height=90,
        key=f"report_{name}_{token}",
    )
