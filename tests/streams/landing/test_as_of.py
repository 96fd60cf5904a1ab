"""A read as of a vector of offsets answers what the read answered then."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from sql.questions import Question
from sql.statements import statements
from tests.support.intake import LINE, START, Intake

if TYPE_CHECKING:
    import pyarrow as pa

UNTIL = START + timedelta(days=20)
GIVEN = {
    "from_at": START,
    "until_at": UNTIL,
    "now_at": UNTIL,
    "from_day": START.date(),
    "until_day": UNTIL.date(),
    "within_days": 7,
    "low": 0,
    "high": 10**12,
    "row_limit": 10_000,
    "axis": "received",
    "kind": "",
    "numerator": "supervised",
    "base": "cases",
    **dict.fromkeys(
        (
            *("state", "category", "severity", "status", "channel", "campaign", "tag"),
            *("claimed_by", "agency", "number", "text", "dated_by", "sort", "of_kind"),
            *("of_tag", "camera"),
            *("grade", "reply_state", "desk", "own_agency", "way", "followed"),
        ),
        "",
    ),
    **dict.fromkeys(
        (
            *("owner", "within", "overdue", "due_soon", "unsigned", "unsigned_late"),
            *("supervised", "on_ledger", "joint", "own_center", "right_in"),
        ),
        0,
    ),
    "area": "circle:113.30000,31.90000,5000",
    "metres": 5_000,
    "before_at": START,
    "page_no": 1,
    "by": "division category campaign",
    "step": "week",
    "with_signals": 1,
    "center_code": int(LINE[-1]),
    "agency_code": "",
    "reason": "",
    "role": "",
    "with_beyond": 1,
    "with_villages": 1,
    "item_id": "dispute-0",
    "item_ids": " ".join(f"dispute-{number}" for number in range(20)),
    "title": "第1版",
    "party_hash": "",
    "category": "17",
    "division_code": int(LINE[0]),
    "least_percent": 10,
    "agency_shown": "",
    "only_late": 0,
    "categories": "17",
    "since_at": START,
    "expected_tier": "",
    "resolved_tier": "",
    "only_passed": 0,
    "begun_by": "",
    "shift_at": START,
    "by_handover": 1,
    "hand_over": "",
    "items": '[{"kind": "dispute", "item_id": "dispute-3", "note": "演示数据"}]',
    "within_minutes": 10,
    "ids_limit": 200,
    "recent_at": START,
    "town_code": int(LINE[1]),
    "camera_id": "",
    "mark": "channel",
    "period": "day",
    "first_day": START.date(),
    "before_day": START.date() - timedelta(days=1),
    "moments": json.dumps([START.isoformat(), UNTIL.isoformat()]),
    "first_us": 0,
    "newest_us": 2**62,
    "step_s": 3600,
    "day_at": START,
    "letter": "",
    "notice": "",
    "consultation": "",
    "box": "sent",
    "line": "",
    "what": "",
    "link": "",
    "most": 3,
    "day_from": 8,
    "day_until": 18,
    "year": START.year,
    "letter_no": 1,
    "on_day": None,
}
OF_ONE = {"kind": "dispute", "id": "dispute-3"}
DISPUTES = [f"dispute-{number}" for number in range(20)]
READS = statements("reads")
HAVE_PAST = [name for name in READS if f"{name}_as_of" in READS and name != "item"]


def test_what_the_picture_is_made_of_has_a_past() -> None:
    assert {"open_by_village", "deadlines_by_village", "indicators_by_town"} < set(
        HAVE_PAST
    )


def test_every_read_answers_for_every_past_vector_what_it_answered_then() -> None:
    """All at once: what a vector touches is staged once for all that is asked of it."""
    intake = Intake()
    traffic = intake.traffic(seed=7, size=600)
    then = {}
    while records := tuple(islice(traffic, 60)):
        intake.take(*records)
        then[_now(intake)] = {
            name: _sorted(intake.store.query(name, **_given(name)))
            for name in HAVE_PAST
        }
    assert len(then) == 10
    unlike = {
        (number, name)
        for number, (offsets, answers) in enumerate(then.items())
        for name, past in zip(HAVE_PAST, _all_as_of(intake, offsets), strict=True)
        if _sorted(past) != answers[name]
    }
    assert unlike == set()


def _all_as_of(intake: Intake, offsets: str) -> list[pa.Table]:
    return intake.store.round(
        *(
            Question(f"{name}_as_of", _given(name) | {"offsets": offsets})
            for name in HAVE_PAST
        )
    )


def _given(name: str) -> dict[str, Any]:
    parameters = READS[name].parameters
    known = GIVEN | (OF_ONE if "id" in parameters else {})
    return {one: known[one] for one in parameters}


def test_an_item_as_of_then_has_its_facts_its_handling_and_its_deadlines() -> None:
    intake = Intake()
    traffic = intake.traffic(seed=8, size=400)
    then = []
    while records := tuple(islice(traffic, 100)):
        intake.take(*records)
        then.append((_now(intake), [_item(intake, one) for one in DISPUTES]))
    for offsets, items in then:
        for one, item in zip(DISPUTES, items, strict=True):
            assert _item(intake, one, "item_as_of", offsets=offsets) == item


def test_the_vector_of_a_moment_is_what_the_broker_had_stamped_till_then() -> None:
    intake = Intake()
    intake.event("incident")
    before = json.loads(_now(intake))
    intake.event("incident", 2, at=START + timedelta(hours=1))
    moment = START + timedelta(minutes=30)
    answer = intake.store.query("offsets_at", at=moment).column(0)[0].as_py()
    found = json.loads(answer)
    until = {datetime.fromisoformat(one.pop("stamped_until")) for one in found}
    assert found == before
    assert until == {moment}


def test_what_was_stamped_later_is_not_of_a_moment_though_it_came_before() -> None:
    intake = Intake()
    late, moment = START + timedelta(hours=2), START + timedelta(minutes=30)
    intake.event("incident", 1, at=late)
    intake.event("incident", 2, at=START)
    offsets = intake.store.query("offsets_at", at=moment).column(0)[0].as_py()
    past = intake.store.query(
        "item_list_as_of", low=0, high=10**12, row_limit=9, offsets=offsets
    )
    assert past.column("item_id").to_pylist() == ["incident-2"]


def _item(
    intake: Intake, item_id: str, read: str = "item", **more: str
) -> list[dict[str, Any]]:
    """What a person sees of an item: not where the hub keeps it."""
    rows = intake.store.query(read, kind="dispute", id=item_id, **more).to_pylist()
    hidden = {"row_no", "move_keys"}
    return [{k: v for k, v in sorted(row.items()) if k not in hidden} for row in rows]


def _now(intake: Intake) -> str:
    return str(intake.store.query("offsets_now").column(0)[0].as_py())


def _sorted(rows: pa.Table) -> list[str]:
    return sorted(map(repr, rows.to_pylist()))
