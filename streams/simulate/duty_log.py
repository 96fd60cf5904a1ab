"""What shifts write down in the demo: some lines a day in the log of every center that
plans shifts, each by whoever is planned there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from streams.entries.duty import LogWritten
from streams.events import DESK_TOPIC
from streams.simulate.chance import seeded
from streams.simulate.days import (
    DAY_MS,
    MINUTE_MS,
    SECOND_MS,
    date_of,
    day_start,
    moment,
)
from streams.simulate.planned import Planned
from streams.simulate.tables import HERE, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from streams.simulate.world import World

LINES = {"city": 14, "county": 9, "town": 2}
"""So many lines a day, in the mean."""
LATEST_MS = 25 * MINUTE_MS
"""So long after it happened a line is written down at most."""

_encode = msgspec.json.Encoder().encode


class Said(NamedTuple):
    """What a line says, of which sort, and who told of it ('' for nobody)."""

    sort: str
    text: str
    told_by: str


class Writer(NamedTuple):
    """Who writes at a center on a day, hour by hour."""

    center: str
    day: int
    people: Sequence[str]


def plan_log(world: World, writer: Writer, tier: str) -> Iterator[Planned]:
    """The lines of a center on a business day, in no order, all within that day."""
    draw = seeded(world.seed, "duty_log", writer.center, writer.day)
    count = int(LINES[tier] * (0.5 + draw.random()) + draw.random())
    for number in range(count):
        yield _line(writer, number, draw)


def _line(writer: Writer, number: int, draw: Random) -> Planned:
    said = draw.choice(sentences())
    # Nothing is written down on another day than the one that it is planned with.
    share = draw.random()
    written_ms = day_start(writer.day) + int(share * (DAY_MS - SECOND_MS))
    happened_ms = written_ms - int(draw.random() ** 3 * LATEST_MS)
    place = int(share * len(writer.people))
    entry = LogWritten(
        entry_id=f"log-{writer.center}-{date_of(writer.day):%y%m%d}-{number}",
        actor=f"demo-{writer.center}-1",
        role="duty_officer",
        acting_center=writer.center,
        entered_at=moment(written_ms // SECOND_MS),
        synthetic=True,
        person=writer.people[place],
        happened_at=moment(happened_ms // SECOND_MS),
        sort=said.sort,
        text=said.text,
        told_by=said.told_by or None,
    )
    return Planned(written_ms, DESK_TOPIC, entry.entry_id.encode(), _encode(entry))


@cache
def sentences() -> Sequence[Said]:
    """What demo shifts write down (演示数据)."""
    return [
        Said(row["sort"], row["text"], row["told_by"])
        for row in rows(HERE / "log_sentences.csv")
    ]
