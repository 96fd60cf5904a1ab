"""The ways items go from their first move to their last: paths.csv, checked.

A step reads `move#task/replaced@actor>to=span+delay`: which joint task and which one
it takes the place of, who acts (a tier, `stray` for a center of another county, else
the tier of the path), where it goes, how long what it begins lasts, and the usual time
since the step before. `scene` names what a path plays, for the truth file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from streams.events import STREAMS
from streams.simulate.chance import Picker
from streams.simulate.days import DAY_MS, HOUR_MS, MINUTE_MS
from streams.simulate.tables import HERE, REFERENCE, choices, kind_profiles, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEVELS = ("04", "03", "02", "01")
OPENING_STATUS = {"case": "registered", "signal": "raised"}
ILLEGAL_TRIES = ("close", "sign", "handle", "feedback", "confirm", "visit")
"""What somebody may press too early, too late or twice."""

_STEP = re.compile(
    r"(?P<move>[a-z_]+)(#(?P<task>[0-9])(/(?P<replaced>[0-9]))?)?"
    r"(@(?P<actor>[a-z]+))?(>(?P<to>[a-z]+))?(=(?P<span>[0-9]+)(?P<span_unit>[mhd]))?"
    r"\+(?P<delay>[0-9]+)(?P<unit>[mhd])"
)
_UNITS = {"m": MINUTE_MS, "h": HOUR_MS, "d": DAY_MS}
_OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
RESTS = {"suspend": "suspended", "shelve": "shelved"}
"""The status that counts until what a move begins has ended."""
_BESIDES = {
    "supervise": ("grade", "outcome", "number", "due_at"),
    "join": ("objective",),
}
"""What a move carries in the demo beside what it must."""
HELPING = frozenset({"task_sign", "task_return", "task_feedback", "task_done"})
"""Moves that the agency of a joint task makes."""
_ALWAYS_TIMED = "1"


class PathError(Exception):
    """A line of paths.csv breaks the transition table; the text names both."""


class Step(Struct, frozen=True, kw_only=True):
    """One move of a path, with all that does not depend on the item."""

    move: str
    actor: str
    to: str
    delay_ms: int
    span_ms: int
    task: int
    replaced: int
    role: str
    note: str | None
    is_handling: bool
    in_office_hours: bool
    fields: tuple[str, ...]
    status_after: str
    illegal_next: tuple[str, ...]


class Path(Struct, frozen=True, kw_only=True):
    """One way through the process; an empty one leaves the item as it came."""

    kind: str
    tier: str
    scene: str
    steps: tuple[Step, ...]


@cache
def paths() -> Mapping[tuple[str, str], Picker[Path]]:
    """Draws by (kind, level). Raises PathError for a path that is not legal."""
    found: dict[tuple[str, str], list[tuple[Path, float]]] = defaultdict(list)
    for row in rows(HERE / "paths.csv"):
        path = _path(row)
        for level in LEVELS:
            found[row["kind"], level].append((path, float(row[f"level_{level}"])))
    return {key: Picker(*_columns(lines)) for key, lines in found.items()}


def _columns(
    lines: Sequence[tuple[Path, float]],
) -> tuple[list[Path], list[float]]:
    return [path for path, _ in lines], [weight for _, weight in lines]


def moves_an_item(kind: str) -> float:
    """How many moves an item of this stream is expected to get."""
    levels = choices()["level", kind]
    return sum(
        level_share * path_share * len(path.steps)
        for level, level_share in levels.shares()
        for path, path_share in paths()[kind, level].shares()
    )


@cache
def transitions() -> Mapping[tuple[str, str, str], tuple[str, bool]]:
    """(opens as, status, move) -> (next status, whether it is handling)."""
    return {
        (row["opens_as"], row["from_status"], row["move"]): (
            row["to_status"],
            row["is_handling"] == "1",
        )
        for row in rows(REFERENCE / "transitions.csv")
    }


def _path(row: Mapping[str, str]) -> Path:
    steps = tuple(steps_of(row["kind"], row["tier"], row["steps"].split()))
    return Path(kind=row["kind"], tier=row["tier"], scene=row["scene"], steps=steps)


def steps_of(kind: str, tier: str, texts: Sequence[str]) -> Iterator[Step]:
    """The steps of a path, checked one by one. Raises PathError."""
    opens_as = _OPENS_AS[kind]
    status, rest = OPENING_STATUS[opens_as], ""
    for text in texts:
        parts = _STEP.fullmatch(text)
        line = parts and (
            transitions().get((opens_as, rest, parts["move"]))
            or transitions().get((opens_as, status, parts["move"]))
        )
        if parts is None or line is None:
            raise PathError(f"paths.csv: {kind}: {text} is not allowed at {status}")
        led_to, is_handling = line
        status, rest = led_to or status, RESTS.get(parts["move"], "")
        yield _step(_Place(kind, tier, opens_as, status, is_handling), parts)


class _Place(NamedTuple):
    """Where in the process a step has led."""

    kind: str
    tier: str
    opens_as: str
    status: str
    is_handling: bool


def _step(place: _Place, parts: re.Match[str]) -> Step:
    move, actor = parts["move"], parts["actor"] or place.tier
    words, profile = _move_words()[move], kind_profiles()[place.kind]
    if _lacks_reason(move, words["note"]):
        raise PathError(f"move_words.csv: {move} needs a note")
    handled_above = place.is_handling and actor != "village" and move != "join"
    is_helping = move in HELPING
    return Step(
        move=move,
        actor=actor,
        to=parts["to"] or actor,
        delay_ms=int(parts["delay"]) * _UNITS[parts["unit"]],
        span_ms=int(parts["span"] or 0) * _UNITS[parts["span_unit"] or "m"],
        task=int(parts["task"] or 1),
        replaced=int(parts["replaced"] or 0),
        role=(
            profile.handler_role if handled_above and not is_helping else words["role"]
        ),
        note=words["note"] or None,
        is_handling=place.is_handling,
        in_office_hours=profile.office_hours or words["office_hours"] == _ALWAYS_TIMED,
        fields=_fields(parts),
        status_after=place.status,
        illegal_next=_illegal(place.opens_as, place.status),
    )


@cache
def fields_of(move: str) -> tuple[str, ...]:
    """What a move must carry beside its note."""
    return (*_needed()[move], *_BESIDES.get(move, ()))


def _fields(parts: re.Match[str]) -> tuple[str, ...]:
    ending = ("due_at",) if parts["span"] else ()
    replacing = ("link_id",) if parts["replaced"] else ()
    return tuple(dict.fromkeys((*fields_of(parts["move"]), *ending, *replacing)))


def _lacks_reason(move: str, note: str) -> bool:
    return not note and move in _reasoned()


@cache
def _reasoned() -> frozenset[str]:
    """The moves that need a reason."""
    moves = rows(REFERENCE / "moves.csv")
    return frozenset(row["move"] for row in moves if row["reason_required"] == "1")


@cache
def _needed() -> Mapping[str, tuple[str, ...]]:
    return {
        row["move"]: tuple(text.split("|")[0] for text in row["requires"].split())
        for row in rows(REFERENCE / "moves.csv")
    }


@cache
def _move_words() -> Mapping[str, Mapping[str, str]]:
    return {row["move"]: row for row in rows(HERE / "move_words.csv")}


@cache
def _illegal(opens_as: str, status: str) -> tuple[str, ...]:
    return tuple(
        move for move in ILLEGAL_TRIES if (opens_as, status, move) not in transitions()
    )
