"""What the board writes down beside moves: the entries of the desk topic."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from streams.events import (
    Code,
    Count,
    DivisionCode,
    Hash,
    Identifier,
    Kind,
    Moment,
    Title,
)

LONGEST_PERSON = 20
Person = Annotated[str, Meta(min_length=1, max_length=LONGEST_PERSON)]
"""Who of a center's own staff, as a person says it."""
Edition = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$(?!\n)")]
"""By which rules and lists: a hash, in which no run of digits is a telephone number."""
Done = Literal["opened_item", "opened_source", "opened_video"]
"""What somebody who looked has opened."""
Entering = Literal[
    "logged_in",
    "logged_out",
    "login_ended",
    "login_refused",
    "login_locked",
    "login_renewed",
    "login_closed",
    "password_changed",
]
"""What became of a login: it ends by itself or because its user changed, a try is
refused, the last one locks; it goes on by the password, somebody else closes it.
"""


class DeskEntry(
    Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag_field="entry"
):
    """What the board has to write down beside moves: what every entry says. Its name
    stands in `entry`; one struct per name adds what only that entry says.
    """

    entry_id: Identifier
    actor: Code
    role: Code | None = None
    acting_center: DivisionCode
    entered_at: Moment
    synthetic: bool | None = None


class Resend(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="resend"
):
    """Sending a reject again: where in Kafka the refused message stands."""

    topic: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Skip(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="skip"
):
    """Going past a batch that cannot be read: the offset at which its partition halts.
    What was left out is an alarm.
    """

    topic: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """How far a partition had been read: a topic by its id, the next offset; of that,
    where it is of a moment, what had been stamped until then.
    """

    topic_id: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    next_offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    stamped_until: Moment | None = None


class Exported(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="export"
):
    """A page was exported: which, of which division, as what, what for; how many rows
    it has and how many were left out; the moment and the vector that it stands on, the
    edition, and the checksum of its contents; whether it is for people `outside`.
    """

    page: Code
    division_code: DivisionCode
    export_format: Code
    reason: Title
    rows: Count
    rows_left_out: Count
    as_of: Moment
    vector: Annotated[tuple[Place, ...], Meta(max_length=1024)]
    edition: Edition
    checksum: Hash
    outside: bool = False


class SignedOn(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="sign_on"
):
    """Somebody begins to be on duty at the acting center, or for an agency there: in
    what function, and until when at the latest.
    """

    person: Person
    function: Code
    agency: Code | None = None
    until: Moment


class SignedOff(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="sign_off"
):
    """Somebody is not on duty at the acting center any more."""

    person: Person
    agency: Code | None = None


class Shift(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who is to be on duty, in what function, from when until when."""

    person: Person
    function: Code
    agency: Code | None = None
    from_at: Moment
    until: Moment


class Roster(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="roster"
):
    """The shifts of the acting center that begin within a span; what was planned there
    before no longer holds.
    """

    from_at: Moment
    until: Moment
    shifts: Annotated[tuple[Shift, ...], Meta(max_length=512)] = ()


class Handed(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An item that the next shift must know of, with what there is to say of it."""

    kind: Kind
    item_id: Identifier
    note: Title | None = None


class HandedOver(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="hand_over"
):
    """A shift draws up what it leaves behind: the span it was of, the moment and the
    vector that its figures stand on, the items it points out.
    """

    person: Person
    from_at: Moment
    as_of: Moment
    vector: Annotated[tuple[Place, ...], Meta(max_length=1024)]
    items: Annotated[tuple[Handed, ...], Meta(max_length=200)] = ()
    note: Title | None = None


class TakenOver(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="take_over"
):
    """The next shift signs what was drawn up for it; the first signature counts, and
    nobody signs his own.
    """

    person: Person
    hand_over: Identifier
    note: Title | None = None


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


class SoundTested(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="sound_test"
):
    """Somebody had a page play its tones, and says whether they were heard there."""

    page: Code
    heard: bool


class Warned(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="warning"
):
    """A 预警函: a center above tells the center of a division which type is hot there
    (all of a stream without `category`), and asks for a reply. How many came in the
    window, what is usual there by the mean of `windows` before, from how many on it is
    yellow, orange, red; since when it is hot; the moment that these are of.
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


class Accessed(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="access"
):
    """Somebody looked: an item's page was opened, or one of its ways out of the board
    was asked for, to its source system or its video, and then for what reason; on which
    page, of which division, for which agency at the acting center.
    """

    done: Done
    kind: Kind
    item_id: Identifier
    page: Code
    division_code: DivisionCode
    agency: Code | None = None
    reason: Title | None = None


class LogWritten(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="duty_log"
):
    """A line of the duty log (值班日志) of the acting center: when something happened,
    of which sort, what it was, who told of it, which item it is about. Nothing is
    written over: what was wrong is corrected by a line that names it.
    """

    person: Person
    happened_at: Moment
    sort: Code
    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    told_by: Title | None = None
    kind: Kind | None = None
    item_id: Identifier | None = None
    corrects: Identifier | None = None


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


class LoggedIn(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="login"
):
    """Somebody logged in or out of the board, or tried to: the actor is the login name,
    its first seat is where it acts. A try under a name that there is not names neither;
    `tries` is how many of them it stands for. Whoever closes the login of another acts
    in its own seat, and `whose` is the login name of the other.
    """

    done: Entering
    tries: Count = 1
    agency: Code | None = None
    whose: Code | None = None


class SystemRead(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="system_read",
):
    """Another system read: which resource, how often and how many rows since the moment
    of the first of these answers, for which agency at the acting center.
    """

    resource: Code
    requests: Count
    rows: Count
    since: Moment
    agency: Code | None = None


ENTRIES: tuple[type[DeskEntry], ...] = (
    Resend,
    Skip,
    Exported,
    SignedOn,
    SignedOff,
    Roster,
    HandedOver,
    TakenOver,
    Briefed,
    SoundTested,
    Warned,
    WarningAnswered,
    Accessed,
    LoggedIn,
    SystemRead,
    LogWritten,
    Reported,
    ReportAnswered,
)
"""One line per entry; what the hub does for one stands in `hub.desk`."""


def entry_name(struct: type[DeskEntry]) -> str:
    """What stands in `entry`."""
    return str(struct.__struct_config__.tag)
