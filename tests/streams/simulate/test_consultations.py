"""What is consulted on in the demo, as the hub's own reads tell it."""

from streams.clock import from_milliseconds
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from streams.landing.batches import Batch
from streams.landing.place import Place
from streams.simulate.consultations import plan_consultations
from streams.simulate.days import day_of, day_start
from tests.streams.simulate.city import ANCHOR_MS, small_world
from tests.support.desk import Books
from tests.support.reference import shipped_codes

CITY_CENTER = 421300000000


def test_days_of_consultations_are_all_in_force_and_most_are_minuted() -> None:
    world, last = small_world(), day_of(ANCHOR_MS)
    days = range(last - 5, last + 1)
    every = [one for day in days for one in plan_consultations(world, day)]
    assert every[-1] == list(plan_consultations(world, last))[-1]
    assert {day_of(one.at_ms) for one in every} == set(days)
    every.sort(key=lambda one: one.at_ms)
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
    since = from_milliseconds(day_start(days[0]))
    refused = books.store.query(
        "consultations_refused", center_code=CITY_CENTER, from_at=since, row_limit=9
    )
    assert refused.to_pylist() == []
    found = books.store.query(
        "consultations",
        center_code=CITY_CENTER,
        agency_code="",
        now_at=until,
        from_at=since,
        state="",
        row_limit=99,
    ).to_pylist()
    assert len(found) == 2 * len(days)
    assert {one["state"] for one in found} == {
        *("coming", "to_minute", "minuted", "cancelled"),
    }
    minuted = [one for one in found if one["state"] == "minuted"]
    assert all(one["decisions"] > 1 and one["coming"] for one in minuted)
