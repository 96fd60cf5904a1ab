"""What is past its retention goes, and nothing that is counted goes with it."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from sql.questions import Question
from sql.store import Store
from streams.hub.verify import Sample, Seen, first_difference
from streams.landing import retention
from streams.landing.retention import BEGINNING, Deleted, Rule, delete_slice, rules_in
from tests.streams.landing.test_as_of import GIVEN, HAVE_PAST, READS
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

KIND = "camera_alert"
DAYS = timedelta(days=30)
OVER = START + DAYS + timedelta(hours=1)
HOUR = timedelta(hours=1)
CAMERA = "42130300001320000001"
TOLD = {
    "title": "摄像机前有人聚集",
    "description": "东门外",
    "longitude": 113.37,
    "latitude": 31.71,
    "source_ref": "来源号7",
    "tags": ["school"],
    "party_hash": "ab" * 16,
    "algorithm": "crowd_v9",
    "confidence": 0.87,
    "zone_name": "东门广场",
}
"""All that an alert can say beside what is counted of it."""
NOTE = "看过录像"
TRACES = (
    *("摄像机前", "东门外", "113.37", "31.71", "来源号7", "school", "abab", "crowd_v9"),
    *("0.87", "东门广场", CAMERA, NOTE),
)
GONE = frozenset(
    (
        *("title", "description", "longitude", "latitude", "source_ref", "party_hash"),
        *("tags", "details", "extra", "kept_until", "channel", "note", "objective"),
        *("camera_id", "alarm_method", "alarm_type", "priority", "algorithm"),
        *("confidence", "item"),
    )
)
"""Columns of reads that tell of details."""
OF_CAMERAS = frozenset(
    (
        *("alert_rows", "alert_members", "alert_load"),
        *("device_faults_by_village", "device_faults_by_town"),
        *("open_places", "item_place", "staged_behind_device_faults"),
        *("area_unplaced", "item_same", "same_pairs", "listed_same"),
    )
)
"""Reads that need to know which camera it was, or where."""


def alert(intake: Intake, number: int = 1, at: datetime = START, **given: Any) -> None:
    intake.event(KIND, number, at=at, **TOLD | given)


def delete(store: Store, at: datetime, slices: int = 10**6) -> list[Deleted]:
    """Delete all that is over by a moment, or so many slices of it."""
    return list(islice(_slices(store, at), slices))


def _slices(store: Store, at: datetime) -> Iterator[Deleted]:
    for rule in rules_in(store):
        place = BEGINNING
        while place is not None:
            deleted = delete_slice(store, rule, place, until=at, now=at)
            yield deleted
            place = deleted.place


def everything(store: Store) -> str:
    """All that stands in the tables of alerts, as one text."""
    tables = ("event_log", "move_log", "items_open", "items_finished", "rejects")
    return "".join(
        str(store._connection.table(name).to_arrow_table().to_pylist())  # noqa: SLF001 - whatever column it is in
        for name in tables
    )


def record(store: Store) -> list[dict[str, Any]]:
    return store.query("deletion_totals", until_at=OVER + 99 * DAYS).to_pylist()


def gone(intake: Intake, number: int = 1) -> bool:
    return intake.item(KIND, number)["kept_until"] is not None


def sound(store: Store) -> str | None:
    return first_difference(store, Sample(), Seen())


def test_of_a_deleted_alert_nothing_is_left_but_what_is_counted() -> None:
    intake = Intake()
    alert(intake)
    alert(intake, version=2, at=START + HOUR, category="", alarm_type=6)
    intake.move(KIND, "dismiss", note=NOTE, at=START + HOUR)
    before, text = intake.item(KIND), everything(intake.store)
    assert all(trace in text for trace in TRACES)
    delete(intake.store, OVER)
    assert [trace for trace in TRACES if trace in everything(intake.store)] == []
    after = intake.item(KIND)
    assert after["kept_until"] == START + DAYS
    same = before.keys() - GONE
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert sound(intake.store) is None
    assert record(intake.store) == [
        {
            "record": "camera_alerts",
            "items": 1,
            "messages": 2,
            "notes": 1,
            "deleted_at": OVER,
        }
    ]


def test_an_alert_is_kept_until_its_time_is_over_to_the_second() -> None:
    intake = Intake()
    alert(intake)
    delete(intake.store, START + DAYS)
    assert not gone(intake)
    delete(intake.store, START + DAYS + timedelta(seconds=1))
    assert gone(intake)


@pytest.mark.parametrize(
    ("move", "given", "stays"),
    [
        ("confirm", {}, True),
        ("dismiss", {}, False),
        ("acknowledge", {}, False),
        ("shelve", {"due_at": (START + DAYS + 2 * HOUR).isoformat()}, False),
        ("link", {"link_kind": "incident", "link_id": "incident-1"}, True),
        ("link", {"link_kind": "risk_lead", "link_id": "risk_lead-1"}, True),
        ("link", {"link_kind": KIND, "link_id": f"{KIND}-2"}, False),
        ("link", {"link_kind": KIND, "link_id": f"{KIND}-3"}, True),
        ("link", {"link_kind": KIND, "link_id": f"{KIND}-4"}, True),
        ("merge", {"link_kind": KIND, "link_id": f"{KIND}-3"}, True),
        ("merge", {"link_kind": KIND, "link_id": f"{KIND}-2"}, False),
    ],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_what_belongs_to_a_case_stays_if_it_did_in_time(
    move: str, given: dict[str, str], *, stays: bool, is_late: bool
) -> None:
    """Alert 2 is alone, 3 was made a case, and 4 was linked with it."""
    intake = Intake()
    with intake.together():
        intake.event("incident")
        intake.event("risk_lead")
        for number in range(1, 5):
            alert(intake, number)
        intake.move(KIND, "confirm", 3, at=START + HOUR)
        intake.move(KIND, "link", 4, link_kind=KIND, link_id=f"{KIND}-3", at=START)
        at = START + DAYS + is_late * timedelta(minutes=1) - timedelta(seconds=1)
        intake.move(KIND, move, 1, at=at, **given)
    assert intake.store.query("refused_moves", row_limit=9).num_rows == 0
    delete(intake.store, OVER)
    assert gone(intake) == (is_late or not stays)
    assert gone(intake, 2)
    assert not gone(intake, 3)
    assert not gone(intake, 4)
    assert sound(intake.store) is None


def test_what_a_case_links_to_stays_and_what_was_undone_is_no_link() -> None:
    intake = Intake()
    for number in (1, 2):
        alert(intake, number)
    intake.event("incident")
    intake.move("incident", "link", link_kind=KIND, link_id=f"{KIND}-1")
    to_case = {"link_kind": "incident", "link_id": "incident-1"}
    intake.move(KIND, "merge", 2, **to_case)
    intake.move(KIND, "undo", 2, move_ref=f"{KIND}-2-merge")
    assert intake.item(KIND, 2)["status"] == "raised"
    delete(intake.store, OVER)
    assert not gone(intake, 1)
    assert gone(intake, 2)


def test_alerts_of_devices_go_as_well_and_other_kinds_do_not() -> None:
    intake = Intake()
    alert(intake, alarm_method=6, alarm_type=1)
    intake.event("risk_lead")
    intake.event("incident")
    assert intake.item(KIND)["is_device_health"]
    delete(intake.store, OVER + 9 * DAYS)
    assert gone(intake)
    assert intake.item("risk_lead")["title"] == "演示数据"
    assert intake.item("incident")["title"] == "演示数据"


def test_what_comes_late_for_a_deleted_alert_lands_without_details() -> None:
    intake = Intake()
    alert(intake)
    alert(intake, 2, at=OVER)
    delete(intake.store, OVER)
    with intake.together():
        alert(intake, at=OVER)
        alert(intake, version=7, at=OVER, title="第7版摄像机前")
        alert(intake, 3, at=OVER)
        intake.move(KIND, "dismiss", note=NOTE, at=OVER)
        intake.move(KIND, "note", 2, note="另一件", at=OVER)
    item = intake.item(KIND)
    assert (item["version"], item["title"], item["details"]) == (7, "", "{}")
    assert item["status"] == "false_alarm"
    assert intake.item(KIND, 2)["title"] == intake.item(KIND, 3)["title"] != ""
    assert "第7版" not in everything(intake.store)
    assert NOTE not in everything(intake.store)
    assert "另一件" in everything(intake.store)
    assert sound(intake.store) is None
    (total,) = record(intake.store)
    assert (total["items"], total["messages"], total["notes"]) == (1, 3, 1)


def test_a_case_that_is_made_of_a_deleted_alert_keeps_its_own_words() -> None:
    intake = Intake()
    alert(intake)
    intake.move(KIND, "note", note=NOTE, at=START)
    delete(intake.store, OVER)
    intake.move(KIND, "confirm", note="立为事项", at=OVER)
    intake.move(KIND, "accept", note="受理说明", at=OVER + HOUR)
    delete(intake.store, OVER + DAYS)
    text = everything(intake.store)
    assert NOTE not in text
    assert "立为事项" in text
    assert "受理说明" in text
    assert intake.item(KIND)["status"] == "accepted"
    assert sound(intake.store) is None


def _answers(store: Store, offsets: str) -> dict[str, Any]:
    names = [name for name in HAVE_PAST if name not in OF_CAMERAS]
    questions = [Question(f"{name}_as_of", _given(name, offsets)) for name in names]
    answers = store.round(*questions)
    return {
        name: sorted(
            json.dumps(
                {key: row[key] for key in row.keys() - GONE},
                default=str,
                sort_keys=True,
            )
            for row in answer.to_pylist()
        )
        for name, answer in zip(names, answers, strict=True)
    }


def _given(name: str, offsets: str) -> dict[str, Any]:
    of_one = {"id": f"{KIND}-3", "kind": KIND}
    known = GIVEN | (of_one if "id" in READS[name].parameters else {})
    return {one: known[one] for one in READS[name].parameters} | {"offsets": offsets}


def _cells(store: Store) -> list[list[str]]:
    with store.transaction() as transaction:
        return [
            sorted(map(str, transaction.read(name).to_pylist()))
            for name in ("rollup_cells", "recounted_cells")
        ]


@pytest.mark.parametrize("seed", [3, 8])
def test_no_count_of_any_moment_changes_by_a_deletion(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "SLICE", 3)
    intake = Intake()
    vectors = []
    traffic = intake.traffic(seed=seed, size=400)
    while records := tuple(islice(traffic, 100)):
        intake.take(*records)
        vectors.append(intake.store.query("offsets_now")["offsets"][0].as_py())
    cells = _cells(intake.store)
    then = [_answers(intake.store, vector) for vector in vectors]
    done = [
        one
        for days in (33, 37, 60)
        for one in delete(intake.store, START + timedelta(days=days))
    ]
    assert sum(one.items for one in done) > 3
    assert sum(one.notes for one in done) > 3
    assert _cells(intake.store) == cells
    assert cells[0] == cells[1]
    for vector, answers in zip(vectors, then, strict=True):
        now = _answers(intake.store, vector)
        assert [name for name in now if now[name] != answers[name]] == []
    assert sound(intake.store) is None
    told = [one for one in record(intake.store) if one["record"] == "camera_alerts"]
    for key in ("items", "messages", "notes"):
        assert told[0][key] == sum(getattr(one, key) for one in done)


def test_a_hub_that_is_built_anew_deletes_the_same() -> None:
    """Whatever was deleted before the rest came, and in whatever batches it came."""
    stores = []
    for size, moments in ((60, (20, 31, 34, 36, 60)), (400, (60,))):
        intake = Intake()
        records = intake.traffic(seed=5, size=400)
        days = iter(moments)
        while batch := tuple(islice(records, size)):
            intake.take(*batch)
            delete(intake.store, START + timedelta(days=next(days, 60)))
        delete(intake.store, START + timedelta(days=60))
        assert sound(intake.store) is None
        stores.append(intake.store)
    logs = [_plain(store) for store in stores]
    assert logs[0] == logs[1]
    assert "'kept_until': datetime" in str(logs[0])


def _plain(store: Store) -> list[Any]:
    return [
        sorted(
            str({key: row[key] for key in row.keys() - {"batch_no", "row_no"}})
            for row in store._connection.table(name).to_arrow_table().to_pylist()  # noqa: SLF001 - whole tables
        )
        for name in ("event_log", "move_log", "items_open", "items_finished")
    ]


def test_a_slice_and_its_record_are_one_and_the_rest_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "SLICE", 2)
    path = tmp_path / "board.duckdb"
    intake = Intake(Store(path))
    with intake.together():
        for number in range(5):
            alert(intake, number, at=START + timedelta(seconds=number))
    delete(intake.store, OVER, slices=1)
    with monkeypatch.context() as patch:
        patch.setattr(retention, "put_deletion", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            delete(intake.store, OVER)
    intake.store.close()
    again = Store(path)
    assert [one["items"] for one in record(again)] == [2]
    assert everything(again).count("来源号7") == 2 * 3
    assert sound(again) is None
    delete(again, OVER)
    assert [one["items"] for one in record(again)] == [5]
    assert "来源号7" not in everything(again)
    assert delete(again, OVER)[0].items == 0


def test_what_stays_holds_up_nobody_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "SLICE", 2)
    intake = Intake()
    with intake.together():
        for number in range(6):
            alert(intake, number)
            if number < 5:
                intake.move(KIND, "confirm", number)
    delete(intake.store, OVER)
    assert [gone(intake, number) for number in range(6)] == [False] * 5 + [True]


def test_refused_messages_lose_what_was_shown_of_them_and_keep_their_place() -> None:
    intake = Intake()
    alert(intake, division_code="999999999999", title="秘密标题")
    alert(intake, division_code="999999999999", at=OVER)
    before = _rejects(intake.store)
    assert "秘密标题" in before[1]["payload"]
    delete(intake.store, OVER)
    after = _rejects(intake.store)
    assert (after[1]["payload"], after[1]["kept_until"]) == ("", START + DAYS)
    assert after[0] == before[0]
    kept = ("topic", "partition_no", "offset_no", "record_at", "reason", "detail")
    assert [after[1][key] for key in kept] == [before[1][key] for key in kept]
    assert (record(intake.store)[0]["record"], record(intake.store)[0]["messages"]) == (
        "rejects",
        1,
    )
    assert sound(intake.store) is None


def _rejects(store: Store) -> list[dict[str, Any]]:
    return store.query("rejects_recent", row_limit=9).to_pylist()


def test_what_is_switched_off_is_not_deleted() -> None:
    intake = Intake()
    alert(intake)
    intake.store._connection.execute("update retention set is_deleted = false")  # noqa: SLF001 - as another list does
    assert rules_in(intake.store) == ()
    assert Rule("camera_alerts", KIND, 30).over_before(OVER) == OVER - DAYS


def test_after_a_night_the_file_holds_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "board.duckdb"
    intake = Intake(Store(path))
    with intake.together():
        for number in range(300):
            alert(intake, number, title=f"秘密{number:03}号摄像机前")
    intake.store.tidy()
    needle = "号摄像机前".encode()
    assert needle in path.read_bytes()
    delete(intake.store, OVER)
    intake.store.tidy(overwrite=True)
    assert needle not in path.read_bytes()
    assert not path.with_name("board.duckdb.wal").exists()
    intake.store.close()
    assert Store(path).query("deletion_totals", until_at=OVER + DAYS).num_rows == 1
