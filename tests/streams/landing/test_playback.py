"""What a step of the playback says is what looking back at its end says."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from sql.questions import Question
from streams.clock import SHANGHAI
from streams.events import STREAMS
from tests.support.intake import LINE, START, Intake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HASTE = 4
"""The traffic of ten days within two and a half."""
FROM = START + timedelta(hours=26)
MIDNIGHT = datetime(2026, 11, 4, tzinfo=SHANGHAI)
UNTIL = FROM + timedelta(hours=24)
STEP = timedelta(minutes=5)
WINDOW = {
    "from_at": FROM,
    "until_at": UNTIL,
    "step_s": 300,
    "day_at": datetime(2026, 11, 3, tzinfo=SHANGHAI),
    "low": 0,
    "high": 10**12,
}
AT = FROM + timedelta(minutes=32)
"""When what is told apart here begins; each next message comes 17 minutes later."""
TOLD = {
    "closed and reopened": (
        "dispute",
        ("accept", "handle", "feedback", "close", "reopen"),
    ),
    "merged": ("dispute", ("accept", "merge")),
    "sent elsewhere": ("dispute", ("redirect",)),
    "judged false": ("camera_alert", ("dismiss",)),
    "confirmed": ("camera_alert", ("acknowledge", "confirm")),
}
OPENS_AS = {one.kind: one.opens_as for one in STREAMS}
STEPS = (0, 1, 11, 40, 96, 191, 192, 193, 201, 250, 288)
"""The 192nd ends at midnight."""


@pytest.fixture(scope="module")
def intake() -> Intake:
    intake = Intake()
    traffic = [
        (topic, message, START + (at - START) / HASTE)
        for topic, message, at in intake.traffic(seed=11, size=900)
    ]
    with intake.together():
        intake.take(*sorted(traffic, key=lambda one: one[2]))
        tell(intake)
    return intake


def tell(intake: Intake) -> None:
    """One of each that may become of an item, and one that versions correct."""
    seat = {"acting_center": LINE[-1], "role": "leader"}
    for number, (kind, moves) in enumerate(TOLD.values(), 9_001):
        intake.event(kind, number, at=AT)
        for place, name in enumerate(moves, 1):
            at = AT + place * timedelta(minutes=17)
            more = {"link_id": "dispute-9001"} if name == "merge" else {}
            move_id = f"{name}-{number}"
            intake.move(kind, name, number, at=at, move_id=move_id, **seat, **more)
    for version, level in ((1, "01"), (2, "03"), (3, "02")):
        at = AT + version * timedelta(hours=6)
        intake.event("incident", 9_100, version=version, level=level, at=at)


def played(intake: Intake, number: int) -> Counter[tuple[str, ...]]:
    """The sums of the changes up to a step, as the wall's tiles count."""
    day = "second" if FROM + number * STEP >= MIDNIGHT else "first"
    found: Counter[tuple[str, ...]] = Counter()
    for row in intake.store.query("played_counts", **WINDOW).to_pylist():
        if row["changed_no"] <= number:
            place = (str(row["division_code"]), row["kind"])
            graded = (*place, row["severity"])
            found["received", *graded] += row[f"received_{day}"]
            found["open", *graded] += row["open_count"]
            found["ended", *place] += row[f"ended_{day}"]
    return +found


def past(intake: Intake, at: datetime, **questions: Any) -> Iterator[tuple[str, Any]]:
    offsets = intake.store.query("offsets_at", at=at).column(0)[0].as_py()
    asked = [
        Question(f"{name}_as_of", given | {"offsets": str(offsets)})
        for name, given in questions.items()
    ]
    tables = intake.store.round(*asked)
    return zip(questions, (one.to_pylist() for one in tables), strict=True)


