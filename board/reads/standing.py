"""How far hubs have read, held against each other, and which of them to ask."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct

from board.reads.hubs_seen import ILL, STALLED
from sql.version import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from board.reads.health import HubHealth

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime
Place: TypeAlias = tuple[str, int]
"""A partition, by the id of its topic: epochs are numbers of each hub's own."""
WAIT_S = 5.0
"""So long the last good picture stands before a hub is asked that has read less."""
HEALTHY_S = 60.0
"""So long the preferred hub has to be well before it is asked again."""
STILL_S = 30.0
"""So long a hub that answers may read nothing although another does, or be unwell."""
GONE, OTHER = "gone", "other"


class Vector(Struct, frozen=True):
    """The next offset to read of each partition."""

    places: Mapping[Place, int] = {}

    def covers(self, other: Vector) -> bool:
        """Whether whoever has read this has read all of the other."""
        return not self.lacks(other)

    def lacks(self, other: Vector) -> int:
        """How many messages of the other it has not."""
        gaps = (
            offset - self.places.get(place, 0) for place, offset in other.places.items()
        )
        return sum(gap for gap in gaps if gap > 0)

    def with_all_of(self, other: Vector) -> Vector:
        """As far as either of both."""
        mine, theirs = self.places, other.places
        later = {
            place: offset
            for place, offset in theirs.items()
            if offset > mine.get(place, 0)
        }
        return Vector({**mine, **later}) if later else self

    def only(self, topic_ids: Iterable[str]) -> Vector:
        known = frozenset(topic_ids)
        return Vector(
            {place: one for place, one in self.places.items() if place[0] in known}
        )

    @property
    def topic_ids(self) -> frozenset[str]:
        return frozenset(topic_id for topic_id, _ in self.places)


def vector_of(offsets: str) -> Vector:
    """A vector as the store writes it, in JSON."""
    return _vector(msgspec.json.decode(offsets or "[]"))


def _vector(entries: Iterable[Mapping[str, Any]], number: str = "partition") -> Vector:
    return Vector(
        {(one["topic_id"], one[number]): one["next_offset"] for one in entries}
    )


class Look(Struct, frozen=True, kw_only=True):
    """What a look at a hub found. `why` it cannot be asked: it is gone, or not such a
    hub as this board asks, with `detail`; '' where it can. `well_since` is by the
    board's steady clock: since when it has been well, and had read all that was shown;
    so are `ill_since`, and since when it is `stuck` in a partition.
    """

    why: str = GONE
    detail: str = ""
    edition: str = ""
    holds: str = ""
    vector: Vector = Vector()
    read_until: Mapping[Place, Moment] = {}
    health: HubHealth | None = None
    well_since: float | None = None
    ill_since: float | None = None
    stuck: Mapping[Place, float] = {}

    @property
    def answers(self) -> bool:
        return not self.why

    def stalls(self, at: float) -> str:
        """Why it is no hub to be asked although it answers: by what it does, or by what
        it says; '' where it is one.
        """
        if self.stuck and at - min(self.stuck.values()) >= STILL_S:
            return STALLED
        is_ill = self.ill_since is not None and at - self.ill_since >= STILL_S
        return ILL if is_ill else ""

    @property
    def said(self) -> str:
        """Its own word about itself, if there is one."""
        return self.health.status if self.health else "unknown"

    def whole_until(self, shown: Vector) -> Moment | None:
        """Up to when it has all of what was shown, if it says so of every partition in
        which it lacks something.
        """
        late = [
            self.read_until.get(place)
            for place, offset in shown.places.items()
            if self.vector.places.get(place, 0) < offset
        ]
        told = [one for one in late if one is not None]
        return min(told) if told and len(told) == len(late) else None


def look_of(found: pa.Table, health: HubHealth | None) -> Look:
    """What a hub says of itself (the read `standing`)."""
    (row,) = found.to_pylist()
    if row["schema"] != SCHEMA:
        detail = f"schema {row['schema']}, this board's is {SCHEMA}"
        return Look(why=OTHER, detail=detail)
    return Look(
        why="",
        edition=row["edition"] or "",
        holds=row["holds"] or "",
        vector=_vector(row["places"], "partition_no"),
        read_until={
            (one["topic_id"], one["partition_no"]): one["last_record_at"]
            for one in row["places"]
            if one["last_record_at"] is not None
        },
        health=health,
    )


class Present(Struct, frozen=True):
    """The hub that is asked, by its place in the list, since when it does not answer
    (by the steady clock), the edition by which it made its figures, and how far the
    board has shown.
    """

    hub: int = 0
    gone_since: float | None = None
    edition: str = ""
    holds: str = ""
    shown: Vector = Vector()


def can_follow(look: Look, present: Present) -> bool:
    """Whether figures of this hub may stand where those of the present one stood: made
    by the same lists, of the same messages and no fewer.
    """
    return is_whole(look, present) and present.edition in {"", look.edition}


def is_whole(look: Look, present: Present) -> bool:
    """Whether it has read such records, and all that was shown of them."""
    is_fit = look.answers and present.holds in {"", look.holds}
    return is_fit and look.vector.covers(present.shown)


def is_alike(look: Look, present: Present) -> bool:
    """Whether it makes its figures as the present one does, of such records."""
    is_edition = present.edition in {"", look.edition}
    return is_edition and present.holds in {"", look.holds}


def is_short(look: Look, present: Present) -> bool:
    """Whether a hub that answers has read less than was shown."""
    return look.answers and not look.vector.covers(present.shown)


def hub_to_ask(looks: Sequence[Look], present: Present, at: float) -> int:
    """Which hub to ask from now on: the present one as long as it answers, unless a
    preferred one has been well for a minute (by whatever lists: the city prefers it),
    it has read less than was shown and another has not, or it reads on no more and
    another that is well can follow; in its absence one that can follow, or after some
    seconds the one that lacks least.
    """
    here = looks[present.hub]
    ready = [place for place, one in enumerate(looks) if can_follow(one, present)]
    if not here.answers:
        return ready[0] if ready else _makeshift(looks, present, at)
    rested = (place for place in range(present.hub) if _is_rested(looks[place], at))
    if (preferred := next(rested, None)) is not None:
        return preferred
    if here.stalls(at):
        fit = (place for place in ready if _reads_on(looks[place], at))
        return next(fit, present.hub)
    return ready[0] if is_short(here, present) and ready else present.hub


def _reads_on(look: Look, at: float) -> bool:
    """Whether it is worth leaving another one for: nothing speaks against it now."""
    is_well = look.health is None or look.health.is_well
    return is_well and not look.stalls(at)


def _is_rested(look: Look, at: float) -> bool:
    return look.well_since is not None and at - look.well_since >= HEALTHY_S


def _makeshift(looks: Sequence[Look], present: Present, at: float) -> int:
    if present.gone_since is None or at - present.gone_since < WAIT_S:
        return present.hub
    fit = [
        place
        for place, one in enumerate(looks)
        if one.answers and present.holds in {"", one.holds}
    ]
    lacks = {place: looks[place].vector.lacks(present.shown) for place in fit}
    return min(fit, key=lambda place: lacks[place], default=present.hub)
