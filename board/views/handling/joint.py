"""联动: joint tasks under way, by agency and by lateness; of siblings sums alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.codes import agencies as known_agencies
from board.reads.joint_rows import AgencyTasks, CenterTasks, JointTotals
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.views.common.contents import Column, Contents, Figure, table
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Struct

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Level
    from sql.questions import Question

TOTALS, AGENCIES = "joint_totals", "joint_agencies"
OPERATIONS, SIBLINGS = "joint_operations", "joint_siblings"
CHOICES = ("role", "seat", "agency", "agency_shown", "late")
EVERY, CENTER, LATE = "all", "center", "only"
LATENESS = (EVERY, LATE)
SHOWN = 100
"""So many items at most."""
STEPS = ("to_sign", "at_work", "to_review", "returned")
LEVELS: Mapping[str, Level] = {"late": "bad", "to_review": "warn"}


def agency_of(picture: Picture) -> str:
    """The one agency that was chosen, `center` for centers themselves; '' for all."""
    chosen = picture.choices.get("agency_shown", "")
    return chosen if chosen in (CENTER, *known_agencies()) else ""


def is_late_only(picture: Picture) -> bool:
    return one_of(picture.choices.get("late", ""), LATENESS) == LATE


def agency_name(code: str, words: Texts) -> str:
    return words("joint.center") if code == CENTER else words.known("agency", code)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    seat, geography = seat_of(picture), picture.snapshot.geography
    division = geography.divisions[picture.scope]
    whose = {
        "center_code": seat.center_code,
        "agency_code": seat.agency_code,
        "low": division.low,
        "high": division.high,
        # A smaller part of its range was chosen to see that part alone.
        "with_beyond": int(picture.scope == geography.home(seat.center_code)),
        "now_at": picture.now,
    }
    chosen = {
        "agency_shown": agency_of(picture),
        "only_late": int(is_late_only(picture)),
        "row_limit": SHOWN,
    }
    beside = {"center_code": seat.center_code, "now_at": picture.now}
    return {
        TOTALS: asked(TOTALS, **whose),
        AGENCIES: asked(AGENCIES, **whose),
        OPERATIONS: asked(OPERATIONS, **whose, **chosen),
        **({} if seat.agency_code else {SIBLINGS: asked(SIBLINGS, **beside)}),
    }


def said(picture: Picture) -> dict[str, str]:
    """What was chosen, in words."""
    words, agency = picture.words, agency_of(picture)
    agencies = {"agency_shown": agency_name(agency, words)} if agency else {}
    late = {"late": words(f"joint.late.{LATE}")} if is_late_only(picture) else {}
    return agencies | late


def totals(picture: Picture) -> Contents:
    """Figures: operations, tasks, and these by how far they are."""
    words, seat = picture.words, seat_of(picture)
    found = picture.answered.rows(TOTALS, JointTotals)[0]
    agency = words.known("agency", seat.agency_code) if seat.agency_code else ""
    return Contents(
        title=words("joint.of_agency", agency=agency)
        if agency
        else words("page.joint"),
        note=words("joint.all_centers" if agency else "joint.range"),
        figures=tuple(
            Figure(
                getattr(found, key),
                "count",
                key=key,
                name=words(f"joint.{key}"),
                level=LEVELS.get(key, "") if getattr(found, key) else "",
            )
            for key in JointTotals.__struct_fields__
        ),
    )


def agencies(picture: Picture) -> Contents:
    """Table `agencies`: each with its tasks; what is late is its own alone."""
    words, answers = picture.words, picture.answered
    (whole,) = answers.rows(TOTALS, JointTotals)
    every = {"agency": EVERY, "name": words("joint.every_agency"), "is_late": 0}
    rows = [
        every | _counts(whole),
        *(_agency(one, words) for one in answers.rows(AGENCIES, AgencyTasks)),
    ]
    columns = (
        Column(key="agency", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("field.task_unit")),
        *(_count(key, words) for key in ("tasks", "late", *STEPS)),
    )
    return Contents(
        title=words("joint.by_agency"), tables=(table("agencies", columns, rows),)
    )


def siblings(picture: Picture) -> Contents:
    """Table `siblings`: sums of each center beside the seat's; no row for an agency."""
    words, seat = picture.words, seat_of(picture)
    centers = picture.snapshot.geography.centers
    found = () if seat.agency_code else picture.answered.rows(SIBLINGS, CenterTasks)
    columns = (
        Column(key="center_code", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("joint.sibling")),
        *(_count(key, words) for key in ("operations", "tasks", "late")),
    )
    rows = (
        _counts(one)
        | {"is_late": int(one.late > 0), "name": centers[one.center_code].name}
        for one in found
    )
    return Contents(
        title=words("joint.siblings"),
        note=words("joint.sums_only"),
        tables=(table("siblings", columns, rows),),
    )


def has_siblings(picture: Picture) -> bool:
    """Whether there is anything to say of centers beside the seat's."""
    return bool(siblings(picture).tables[0].rows)


def _agency(one: AgencyTasks, words: Texts) -> dict[str, Any]:
    named = {"name": agency_name(one.agency, words), "is_late": int(one.late > 0)}
    return _counts(one) | named


def _counts(one: Struct) -> dict[str, Any]:
    return {key: getattr(one, key) for key in one.__struct_fields__}


def _count(key: str, words: Texts) -> Column:
    return Column(key=key, form="count", name=words(f"joint.{key}"))
