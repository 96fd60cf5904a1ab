"""会商: a meeting that a center calls on items, who comes, what it decided."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from streams.entries.entry import DeskEntry, Person
from streams.events import Code, DivisionCode, Identifier, Kind, Moment, Text, Title

MOST_ITEMS, MOST_POINTS, MOST_DECISIONS = 20, 10, 10
Line = Annotated[str, Meta(min_length=1, max_length=200)]
Post = Annotated[str, Meta(min_length=1, max_length=40)]
"""What somebody is, never who."""


class OnAgenda(Struct, frozen=True, kw_only=True, gc=False):
    """An item that is talked about."""

    kind: Kind
    item_id: Identifier


class Unit(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A center, or an agency that sits in it."""

    center: DivisionCode
    agency: Code | None = None


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a unit is to do until when; on an item of the agenda, or on none."""

    unit: Unit
    what: Line
    due_at: Moment
    item: OnAgenda | None = None


class Consulted(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation",
):
    """A consultation that the acting center calls: when, where, on what, with whom; by
    when whoever is invited answers. Who presides is said by his post.
    """

    sort: Code
    title: Title
    place: Line
    starts_at: Moment
    answer_by: Moment
    chair: Post
    items: Annotated[tuple[OnAgenda, ...], Meta(max_length=MOST_ITEMS)] = ()
    points: Annotated[tuple[Line, ...], Meta(max_length=MOST_POINTS)] = ()
    to_centers: Annotated[tuple[DivisionCode, ...], Meta(max_length=200)] = ()
    to_agencies: Annotated[tuple[Code, ...], Meta(max_length=64)] = ()
    person: Person


class ConsultationChanged(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation_change",
):
    """Who called it puts it at another time or place (改期), and says why."""

    consultation: Identifier
    starts_at: Moment
    place: Line
    reason: Title


class ConsultationCancelled(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation_cancel",
):
    """Who called it calls it off (取消), and says why."""

    consultation: Identifier
    reason: Title


class ConsultationAnswered(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation_answer",
):
    """Whoever is invited comes (by which post), sends word, or cannot and says why. The
    last answer counts.
    """

    consultation: Identifier
    agency: Code | None = None
    attends: Literal["yes", "written", "no"]
    post: Post | None = None
    text: Text | None = None


class ConsultationMinuted(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation_minutes",
):
    """The minutes (纪要): who came, what was concluded on each item and then each point
    of the agenda, in its order, what was decided.
    """

    consultation: Identifier
    attended: Annotated[tuple[Unit, ...], Meta(max_length=264)] = ()
    conclusions: Annotated[
        tuple[Text, ...], Meta(max_length=MOST_ITEMS + MOST_POINTS)
    ] = ()
    decisions: Annotated[tuple[Decision, ...], Meta(max_length=MOST_DECISIONS)] = ()
    person: Person


class DecisionDone(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="consultation_done",
):
    """The unit that a decision names did what it says; `number` counts from 1."""

    consultation: Identifier
    agency: Code | None = None
    number: Annotated[int, Meta(ge=1, le=MOST_DECISIONS)]
    text: Text
