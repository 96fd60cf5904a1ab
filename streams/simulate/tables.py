"""The CSV files beside this code, as frozen rows: volumes and shapes are data."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from streams.events import STREAMS
from streams.simulate.chance import Picker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
REFERENCE = Path(__file__).parents[2] / "sql" / "reference"
CITY = REFERENCE / "suizhou"
HOURLY_ABOVE = 5_000
"""Items a day from which a stream is planned by the hour instead of by the day."""


class VolumesError(Exception):
    """The file of volumes cannot be used; the text names file, line and column."""


class Volume(Struct, frozen=True, kw_only=True):
    """How much of a stream there is: items a day, and how far back history goes."""

    kind: str
    per_day: float
    history_months: int = 0
    history_days: int = 0
    reduced_per_day: float | None = None
    reduced_days: int = 3


class KindProfile(Struct, frozen=True, kw_only=True):
    """How the items of a stream look; shares are of 1. Of grave items not older than
    `ticked_days` when the demo begins steps are ticked.
    """

    kind: str
    prefix: str
    place: str
    handler_role: str
    horizon_days: int
    office_hours: bool
    occurred_minutes: float
    market_factor: float
    position_share: float
    party_share: float
    description_share: float
    corrected_share: float
    late_share: float
    duplicate_share: float
    again_share: float
    enterprise_share: float
    burst_share: float
    ticked_days: int


class MixRow(Struct, frozen=True, kw_only=True):
    """A category's weight today, what a year does to it, and who handles it."""

    kind: str
    category: str
    weight: float
    yearly: float
    season: str
    agency: str
    injured_share: float


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def structs(path: Path, struct: type[Any]) -> list[Any]:
    """The rows of a CSV file as structs; numbers are read from text."""
    return [msgspec.convert(row, struct, strict=False) for row in rows(path)]


def read_volumes(path: Path) -> tuple[Volume, ...]:
    """The volumes of a file; VolumesError names what is wrong with it."""
    try:
        found = [_volume(row) for row in rows(path)]
    except (OSError, msgspec.ValidationError, KeyError) as error:
        raise VolumesError(f"{path}: {error}") from error
    unknown = {volume.kind for volume in found} - {stream.kind for stream in STREAMS}
    if unknown:
        raise VolumesError(f"{path}: no such stream: {', '.join(sorted(unknown))}")
    return tuple(found)


def _volume(row: Mapping[str, str]) -> Volume:
    filled = {name: text for name, text in row.items() if text}
    return msgspec.convert(filled, Volume, strict=False)


@cache
def kind_profiles() -> Mapping[str, KindProfile]:
    profiles = structs(HERE / "kinds.csv", KindProfile)
    return {profile.kind: profile for profile in profiles}


@cache
def mix() -> Mapping[str, tuple[MixRow, ...]]:
    """The categories of each stream."""
    found: dict[str, list[MixRow]] = defaultdict(list)
    for row in structs(HERE / "mix.csv", MixRow):
        found[row.kind].append(row)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


@cache
def mix_row(kind: str, category: str) -> MixRow:
    return next(row for row in mix()[kind] if row.category == category)


@cache
def choices() -> Mapping[tuple[str, str], Picker[str]]:
    """Draws by (list, kind)."""
    weights: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in rows(HERE / "choices.csv"):
        weights[row["list"], row["kind"]][row["code"]] = float(row["weight"])
    return {key: Picker.of(of_list) for key, of_list in weights.items()}


@cache
def factors(name: str, slot: str) -> Mapping[tuple[str, int], float]:
    """A wide file of factors as (column, slot) -> factor, such as (kind, hour)."""
    return {
        (column, int(row[slot])): float(text)
        for row in rows(HERE / f"{name}.csv")
        for column, text in row.items()
        if column != slot
    }
