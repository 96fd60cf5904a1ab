"""How much happens when: expected items by stream, day and hour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import fsum
from statistics import fmean
from typing import TYPE_CHECKING

from msgspec.structs import replace

from streams.simulate.chance import Picker
from streams.simulate.days import (
    DAY_MS,
    DAYS_A_YEAR,
    HOUR_MS,
    date_of,
    day_of,
    months_before,
    number_of,
)
from streams.simulate.tables import HERE, HOURLY_ABOVE, factors, mix, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.simulate.tables import MixRow, Volume

HOURS = range(24)


@dataclass(frozen=True)
class Rhythm:
    """The rhythm of one stream: its volume is the mean over `start_ms` to `anchor_ms`.

    The trend of a year ends at the anchor, where history ends and live begins.
    """

    volume: Volume
    start_ms: int
    anchor_ms: int

    @property
    def kind(self) -> str:
        return self.volume.kind

    @cached_property
    def slice_ms(self) -> int:
        """How much of the stream is planned at once."""
        return HOUR_MS if self.volume.per_day > HOURLY_ABOVE else DAY_MS

    @cached_property
    def hours(self) -> Picker[int]:
        return Picker(HOURS, [self.hour_weight(hour) for hour in HOURS])

    def hour_weight(self, hour: int) -> float:
        return factors("hours", "hour").get((self.kind, hour), 1)

    @cached_property
    def _hour_total(self) -> float:
        return sum(self.hour_weight(hour) for hour in HOURS)

    def expected(self, day: int) -> float:
        """Items expected on a business day."""
        return self.volume.per_day * self._factor(day) / self._mean_factor

    def expected_in_hour(self, day: int, hour: int) -> float:
        return self.expected(day) * self.hour_weight(hour) / self._hour_total

    def categories(self, day: int) -> Picker[MixRow]:
        """What a day's items are about: trend by category, season by month."""
        return _categories(self.kind, date_of(day).month, self._years(day))

    def expected_share(self, day: int, category: str) -> float:
        weights = _category_weights(self.kind, date_of(day).month, self._years(day))
        named = {row.category: weight for row, weight in weights.items()}
        return named[category] / sum(named.values())

    def _years(self, day: int) -> float:
        """Years before the anchor as a negative number, in steps of a week."""
        weeks = min(0, day - day_of(self.anchor_ms)) // 7
        return weeks * 7 / DAYS_A_YEAR

    @cached_property
    def _mean_factor(self) -> float:
        first, last = day_of(self.start_ms), day_of(self.anchor_ms)
        return fmean(self._factor(day) for day in range(first, last + 1))

    def _factor(self, day: int) -> float:
        return _day_factor(self.kind, day) * _trend(self.kind, self._years(day))


@cache
def _category_weights(kind: str, month: int, years: float) -> Mapping[MixRow, float]:
    seasons = factors("months", "month")
    return {
        row: row.weight * row.yearly**years * seasons.get((row.season, month), 1)
        for row in mix()[kind]
    }


@cache
def _categories(kind: str, month: int, years: float) -> Picker[MixRow]:
    return Picker.of(_category_weights(kind, month, years))


@cache
def _trend(kind: str, years: float) -> float:
    """How many times today's number of items there were then."""
    then = fsum(row.weight * row.yearly**years for row in mix()[kind])
    return then / fsum(row.weight for row in mix()[kind])


@cache
def _day_factor(kind: str, day: int) -> float:
    date = date_of(day)
    return (
        factors("weekdays", "weekday").get((kind, date.isoweekday()), 1)
        * factors("months", "month").get((kind, date.month), 1)
        * factors("month_days", "month_day").get((kind, date.day), 1)
        * _festival_factor(kind, day)
    )


@cache
def _festival_days() -> Mapping[int, Mapping[str, str]]:
    """The days around each Spring Festival and what they do to the streams."""
    spans = list(rows(HERE / "spring_festival_days.csv"))
    firsts = [
        number_of(date_of(0).fromisoformat(row["first_day"]))
        for row in rows(HERE / "spring_festivals.csv")
    ]
    return {
        first + offset: span
        for first in firsts
        for span in spans
        for offset in range(int(span["from_day"]), int(span["until_day"]) + 1)
    }


def _festival_factor(kind: str, day: int) -> float:
    return float(_festival_days().get(day, {}).get(kind, 1))


def rhythm_of(volume: Volume, anchor_ms: int, *, reduced: bool) -> Rhythm:
    """A stream's rhythm with its history ending at the anchor; `reduced` for a broker
    that holds little.
    """
    if not reduced:
        before = months_before(anchor_ms, volume.history_months)
        start = before - volume.history_days * DAY_MS
        return Rhythm(volume, start, anchor_ms)
    per_day = (
        volume.per_day if volume.reduced_per_day is None else (volume.reduced_per_day)
    )
    return Rhythm(
        replace(volume, per_day=per_day),
        anchor_ms - volume.reduced_days * DAY_MS,
        anchor_ms,
    )
