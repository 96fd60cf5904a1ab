"""渠道: disputes by the channel that heard them, and the days of 逢四说事."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.codes import listed as codes_of
from board.look.definitions import definitions
from board.picture.periods import Span
from board.views.campaigns.asking import HEARD, SETTLED, chosen, listed, note_of
from board.views.campaigns.counting import Marked, days_of
from board.views.campaigns.league import rated_by
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.rates import rate
from board.views.common.valued import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from board.look.texts import Texts
    from board.viewer.page import Picture

CHANNELS, DAYS = "channel_league", "channel_days"
TALKS = "fourth_day_talks"
"""逢四说事, and the days of each month on which it is held."""
HELD_ON = frozenset({4, 14, 24})
KIND, RATE = "dispute", "settle_rate"
LONGEST = 31
"""So many days stand in the calendar; of a longer period its last month."""


def channels(picture: Picture) -> Contents:
    """Table `channel_league`: what each channel heard and settled, and in how many
    villages; those of the list in its order, then what is in no list, what has none.
    """
    words, answers = picture.words, (Marked(picture, HEARD), Marked(picture, SETTLED))
    known = codes_of("channel")
    marks = dict.fromkeys(one for counts in answers for one in counts.marks)
    others = [one for one in marks if one and one not in known]
    groups = [([one], one) for one in known]
    groups += [(one, "") for one in (others, [""] if "" in marks else []) if one]
    rows = [_channel(one, code, answers, picture) for one, code in groups]
    return Contents(
        title=words("channel.league"),
        note=f"{note_of(picture)} · {words('channel.note')}",
        tables=(table(CHANNELS, _columns(words), rows),),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        *(Column(key=f"to_{key}", form="code") for key in ("heard", RATE)),
        Column(key="channel", form="code"),
        Column(key="name", name=words("channel.channel")),
        _items("heard", words, indicator="received"),
        _items("settled", words),
        _items("closed", words),
        *rated_by(RATE, words),
        Column(
            key="villages",
            form="count",
            name=words("channel.villages"),
            unit=words("unit.villages"),
        ),
    )


def _items(key: str, words: Texts, *, indicator: str = "") -> Column:
    """The column of a count of items."""
    return Column(
        key=key,
        form="count",
        name=words(f"channel.{key}"),
        unit=words("unit.items"),
        indicator=indicator,
    )


def _channel(
    marks: list[str], code: str, answers: tuple[Marked, Marked], picture: Picture
) -> dict[str, Any]:
    """One channel; what is in no list, or has none, opens no list."""
    words, heard = picture.words, answers[0]
    whole, ended = (one.whole(*marks) for one in answers)
    least = definitions()[RATE].minimum_n
    key = "channel.unsaid" if marks == [""] else "channel.other"
    return {
        "channel": code,
        "name": words.known("channel", code) if code else words(key),
        "heard": whole["cases"],
        "settled": ended["settled"],
        "closed": ended["closed"],
        **cells_of(RATE, rate(ended["settled"], ended["closed"], minimum_n=least)),
        "villages": len(set(_villages(heard, marks, picture))),
        "to_heard": _list("received", whole["cases"], code, picture),
        f"to_{RATE}": _list(RATE, ended["closed"], code, picture),
    }


def _list(entry: str, count: int, code: str, picture: Picture) -> str:
    if not code:
        return ""
    return listed(picture, entry, count, kind=KIND, channel=code)


def _villages(heard: Marked, marks: Iterable[str], picture: Picture) -> Iterable[int]:
    divisions = picture.snapshot.geography.divisions
    for code, counts in heard.of_divisions(*marks):
        if counts["cases"] and code in divisions and divisions[code].tier == "village":
            yield code


def calendar(picture: Picture) -> Contents:
    """Table `channel_days`: a day a row, with what 逢四说事 and all channels heard, and
    whether it is one on which it is held. Figures: how many on a day of either sort.
    """
    words, span = picture.words, _shown(picture)
    talks, every = _daily(picture, TALKS), _daily(picture)
    rows = [
        {
            "day": one.isoformat(),
            "weekday": one.isoweekday(),
            "is_held": int(one.day in HELD_ON),
            "talks": talks[one],
            "every": every[one],
        }
        for one in days_of(span)
    ]
    columns = (
        Column(key="day", form="day", name=words("column.day")),
        Column(key="weekday", form="code"),
        Column(key="is_held", form="flag", name=words("channel.is_held")),
        *(_items(key, words) for key in ("talks", "every")),
    )
    return Contents(
        title=words("channel.calendar"),
        note=words("channel.calendar_note"),
        figures=tuple(_means(rows, words)),
        tables=(table(DAYS, columns, rows),),
    )


def _shown(picture: Picture) -> Span:
    """The days of the calendar, none that is still to come."""
    span = chosen(picture).period.shown
    if span.days <= LONGEST:
        return span
    last = list(days_of(span))[-1]
    return Span(last.replace(day=1), span.until)


def _daily(picture: Picture, *marks: str) -> Counter[date]:
    """Disputes heard by day, through these channels or through all."""
    found: Counter[date] = Counter()
    for one in Marked(picture, HEARD).rows:
        if one.business_day is not None and (not marks or one.mark in marks):
            found[one.business_day] += one.cases
    return found


def _means(rows: list[dict[str, Any]], words: Texts) -> Iterator[Figure]:
    for key, is_held in (("held_mean", 1), ("other_mean", 0)):
        yield Figure(
            _mean(rows, is_held=is_held),
            "decimal",
            key=key,
            name=words(f"channel.{key}"),
            unit=words("unit.items"),
        )


def _mean(rows: list[dict[str, Any]], *, is_held: int) -> float | None:
    """Through all channels, on a day of that sort."""
    counts = [one["every"] for one in rows if one["is_held"] == is_held]
    return sum(counts) / len(counts) if counts else None
