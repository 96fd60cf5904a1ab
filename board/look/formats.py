"""How values are written: the one set of rules for screen and files.

`static/format.js` writes them in the browser by the same rules; a test holds the two
together.
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from board.look.clock import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.look.texts import Texts

Scalar: TypeAlias = int | float | str | None
Form: TypeAlias = Literal[
    "text",
    "code",
    "flag",
    "count",
    "decimal",
    "share",
    "per_1000",
    "per_10000",
    "degrees",
    "change",
    "points",
    "rank",
    "places",
    "moment",
    "time",
    "today",
    "day",
    "date",
    "hour",
    "age",
    "duration",
]
"""What a value is: a text or a code as it stands; a flag is 0 or 1; a share of 1.0 is
all, and a rate per 1,000 or 10,000 is a share as well; degrees are WGS-84; a change is
a share of its base, points are one share less another; places are a gain in rank;
moments, times, today and ages are epoch milliseconds; days and dates ISO dates; an hour
one of the day; durations seconds.
"""
Better: TypeAlias = Literal["up", "down", "none"]
"""Which way is good; none where the dictionary does not say."""
NOTHING = "—"
LEVEL = "–"
"""Neither up nor down."""


class Value(Struct, frozen=True, omit_defaults=True):
    """One value as it is. A share stands on `numerator` and `denominator`; a change on
    the count (numerator) and its base (denominator). None on a base: too few for a
    share. None without one: nothing to say.
    """

    value: Scalar
    form: Form = "text"
    numerator: int | None = None
    denominator: int | None = None


class Sentence(Struct, frozen=True, omit_defaults=True):
    """A text in the reader's language that leaves `{names}` open for values."""

    text: str
    values: dict[str, Value] = {}


class _Number(Struct, frozen=True):
    factor: int
    decimals: int
    suffix: str = ""


NUMBERS = {
    "count": _Number(1, 0),
    "rank": _Number(1, 0),
    "decimal": _Number(1, 1),
    "share": _Number(100, 1, "%"),
    "per_1000": _Number(1_000, 2),
    "per_10000": _Number(10_000, 1),
    "degrees": _Number(1, 5),
}
ROUNDED = NUMBERS | {
    "change": NUMBERS["share"],
    "points": NUMBERS["share"],
    "duration": _Number(1, 1),
    "places": _Number(1, 0),
    "hour": _Number(1, 0),
}
DECIMALS_END = 1e12
"""Above this a float holds hardly a decimal, so its 15 digits are what it says."""
STEPS = ((60, "seconds", 1), (3600, "minutes", 60), (86_400, "hours", 3600))
LONGEST = ("days", 86_400)


def written(said: Value, words: Texts, now: datetime) -> str:
    """A value as its reader sees it; two counts where they are few, "—" for none."""
    if said.form == "change":
        return _change(said, words)
    if said.value is None:
        return _without(said)
    if said.form in NUMBERS:
        return _number(said.value, said.form)
    return _WRITERS[said.form](said.value, words, now)


def spoken(sentence: Sentence, words: Texts, now: datetime) -> str:
    """A sentence with all its values written."""
    texts = {name: written(one, words, now) for name, one in sentence.values.items()}
    return sentence.text.format(**texts)


def _without(said: Value) -> str:
    if not said.denominator or said.numerator is None:
        return NOTHING
    few = (said.numerator, said.denominator)
    return "/".join(_number(count, "count") for count in few)


def _number(value: Scalar, form: str) -> str:
    """Rounded as a person rounds: half a step goes away from zero."""
    rule = NUMBERS[form]
    return f"{_rounded(value, rule.factor, rule.decimals):,}{rule.suffix}"


