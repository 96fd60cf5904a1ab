"""What is told downwards in the demo, as the hub's own reads tell it."""

from streams.clock import from_milliseconds
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from streams.landing.batches import Batch
from streams.landing.place import Place
from streams.simulate.days import day_of, day_start
from streams.simulate.notices import plan_notices, posts
from tests.streams.simulate.city import ANCHOR_MS, small_world
from tests.support.desk import Books
from tests.support.reference import shipped_codes

CITY_CENTER = 421300000000


def test_days_of_notices_lie_within_their_day_and_most_are_answered() -> None:
    world, last = small_world(), day_of(ANCHOR_MS)
    days = range(last - 3, last + 1)
    by_day = {day: list(plan_notices(world, day)) for day in days}
    assert by_day[last] == list(plan_notices(world, last))
    for day, planned in by_day.items():
        assert {day_of(one.at_ms) for one in planned} == {day}
    every = sorted((one for some in by_day.values() for one in some), key=_at)
    assert len({one.key for one in every}) == len(every) < len(days) * len(posts()) * 6
    books, codes = Books(), shipped_codes()
    entries = [
        (
            Place(1, 1, DESK_TOPIC, 0, number, from_milliseconds(one.at_ms)),
            decode(one.topic, one.value, (), from_milliseconds(one.at_ms), codes),
        )
        for number, one in enumerate(every)
    ]
    until = from_milliseconds(day_start(last + 1))
    books.writer.write(Batch(desk_entries=entries), batch_no=1, written_at=until)
    asked = {"center_code": CITY_CENTER, "now_at": until, "sort": "", "state": ""}
    place = {"low": 0, "high": 10**12, "row_limit": 99}
    since = {"from_at": from_milliseconds(day_start(days[0]))}
    sent = [
        one
        for box in ("sent", "below")
        for one in books.store.query(
            "notices_sent", box=box, **asked, **place, **since
        ).to_pylist()
    ]
    assert len(sent) > len(days)
    assert {one["sort"] for one in sent} == {"urgent", "task", "notice"}
    for one in sent:
        done = one["in_time"] + one["late"]
        assert one["addressees"] * 0.6 < done
    assert sum(one["overdue"] for one in sent) > 0
    assert sum(one["late"] for one in sent) > 0


def _at(one: object) -> int:
    at_ms: int = getattr(one, "at_ms")  # noqa: B009 - a named tuple among others
    return at_ms
