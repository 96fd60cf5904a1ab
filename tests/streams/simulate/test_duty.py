"""Who is on duty in the demo, as the hub's own reads tell it."""

import json
from collections import Counter
from datetime import timedelta

from streams.clock import from_milliseconds
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from streams.landing.batches import Batch
from streams.landing.place import Place
from streams.simulate.days import day_of, day_start
from streams.simulate.duty import plan_duty
from tests.streams.simulate.city import ANCHOR_MS, City, small_world
from tests.support.desk import Books
from tests.support.reference import shipped_codes

ANCHOR = from_milliseconds(ANCHOR_MS)
MIDNIGHT = from_milliseconds(day_start(day_of(ANCHOR_MS)))
WHOLE = {"low": 421300000000, "high": 421400000000, "center_code": 0}


def test_a_day_of_duty_lies_within_the_day_and_is_small(city: City) -> None:
    world, day = small_world(), day_of(ANCHOR_MS)
    planned = list(plan_duty(world, day))
    assert planned == list(plan_duty(world, day))
    assert {day_of(one.at_ms) for one in planned} == {day}
    assert len({one.key for one in planned}) == len(planned) < len(city.records) / 100
    sent = [one for one in city.records if one.topic == DESK_TOPIC]
    entries = [(json.loads(one.value)["entry"], day_of(one.at_ms)) for one in sent]
    of_items = ("report", "report_answer", "step_done", "step_undone")
    told = ("notice", "notice_read", "notice_sign", "notice_answer", "notice_remind")
    called = ("consultation", "consultation_answer", "consultation_cancel")
    called += ("consultation_minutes", "consultation_done")
    others = {*of_items, *told, *called}
    duties = [at for name, at in entries if name not in others]
    assert min(duties) == day - 1
    assert {name for name, _ in entries} == {
        "roster",
        "sign_on",
        "sign_off",
        "duty_log",
        *others,
    }


def test_city_counties_and_towns_are_staffed_and_some_miss_their_shift(
    city: City,
) -> None:
    books, codes = Books(), shipped_codes()
    batch = Batch(
        desk_entries=[
            (Place(1, 1, DESK_TOPIC, 0, number, at), decode(*said, (), at, codes))
            for number, (said, at) in enumerate(
                ((one.topic, one.value), from_milliseconds(one.at_ms))
                for one in city.records
                if one.topic == DESK_TOPIC
            )
        ]
    )
    books.writer.write(batch, batch_no=1, written_at=ANCHOR)
    asked = {"now_at": ANCHOR, "from_at": MIDNIGHT, **WHOLE}
    tiers = {
        row["tier"]: row
        for row in books.store.query("duty_by_tier", **asked).to_pylist()
    }
    assert tiers["city"]["staffed"] == 1
    assert tiers["county"]["staffed"] == tiers["county"]["centers"]
    assert tiers["town"]["staffed"] > 45
    assert tiers["village"]["people"] == 0
    span = {"until_at": MIDNIGHT + timedelta(days=1)}
    states = Counter[str]()
    for row in books.store.query("shifts_by_tier", **asked, **span).to_pylist():
        states[row["state"]] += row["shifts"]
    assert set(states) == {"in_time", "late", "absent", "to_come"}
    assert 0 < states["absent"] + states["late"] < states["in_time"] / 4
    day = {"from_at": MIDNIGHT - timedelta(days=1), "until_at": ANCHOR}
    lines = books.store.query(
        "duty_log", **WHOLE, **day, sort="", line="", row_limit=1000
    ).to_pylist()
    assert len(lines) > 40
    assert {one["refusal"] for one in lines} == {None}
    assert {one["acting_center"] for one in lines} > {421300000000, 421321000000}