def looked_back(intake: Intake, number: int) -> Counter[tuple[str, ...]]:
    at = FROM + number * STEP
    midnight = at.astimezone(SHANGHAI).replace(hour=0, minute=0)
    day = {"from_at": midnight, "until_at": at + timedelta(minutes=1)}
    found: Counter[tuple[str, ...]] = Counter()
    reads = dict.fromkeys(
        ("received_by_village", "closed_by_village", "confirmed_by_village"), day
    )
    for name, rows in past(intake, at, **reads, open_by_village={"now_at": at}):
        for row in rows:
            for key, count in counted(name, row):
                found[key] += count
    return +found


def counted(name: str, row: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], int]]:
    place = (str(row["division_code"]), row["kind"])
    opens_as = OPENS_AS[row["kind"]]
    if name == "received_by_village":
        yield ("received", *place, row["severity"]), row["received"]
    if name == "open_by_village":
        yield ("open", *place, row["severity"]), row[f"open_{opens_as}s"]
    if name == "closed_by_village" and row["standing"] == opens_as:
        yield ("ended", *place), row["closed"]
    if name == "confirmed_by_village":
        yield ("ended", *place), row["confirmed"]


def test_every_step_counts_what_looking_back_counts(intake: Intake) -> None:
    seen = set()
    for number in STEPS:
        told = played(intake, number)
        assert told == looked_back(intake, number), number
        seen |= {(name, kind) for name, _, kind, *_ in told}
    assert {kind for name, kind in seen if name == "ended"} == set(OPENS_AS)


def test_what_arrived_within_a_step_adds_up_to_what_was_told_of(intake: Intake) -> None:
    rows = intake.store.query("played_counts", **WINDOW).to_pylist()
    arrived = Counter(row["kind"] for row in rows for _ in range(row["arrived"]))
    events = intake.store.query("received_by_village", from_at=FROM, until_at=UNTIL)
    known = Counter()
    for row in events.to_pylist():
        known[row["kind"]] += row["received"]
    assert arrived["incident"] >= 1
    assert all(arrived[kind] >= known[kind] > 0 for kind in OPENS_AS)
    assert {row["arrived"] for row in rows if row["changed_no"] == 0} == {0}


def test_grave_items_are_those_of_the_map_then(intake: Intake) -> None:
    spans = intake.store.query("played_grave", **WINDOW, row_limit=1000).to_pylist()
    corrected = [one for one in spans if one["item_id"] == "incident-9100"]
    assert [one["severity"] for one in corrected] == ["01", "02"]
    for number in STEPS:
        at = FROM + number * STEP
        lasting = Counter(
            (one["severity"], one["longitude"], one["latitude"])
            for one in spans
            if one["from_no"] <= number
            and (one["until_no"] is None or number < one["until_no"])
        )
        asked = {"open_places": {"now_at": at, "row_limit": 1000}}
        ((_, rows),) = past(intake, at, **asked)
        shown = Counter(
            {
                (one["severity"], one["longitude"], one["latitude"]): one["items"]
                for one in rows
                if one["severity"] in {"01", "02"}
            }
        )
        assert lasting == shown, number


def test_a_late_message_is_not_there_before_it_was_stamped(intake: Intake) -> None:
    spans = intake.store.query("played_grave", **WINDOW, row_limit=1000).to_pylist()
    (first, last) = [one for one in spans if one["item_id"] == "incident-9100"]
    assert (first["from_no"], first["until_no"]) == (79, 151)
    assert (last["from_no"], last["until_no"]) == (223, None)
    assert first["arrived_no"] == last["arrived_no"] == first["from_no"]


def test_what_is_told_apart_here_became_so(intake: Intake) -> None:
    became = {
        said: intake.item(kind, number)["status"]
        for number, (said, (kind, _)) in enumerate(TOLD.items(), 9_001)
    }
    assert became == {
        "closed and reopened": "accepted",
        "merged": "merged",
        "sent elsewhere": "redirected",
        "judged false": "false_alarm",
        "confirmed": "registered",
    }
