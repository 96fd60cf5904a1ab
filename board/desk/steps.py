"""Steps of a checklist: a click becomes a desk entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import msgspec
from msgspec import Struct

from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from sql.reference.checklists import edition, steps
from streams.entries.entry import LONGEST_PERSON
from streams.entries.steps import StepDone, StepUndone
from streams.privacy.masking import mask_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from board.viewer.seat import Seat

LONGEST_SENT = 200


class Tick(Struct, frozen=True, kw_only=True):
    """What was clicked: a step is done, perhaps with a note, or the entry by which it
    was done is taken back for a reason.
    """

    act: Literal["done", "undone"]
    step: int
    note: str = ""
    entry: str = ""


def read_tick(text: str) -> Tick:
    """What a browser says of a click. Raises Unfit for what is none."""
    try:
        return msgspec.json.decode(text, type=Tick)
    except msgspec.DecodeError as error:
        raise Unfit("step_unknown") from error


def step_entry(
    tick: Tick,
    item: tuple[str, str],
    checklist: str,
    seat: Seat,
    person: str,
    *,
    is_synthetic: bool,
) -> StepDone | StepUndone:
    """The entry of a click on a step of the list of an item (its kind and id). Raises
    Unfit for a step that the list does not have, and for taking back without a reason.
    """
    common = _common(tick, item, checklist, seat, person, is_synthetic=is_synthetic)
    note = mask_line(tick.note.strip())[:LONGEST_SENT]
    if tick.act == "undone":
        if not note:
            raise Unfit("step_reason")
        return StepUndone(**common, done=tick.entry, reason=note)
    found = {one.number: one for one in steps().get(checklist, ())}
    if tick.step not in found:
        raise Unfit("step_unknown")
    return StepDone(
        **common,
        edition=edition(checklist),
        text=found[tick.step].text,
        note=note or None,
    )


def _common(
    tick: Tick,
    item: tuple[str, str],
    checklist: str,
    seat: Seat,
    person: str,
    *,
    is_synthetic: bool,
) -> Mapping[str, Any]:
    entry_id, now = f"step-{uuid4()}", clock.now()
    kind, item_id = item
    return {
        **said_by(seat, entry_id, now, is_synthetic=is_synthetic),
        "kind": kind,
        "item_id": item_id,
        "checklist": checklist,
        "step": tick.step,
        "agency": seat.agency_code or None,
        "person": mask_line(person.strip())[:LONGEST_PERSON] or None,
    }
