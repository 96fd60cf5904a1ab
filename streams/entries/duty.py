"""What a shift writes: who is on duty, its log, its hand-over, that it is heard."""

from typing import Annotated

from msgspec import Meta, Struct

from streams.entries.entry import DeskEntry, Person
from streams.entries.looking import Place
from streams.events import Code, Identifier, Kind, Moment, Title


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


class SoundTested(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="sound_test"
):
    """Somebody had a page play its tones, and says whether they were heard there."""

    page: Code
    heard: bool


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
