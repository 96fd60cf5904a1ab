"""Steps of checklists that are done (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sql.reference.checklists import edition, steps
from streams.entries.steps import StepDone, StepUndone
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

COUNTY = "421321000000"


def done(entry_id: str, at: datetime, **fields: Any) -> StepDone:
    """A step of the list of fires that the county did."""
    usual = {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": COUNTY,
        "kind": "incident",
        "item_id": "grave-0",
        "checklist": "fire",
        "step": 1,
        "synthetic": True,
    } | fields
    name = str(usual["checklist"])
    known = {one.number: one.text for one in steps().get(name, ())}
    usual.setdefault("edition", edition(name))
    usual.setdefault("text", known.get(int(usual["step"]), "演示数据"))
    return StepDone(entry_id=entry_id, entered_at=at, **usual)


def undone(entry_id: str, at: datetime, done_id: str, **fields: Any) -> StepUndone:
    """The same step taken back."""
    usual = {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": COUNTY,
        "kind": "incident",
        "item_id": "grave-0",
        "checklist": "fire",
        "step": 1,
        "reason": "演示数据：点错步骤",
        "synthetic": True,
    }
    return StepUndone(
        entry_id=entry_id, entered_at=at, done=done_id, **(usual | fields)
    )


def ticked(city: City, now: datetime) -> None:
    """Of the county's grave fires one is nearly done, with a step that came late, one
    taken back and one that two did; another one has hardly begun.
    """
    minutes = timedelta(minutes=1)
    about = {"person": "演示甲"}
    entries = [
        done("step-1", now - 298 * minutes, step=1, **about),
        done("step-2", now - 296 * minutes, step=2, note="演示数据：两车十二人"),
        done("step-3", now - 294 * minutes, step=3, **about),
        done("step-3b", now - 293 * minutes, step=3, acting_center=CITY_CENTER),
        done("step-4", now - 270 * minutes, step=4, **about),
        done("step-5", now - 288 * minutes, step=5, **about),
        undone("step-5u", now - 287 * minutes, "step-5", step=5),
        done("step-6", now - 286 * minutes, step=6, acting_center=CITY_CENTER),
        done("step-21", now - 93 * minutes, item_id="grave-3", step=1, **about),
    ]
    for one in sorted(entries, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)