def _rounded(value: Scalar, factor: int, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(_float(value) * factor).quantize(step, ROUND_HALF_UP)
    return exact or abs(exact)


def rounded(value: Scalar, form: str) -> Scalar:
    """A number to the decimals that its form shows, half a step away from zero; seconds
    to a tenth. Anything else as it is.
    """
    rule = ROUNDED.get(form)
    if rule is None or not isinstance(value, float):
        return value
    if not abs(value) < DECIMALS_END:
        return float(f"{value:.15g}")
    return float(_rounded(value, rule.factor, rule.decimals) / rule.factor)


def _change(said: Value, words: Texts) -> str:
    """A share of the base, its sign as an arrow; both counts where they are few."""
    count = said.numerator
    if not said.denominator or count is None:
        return NOTHING
    if said.value is None:
        then, now = _number(said.denominator, "count"), _number(count, "count")
        return words("change.count", base=then, count=now)
    difference = count - said.denominator
    arrow = "▲" if difference > 0 else "▼" if difference < 0 else "＝"
    return arrow + _number(abs(_float(said.value)), "share")


def _points(value: Scalar, words: Texts, _now: datetime) -> str:
    """The difference of two shares is no share: in percentage points, with its sign."""
    points = _number(_float(value) * 100, "decimal")
    is_more = _rounded(value, 100, 1) > 0
    return words("points.text", n=f"+{points}" if is_more else points)


def _places(value: Scalar, _words: Texts, _now: datetime) -> str:
    places = round(_float(value))
    if not places:
        return LEVEL
    return f"{'↑' if places > 0 else '↓'}{_number(abs(places), 'count')}"


def _moment(value: Scalar, _words: Texts, now: datetime) -> str:
    """With its year, and then without seconds, where that is not this year."""
    moment = local(value)
    is_of_now = moment.year == now.astimezone(SHANGHAI).year
    return f"{moment:%m-%d %H:%M:%S}" if is_of_now else f"{moment:%Y-%m-%d %H:%M}"


def _today(value: Scalar, words: Texts, _now: datetime) -> str:
    moment = local(value)
    return words(
        "today.text",
        year=moment.year,
        month=words(f"month.{moment.month}"),
        day=moment.day,
        weekday=words(f"weekday.{moment.isoweekday()}"),
    )


def _age(value: Scalar, words: Texts, now: datetime) -> str:
    """How long ago, in the largest unit that is full."""
    milliseconds = round(now.timestamp() * 1000) - _float(value)
    unit, size = _unit(max(0.0, milliseconds / 1000))
    count = _number(max(0.0, milliseconds / 1000) // size, "count")
    return words(f"age.{unit}", n=count)


def _duration(value: Scalar, words: Texts, _now: datetime) -> str:
    seconds = _float(value)
    unit, size = _unit(seconds)
    return words(f"duration.{unit}", n=_number(seconds / size, "decimal"))


def _unit(seconds: float) -> tuple[str, int]:
    steps = ((unit, size) for limit, unit, size in STEPS if seconds < limit)
    return next(steps, LONGEST)


def local(value: Scalar) -> datetime:
    """Epoch milliseconds as the city reads them, to the second."""
    return datetime.fromtimestamp(_float(value) // 1000, SHANGHAI)


def _float(value: Scalar) -> float:
    """The number in a value whose form says that it is one."""
    if value is None or isinstance(value, str):
        raise TypeError(f"{value!r} is no number")
    return value


_WRITERS: Mapping[str, Callable[[Scalar, Texts, datetime], str]] = {
    "text": lambda value, _words, _now: str(value),
    "code": lambda value, _words, _now: str(value),
    "flag": lambda value, words, _now: words("flag.yes" if value else "flag.no"),
    "places": _places,
    "points": _points,
    "moment": _moment,
    "time": lambda value, _words, _now: f"{local(value):%H:%M:%S}",
    "today": _today,
    "day": lambda value, _words, _now: str(value)[5:],
    "date": lambda value, _words, _now: str(value),
    "hour": lambda value, _words, _now: f"{round(_float(value)):02d}",
    "age": _age,
    "duration": _duration,
}
