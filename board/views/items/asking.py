"""What the page of an item asks for, and which item was chosen in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.reads.rounds import asked
from board.views.consultations.on_item import asked_for as consultations_on
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question

KINDS = frozenset(stream.kind for stream in STREAMS)
LONGEST_ID = 64
"""As the message contract has it."""
OF_ITEM = (
    *("item", "item_moves", "item_versions", "item_clocks", "item_place"),
    *("item_links", "item_log", "item_reports"),
)
OF_STEPS = ("item_checklist", "item_steps")
"""Of its checklist: for its own page alone."""
REPORT_STATES = "item_report_states"
ESCALATIONS, SITES = "item_escalations", "sites"
LOOKS, LOOKS_SHOWN = "item_looks", 50
"""Who opened it: asked only where the address says so, for it reads all entries."""
SUPERVISED_ITEM, SUPERVISED_CLOCKS = "supervised_item", "supervised_clocks"
NEAR, AROUND, NEAR_ASKED = "item_near", "around", 300
METRES = {"m500": 500, "m200": 200, "m1000": 1_000, "m2000": 2_000}
"""How far around; the first is the usual."""
BACK = timedelta(days=30)
SAME, SAME_ASKED = "item_same", 50
APART = "item_apart"
OF_LETTER = (SUPERVISED_ITEM, SUPERVISED_CLOCKS)
"""As it was when the supervision began that the address names by its move."""


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """All that the page says of an item; nothing where the address names none."""
    if not is_named(picture.choices):
        return {}
    named = {"kind": picture.choices["kind"], "id": picture.choices["id"]}
    looks = {LOOKS: asked(LOOKS, row_limit=LOOKS_SHOWN, **named)}
    steps = OF_STEPS if picture.page == "item" else ()
    return {
        **{name: asked(name, **named) for name in (*OF_ITEM, *steps)},
        **(looks if picture.choices.get("looks") else {}),
        **(_around(picture, named) if picture.page == "item" else {}),
        **(consultations_on(named, picture) if picture.page == "item" else {}),
        REPORT_STATES: asked(REPORT_STATES, now_at=picture.now, **named),
        ESCALATIONS: asked(ESCALATIONS, now_at=picture.now, **named),
        SITES: asked(SITES),
    }


def _around(picture: Picture, named: Mapping[str, str]) -> Mapping[str, Question]:
    """What else happened there, and what may be the same matter."""
    now = picture.now
    return {
        NEAR: asked(
            NEAR,
            now_at=now,
            state="",
            metres=metres_in(picture.choices),
            from_at=now - BACK,
            row_limit=NEAR_ASKED,
            **named,
        ),
        SAME: asked(SAME, now_at=now, row_limit=SAME_ASKED, **named),
        APART: asked(APART, **named),
    }


def letter_questions_of(picture: Picture) -> Mapping[str, Question]:
    """The same for the letter of a supervision, and how the item was when it began."""
    usual = questions_of(picture)
    if not usual:
        return {}
    named = {"kind": picture.choices["kind"], "id": picture.choices["id"]}
    move = picture.choices.get("move", "")
    begun_by = move if len(move) <= LONGEST_ID else ""
    then = {name: asked(name, begun_by=begun_by, **named) for name in OF_LETTER}
    return {**usual, **then}


def metres_in(choices: Mapping[str, str]) -> int:
    return METRES.get(choices.get(AROUND, ""), next(iter(METRES.values())))


def is_named(choices: Mapping[str, str]) -> bool:
    """Whether an address names what may be an item."""
    return choices.get("kind") in KINDS and 0 < len(choices.get("id", "")) <= LONGEST_ID


def said(picture: Picture) -> dict[str, str]:
    """The item that is asked for, by its parameters in the address."""
    if not is_named(picture.choices):
        return {}
    kind, item_id = picture.choices["kind"], picture.choices["id"]
    return {"kind": picture.words.known("kind", kind), "id": item_id}
