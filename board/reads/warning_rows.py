"""Rows of types that run hot, of their limits, and of 预警函."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Day: TypeAlias = date
Moment: TypeAlias = datetime


class HotType(Struct, frozen=True):
    """A type of a county or town that is hot, or near it (`level` 0): how many came in
    the window; what is usual by the `same_days` of the same kinds before it, which had
    `base` items, and from `low` to `high` in 19 of 20 windows; from how many on it is
    yellow, orange, red. `spread` is the dispersion, 1 as of chance alone. Of each
    of the window's `day_kinds` there are `kind_days` in it, `kind_behind` before it.
    `counts` and
    `usuals` are those of the window and of each before it, the newest first; a
    `category` of '' is all of the stream. `since_day` is the day by which it was hot,
    or an earlier one where it `is_longer`.
    """

    division_code: int
    rule: int
    kind: str
    category: str
    level: int
    value: int
    usual: float
    base: int
    same_days: int
    day_kinds: list[str]
    kind_days: list[int]
    kind_behind: list[int]
    spread: float
    low: int
    high: int
    yellow: int
    orange: int
    red: int
    window_days: int
    first_day: Day
    last_day: Day
    since_day: Day | None
    is_longer: bool
    counts: list[int]
    usuals: list[float]
    total: int


class HotNow(Struct, frozen=True):
    """A type of a county or town that is hot, and whether a 预警函 was sent about days
    of its window; a `category` of '' is all of the stream.
    """

    division_code: int
    kind: str
    category: str
    level: int
    is_written: bool


class HotTypeLimit(Struct, frozen=True):
    """A limit by stream and tier: least counts, standard errors and percent above the
    usual of yellow, orange and red; how many days before there are to compare, and
    whether they are enough, of each kind of day.
    """

    rule: int
    kind: str
    by_category: bool
    tier: str
    window_days: int
    base_days: int
    kept_base: int
    is_known: bool
    least: list[int]
    z: list[float]
    above: list[int]


class WarningLetter(Struct, frozen=True):
    """A 预警函 with what it says, and its reply, if there is one. Those of earlier
    versions stand on a mean of `windows` and have no `same_days`.
    """

    entry_id: str
    year: int
    number: int
    acting_center: int
    to_center: int
    division_code: int
    sent_at: Moment
    kind: str
    category: str
    first_day: Day
    last_day: Day
    value: int
    usual: float
    windows: int
    same_days: int | None
    yellow: int
    orange: int
    red: int
    level: int
    since_day: Day | None
    text: str
    reply_by: Moment
    as_of: Moment
    replied_at: Moment | None
    reply: str | None
    measures: str | None
    total: int
