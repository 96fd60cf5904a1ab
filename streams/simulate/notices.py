"""What centers tell those below in the demo: a notice or task of the city each morning,
one of a county, and what most of the others do about it before the evening.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from streams.entries.notices import (
    NoticeAnswered,
    NoticeNumber,
    NoticeRead,
    NoticeReminded,
    NoticeSigned,
    Notified,
)
from streams.events import DESK_TOPIC
from streams.simulate.chance import seeded
from streams.simulate.days import (
    HOUR_MS,
    MINUTE_MS,
    SECOND_MS,
    date_of,
    day_of,
    day_start,
    moment,
)
from streams.simulate.planned import Planned
from streams.simulate.tables import CITY, HERE, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from streams.entries.entry import DeskEntry
    from streams.simulate.world import World

NOTICE_DAYS = 8
"""So many days of the history have notices."""
SENT_HOUR, DUE_HOUR, REMINDED_HOUR = 8, 17, 15
UNREAD_SHARE, UNSIGNED_SHARE, LATE_SHARE, CORRECTED_SHARE = 0.06, 0.06, 0.08, 0.05
CITY_TIER, COUNTY_TIER = "city", "county"

_encode = msgspec.json.Encoder().encode


class Post(NamedTuple):
    """A center, its tier and the one above it."""

    center: str
    tier: str
    parent: str


class Said(NamedTuple):
    """What a demo notice says (演示数据), asks, and to which tiers it goes."""

    sort: str
    asks: Any
    tiers: Sequence[Any]
    numbers: Sequence[NoticeNumber]
    title: str
    text: str


class Sent(NamedTuple):
    """A notice that was sent, and when."""

    notice: Notified
    at_ms: int


def notices_start(world: World) -> int:
    """From when on anything is told downwards."""
    return day_start(day_of(world.anchor_ms) - NOTICE_DAYS)


def plan_notices(world: World, day: int) -> Iterator[Planned]:
    """All that is told on a business day, and done about it, within that day."""
    (city,) = (one for one in posts() if one.tier == CITY_TIER)
    counties = [one for one in posts() if one.tier == COUNTY_TIER]
    every = sentences()
    writing = (
        (city, every[day % len(every)]),
        (counties[day % len(counties)], every[1]),
    )
    for post, said in writing:
        draw = seeded(world.seed, "notice", post.center, day)
        below = _below(post, said)
        if below:
            yield from _course(_sent(post, said, day, draw), below, draw)


def _sent(post: Post, said: Said, day: int, draw: Random) -> Sent:
    at_ms = day_start(day) + SENT_HOUR * HOUR_MS + int(draw.random() * HOUR_MS)
    due_ms = day_start(day) + DUE_HOUR * HOUR_MS
    tiers = [one for one in said.tiers if post.tier == CITY_TIER or one != COUNTY_TIER]
    notice = Notified(
        **_own(f"notice-{post.center}-{date_of(day):%y%m%d}", post.center, at_ms),
        person="演示甲",
        sort=said.sort,
        title=said.title,
        text=said.text,
        to_tiers=tuple(tiers),
        asks=said.asks,
        due_at=None if said.asks == "read" else moment(due_ms // SECOND_MS),
        numbers=tuple(said.numbers),
    )
    return Sent(notice, at_ms)


def _course(sent: Sent, below: Sequence[Post], draw: Random) -> Iterator[Planned]:
    """The notice, what each of those below does, and one reminder."""
    yield _record(sent.at_ms, sent.notice)
    for post in below:
        yield from _done(sent, post, draw)
    if sent.notice.asks == "answer":
        at_ms = day_start(day_of(sent.at_ms)) + REMINDED_HOUR * HOUR_MS
        own = _own(f"{sent.notice.entry_id}-r", sent.notice.acting_center, at_ms)
        yield _record(at_ms, NoticeReminded(**own, notice=sent.notice.entry_id))


def _done(sent: Sent, post: Post, draw: Random) -> Iterator[Planned]:
    """What one center does: it reads, signs, answers, and some of it not at all."""
    chance, pace, late = draw.random(), draw.random(), draw.random()
    name, asks = f"{sent.notice.entry_id}-{post.center}", sent.notice.asks
    if chance < UNREAD_SHARE:
        return
    about: dict[str, Any] = {"notice": sent.notice.entry_id}
    at_ms = sent.at_ms + int((3 + 70 * pace) * MINUTE_MS)
    yield _record(at_ms, NoticeRead(**_own(f"{name}-0", post.center, at_ms), **about))
    if asks == "read" or chance < UNREAD_SHARE + UNSIGNED_SHARE:
        return
    at_ms += int((1 + 15 * late) * MINUTE_MS)
    yield _record(at_ms, NoticeSigned(**_own(f"{name}-1", post.center, at_ms), **about))
    if asks == "answer":
        after = 10 if late < LATE_SHARE else 2 + 5 * pace
        yield from _answers(sent, post, at_ms + int(after * HOUR_MS), draw)


def _answers(sent: Sent, post: Post, at_ms: int, draw: Random) -> Iterator[Planned]:
    """Sometimes an answer is corrected half an hour later."""
    found = sorted(int(draw.random() ** 2 * 60) for _ in sent.notice.numbers)[::-1]
    is_corrected = draw.random() < CORRECTED_SHARE
    for number in range(1 + is_corrected):
        told_ms = at_ms + number * 30 * MINUTE_MS
        own = _own(
            f"{sent.notice.entry_id}-{post.center}-{2 + number}", post.center, told_ms
        )
        answer = NoticeAnswered(
            **own,
            notice=sent.notice.entry_id,
            person="演示乙",
            text="演示数据：已更正一处数字" if number else "演示数据：已按要求完成",
            numbers=tuple(n + number for n in found),
        )
        yield _record(told_ms, answer)


def _own(entry_id: str, center: str, at_ms: int) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "actor": f"demo-{center}-1",
        "role": "duty_officer",
        "acting_center": center,
        "entered_at": moment(at_ms // SECOND_MS),
        "synthetic": True,
    }


def _record(at_ms: int, entry: DeskEntry) -> Planned:
    return Planned(at_ms, DESK_TOPIC, entry.entry_id.encode(), _encode(entry))


def _below(post: Post, said: Said) -> Sequence[Post]:
    """Whom a notice reaches: all of its tiers, of a county those right below it."""
    if post.tier == CITY_TIER:
        return [one for one in posts() if one.tier in said.tiers]
    there = (one for one in posts() if one.parent == post.center)
    return [one for one in there if one.tier in said.tiers]


@cache
def posts() -> Sequence[Post]:
    """The centers of the city pack but those of villages."""
    return [
        Post(row["center_code"], row["tier"], row["parent_center_code"])
        for row in rows(CITY / "centers.csv")
        if row["tier"] != "village"
    ]


@cache
def sentences() -> Sequence[Said]:
    """What demo notices say, in turn."""
    return [
        Said(
            sort=row["sort"],
            asks=row["asks"],
            tiers=row["tiers"].split(),
            numbers=tuple(map(_number, filter(None, row["numbers"].split("|")))),
            title=row["title"],
            text=row["text"],
        )
        for row in rows(HERE / "notices.csv")
    ]


def _number(text: str) -> NoticeNumber:
    name, unit = text.split()
    return NoticeNumber(name=name, unit=unit)
