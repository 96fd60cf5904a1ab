"""The process as data: which move is allowed where, what it needs, who may make it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

Line = TypeVar("Line")
TIERS = ("village", "town", "county", "city")
"""From the lowest to the highest."""


class Step(Struct, frozen=True):
    """Where a line of the transition table leads; an empty status stays as it is."""

    to_status: str
    is_handling: bool


class Grant(Struct, frozen=True):
    """One line of the permission table; without tiers it is for centers of any."""

    relations: frozenset[str]
    tiers: frozenset[str]


class MoveRule(Struct, frozen=True):
    """One line of the list of moves.

    `required` has the alternatives of each field that is needed. What has an end ends
    `default` after the move where it names none, and at most `most` after it. From the
    day `asked_from` on it decides what another person asked for.
    """

    required: tuple[tuple[str, ...], ...]
    binding: str
    default: timedelta | None
    most: timedelta | None
    undo: timedelta | None
    asked_from: date | None

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that are enough."""
        return tuple(names[0] for names in self.required)

    def end(self, due_at: datetime | None, at: datetime) -> datetime | None:
        """When what begins with a move ends by itself."""
        if due_at is not None or self.default is None:
            return due_at
        return at + self.default


class Center(Struct, frozen=True):
    """A center: what is above it, and the half-open ranges of codes that it sees.

    The center of a functional zone has no division of its own.
    """

    code: int
    tier: str
    division_code: int | None
    above: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]

    def sees(self, division_code: int) -> bool:
        """Whether a division lies in its range."""
        return any(low <= division_code < high for low, high in self.ranges)

    def is_over(self, other: Center) -> bool:
        """Whether another center is this one, or lies below it or in its range."""
        if self.code in (other.code, *other.above):
            return True
        return other.division_code is not None and self.sees(other.division_code)


class Dated(Struct, Generic[Line], frozen=True):
    """Lines by key and the day from which they count; the newest set is in force."""

    lines: Mapping[tuple[str, ...], tuple[tuple[date, tuple[Line, ...]], ...]]

    def of(self, day: date, *key: str) -> tuple[Line, ...]:
        """The lines of a key that are in force on `day`."""
        for valid_from, lines in reversed(self.lines.get(key, ())):
            if valid_from <= day:
                return lines
        return ()


class Rules(Struct, frozen=True):
    """The process as data.

    `steps` by (opens as, status, move), `task_steps` by (state, move), `grants` by
    (role, move); centers by their code and by the code of their division.
    """

    steps: Dated[Step]
    task_steps: Dated[str]
    grants: Dated[Grant]
    moves: Mapping[str, MoveRule]
    centers: Mapping[int, Center]
    seats: Mapping[int, int]

    def step(self, opens_as: str, status: str, move: str, day: date) -> Step | None:
        """The line that is in force on `day`, if the move is allowed at the status."""
        return next(iter(self.steps.of(day, opens_as, status, move)), None)

    def center_of(self, division_code: int) -> int:
        """The center of a division, or of the lowest division above that has one."""
        for size in (1, 1_000, 1_000_000, 100_000_000):
            center = self.seats.get(division_code // size * size)
            if center is not None:
                return center
        return 0


def rules_from(
    *,
    transitions: Iterable[Mapping[str, Any]],
    task_transitions: Iterable[Mapping[str, Any]],
    permissions: Iterable[Mapping[str, Any]],
    moves: Iterable[Mapping[str, Any]],
    centers: Iterable[Mapping[str, Any]],
    center_ranges: Iterable[Mapping[str, Any]],
) -> Rules:
    """Rules from the rows of the reads that are named like this."""
    seats = list(centers)
    return Rules(
        steps=_dated(
            transitions,
            ("opens_as", "from_status", "move"),
            lambda row: Step(row["to_status"], row["is_handling"]),
        ),
        task_steps=_dated(
            task_transitions, ("from_state", "move"), lambda row: row["to_state"]
        ),
        grants=_dated(permissions, ("role", "move"), _grant),
        moves={row["move"]: _move_rule(row) for row in moves},
        centers=_centers(seats, center_ranges),
        seats={
            row["division_code"]: row["center_code"]
            for row in seats
            if row["division_code"] is not None
        },
    )


def _dated(
    rows: Iterable[Mapping[str, Any]], key: tuple[str, ...], line_of: Any
) -> Dated[Any]:
    found: dict[tuple[str, ...], dict[date, list[Any]]] = {}
    for row in rows:
        by_day = found.setdefault(tuple(row[name] for name in key), {})
        by_day.setdefault(row["valid_from"], []).append(line_of(row))
    return Dated(
        {
            key: tuple((day, tuple(days[day])) for day in sorted(days))
            for key, days in found.items()
        }
    )


def _grant(row: Mapping[str, Any]) -> Grant:
    return Grant(frozenset(row["relations"]), frozenset(filter(None, row["tiers"])))


def _move_rule(row: Mapping[str, Any]) -> MoveRule:
    fields = [tuple(field.split("|")) for field in row["requires"] if field]
    reason = [("note",)] if row["is_reason_required"] else []
    return MoveRule(
        required=(*fields, *reason),
        binding=row["binding"] or "",
        default=_minutes(row["default_minutes"]),
        most=_minutes(row["most_minutes"]),
        undo=_minutes(row["undo_minutes"]),
        asked_from=row["asked_from"],
    )


def _minutes(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(minutes=value)


def _centers(
    rows: Iterable[Mapping[str, Any]], ranges: Iterable[Mapping[str, Any]]
) -> Mapping[int, Center]:
    seen: dict[int, list[tuple[int, int]]] = {}
    for row in ranges:
        seen.setdefault(row["center_code"], []).append((row["low"], row["high"]))
    by_code = {row["center_code"]: row for row in rows}
    parents = {code: row["parent_center_code"] for code, row in by_code.items()}
    return {
        code: Center(
            code=code,
            tier=row["tier"],
            division_code=row["division_code"],
            above=tuple(_above(parents, code)),
            ranges=tuple(seen.get(code, ())),
        )
        for code, row in by_code.items()
    }


def _above(parents: Mapping[int, int | None], code: int) -> Iterator[int]:
    while (parent := parents.get(code)) is not None:
        yield parent
        code = parent
