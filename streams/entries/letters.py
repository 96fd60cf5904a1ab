"""What centers tell each other and leaders: briefs, letters, urgent reports."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from streams.entries.entry import DeskEntry, Edition, Person
from streams.entries.looking import Place
from streams.events import Code, Count, DivisionCode, Identifier, Kind, Moment, Title


class BriefFigure(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A figure of a brief: its indicator, its value (a share of 1.0 is all), the counts
    that it stands on; no value where these are too few for a rate.
    """

    indicator: Code
    value: int | float | None = None
    n: Count | None = None
    of: Count | None = None


class Briefed(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="brief"
):
    """A brief is final (定稿): the kind of period, its first day in Shanghai, of which
    division, its figures as they were, the moment, the vector and the edition that they
    stand on. The last one of a period holds.
    """

    period: Literal["day", "week", "month"]
    first_day: date
    division_code: DivisionCode
    figures: Annotated[tuple[BriefFigure, ...], Meta(max_length=64)]
    as_of: Moment
    vector: Annotated[tuple[Place, ...], Meta(max_length=1024)]
    edition: Edition


class Warned(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="warning"
):
    """A 预警函: a center above tells the center of a division which type is hot there
    (all of a stream without `category`), and asks for a reply. How many came in the
    window, what is usual there, from how many on it is yellow, orange, red; since when
    it is hot; the moment that these are of. What is usual stands on the `same_days` of
    the same kinds before, as many as there are in so many `windows`; without them (as
    of earlier versions) on the mean of the `windows` before.
    """

    to_center: DivisionCode
    division_code: DivisionCode
    kind: Kind
    category: Code | None = None
    first_day: date
    last_day: date
    value: Count
    usual: Annotated[float, Meta(ge=0, le=1e9)]
    windows: Count
    same_days: Count | None = None
    yellow: Count
    orange: Count
    red: Count
    level: Literal["yellow", "orange", "red"]
    since_day: date | None = None
    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    reply_by: Moment
    as_of: Moment


class WarningAnswered(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="warning_reply",
):
    """What the center that was asked answers to a 预警函: how it is, what it does."""

    warning: Identifier
    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    measures: Annotated[str, Meta(min_length=1, max_length=1000)]


class Reported(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="report"
):
    """要情报送: the acting center tells the one above it what is known of an item: the
    first report is 首报, those that follow are 续报, the `final` one is 终报. When,
    where and what, how many people (no names), what was done and is needed; why it is
    reported where its severity alone does not ask for it. One that was sent back is
    sent anew by another one that `supplements` it; `passes_on` is the report from below
    that it stands on.
    """

    person: Person
    to_center: DivisionCode
    kind: Kind
    item_id: Identifier
    division_code: DivisionCode
    severity: Code
    category: Code
    final: bool = False
    happened_at: Moment
    place: Title
    what: Annotated[str, Meta(min_length=1, max_length=1000)]
    involved: Count | None = None
    injured: Count | None = None
    dead: Count | None = None
    measures: Annotated[str, Meta(min_length=1, max_length=1000)]
    needed: Annotated[str, Meta(min_length=1, max_length=1000)] | None = None
    reason: Title | None = None
    supplements: Identifier | None = None
    passes_on: Identifier | None = None
    as_of: Moment


class ReportAnswered(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="report_answer",
):
    """A center signs for a 要情 report that it was sent, or sends it back with what is
    missing; `to_center` is who sent the report.
    """

    report: Identifier
    to_center: DivisionCode
    person: Person
    answer: Literal["signed", "sent_back"]
    text: Annotated[str, Meta(min_length=1, max_length=1000)] | None = None
