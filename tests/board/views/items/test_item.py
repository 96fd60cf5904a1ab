"""The page of one item, from messages in a real store to what it says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from board.views.common.contents import written_rows
from streams.events import STREAMS
from streams.landing.retention import BEGINNING, delete_slice, rules_in
from tests.board.views.items.shown import (
    HOUR,
    NOW,
    OTHER_TOWN,
    WRITTEN,
    Shown,
    moved,
    values,
)
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake
from tests.support.messages import VILLAGE, own_fields

if TYPE_CHECKING:
    from typing import Any

COUNTY, OTHER_COUNTY = "421321000000", "421303000000"


def test_the_facts_are_those_of_the_newest_version(shown: Shown) -> None:
    contents = shown.part("about")
    said = values(contents)
    assert contents.title == f"{WRITTEN}升级"
    assert contents.note == "演示数据"
    assert said["case_number"] == "962D-D937-945F"
    assert said["severity"] == "▲ 重大"
    assert contents.figure("severity").colour == "severity-02"
    assert said["status"] == "联动处置中"
    assert said["received_at"] == round(START.timestamp() * 1000)


def test_details_are_named_and_their_codes_are_words(shown: Shown) -> None:
    said = {one.name: one.value for one in shown.part("details").figures}
    assert said["当事方数"] == 5
    assert said["调解组织"] == "村（社区）人民调解委员会"


def test_it_says_who_owns_it_and_who_supervises(shown: Shown) -> None:
    said = values(shown.part("holding"))
    assert said["owner"] == "厉山镇综治中心"
    assert (said["supervision"], said["supervision_number"]) == ("黄牌督办", "DB-1")
    assert shown.part("holding").figure("supervision_reply_by").level == "bad"


def test_tasks_and_handovers_say_how_they_ended_and_what_is_late(shown: Shown) -> None:
    tasks, handovers = (shown.rows("joint", one) for one in ("tasks", "handovers"))
    assert [one["task_unit"] for one in tasks] == [
        "西城街道综治中心 · 公安",
        "厉山镇综治中心 · 司法局",
    ]
    assert [one["is_late"] for one in tasks] == [1, 1]
    assert [one["ending"] for one in handovers] == ["已退回", "已签收", "已签收"]


def test_every_clock_adds_up(shown: Shown) -> None:
    for one in shown.rows("clocks", "clocks"):
        parts = ("allowed", "skipped", "paused", "extended")
        length = sum(one[part] or 0 for part in parts)
        assert one["due_at"] == one["started_at"] + length * 1000
    assert {one["stage"] for one in shown.rows("clocks", "clocks")} == {
        *("交办", "签收", "办结", "协办"),
    }
    assert shown.rows("clocks", "told")


def test_the_timeline_has_every_message_newest_first(shown: Shown) -> None:
    rows = shown.rows("timeline", "timeline")
    assert len(rows) == 13
    assert rows[0]["what"] == "关联"
    assert rows[-1]["what"] == "来源信息第1版"
    times = [one["at"] for one in rows]
    assert times == sorted(times, reverse=True)


def test_a_refused_move_says_why(shown: Shown) -> None:
    (refused,) = (
        one for one in shown.rows("timeline", "timeline") if one["is_refused"]
    )
    assert refused["what"] == "办结"
    assert refused["verdict"].startswith("被拒绝：还有 2 项协办任务未完成：西城街道")


def test_a_move_that_was_entered_afterwards_is_marked(shown: Shown) -> None:
    rows = shown.rows("timeline", "timeline")
    marked = [one for one in rows if one["is_entered_afterwards"]]
    said = [(one["what"], one["verdict"]) for one in marked]
    assert said == [("办理", "已生效 · 补录")]
    assert marked[0]["moved_at"] == round((START + HOUR).timestamp() * 1000)


def test_a_version_says_what_it_changed(shown: Shown) -> None:
    texts = shown.rows("timeline", "changed_text")
    changed = {one["field"]: (one["before"], one["after"]) for one in texts}
    assert changed["标题"] == (WRITTEN, f"{WRITTEN}升级")
    assert changed["级别"] == ("较大", "重大")
    assert changed["当事人标识（摘要）"] == (None, "cccccc")
    (count,) = shown.rows("timeline", "changed_count")
    assert (count["before"], count["after"]) == (2, 5)


def test_a_dispute_of_neighbours_is_only_shown_at_the_seat(shown: Shown) -> None:
    contents = shown.part("near")
    (spot,) = contents.table("spot").records()
    seat = shown.asked.snapshot.geography.divisions[int(VILLAGE)]
    assert (spot["longitude"], spot["latitude"]) == (seat.longitude, seat.latitude)
    tables = shown.part("timeline").tables
    assert "changed_degrees" not in {one.name for one in tables}


def test_an_incident_is_shown_where_it_is_with_the_nearest_sites(shown: Shown) -> None:
    choices = {"kind": "incident", "id": "incident-1"}
    contents = shown.part("near", choices=choices)
    (spot,) = contents.table("spot").records()
    assert (spot["longitude"], spot["latitude"]) == (113.3, 31.9)
    distances = [one["distance"] for one in contents.table("sites").records()]
    assert len(distances) == 5
    assert distances == sorted(distances, key=lambda km: float(km or 0))


def test_linked_items_are_shown_from_both_ends(shown: Shown) -> None:
    (here,) = shown.rows("linked", "links")
    other = {"kind": "dispute", "id": "dispute-2"}
    (there,) = shown.rows("linked", "links", choices=other)
    assert (here["key"], here["relation"]) == ("dispute dispute-2", "关联到")
    assert (there["key"], there["relation"]) == ("dispute dispute-1", "被关联")


@pytest.mark.parametrize("kind", [one.kind for one in STREAMS])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_stream_is_written_in_full(kind: str, language: str) -> None:
    intake = Intake()
    intake.event(kind)
    changed = {"title": "另一个标题（演示数据）", "version": 2}
    intake.event(kind, **changed, at=START + HOUR)
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    shown = Shown(intake, maker.snapshot)
    choices = {"kind": kind, "id": f"{kind}-1"}
    contents = shown.all(choices=choices, language=language)
    said = values(contents[1])
    assert own_fields(kind).keys() - {"category"} <= said.keys()
    words = shown.asked.words
    for part in contents:
        for one in part.figures:
            assert one.name != one.key
        for table in part.tables:
            assert all(one.name != one.key for one in table.columns)
            assert list(written_rows(table, words, NOW))


def test_what_was_asked_for_after_the_deadline_is_marked() -> None:
    intake = Intake()
    intake.event("dispute")
    moved(intake, "accept", 1)
    late = NOW + 900 * HOUR
    asked = {"due_at": (late + HOUR).isoformat(), "moved_at": late.isoformat()}
    moved(intake, "ask_extension", 1130, **asked)
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    rows = Shown(intake, maker.snapshot).rows("timeline", "timeline")
    assert [one["is_late_request"] for one in rows] == [1, 0, None]
    assert rows[0]["verdict"] == "已生效 · 逾期申请"


def test_it_says_who_asked_to_strike_it_off_until_that_is_decided() -> None:
    intake = Intake()
    intake.event("dispute")
    for minute, name in enumerate(("accept", "handle", "put_on_ledger")):
        moved(intake, name, minute)
    moved(intake, "ask_strike_off", 5, actor="asker")
    assert asked_of(intake) == {
        "strike_off_asked_by": "asker",
        "strike_off_asked_at": (START + 5 * HOUR).timestamp() * 1000,
        "strike_off_outcome": "调解成功",
    }
    moved(intake, "refuse_strike_off", 6, role="leader", actor="another")
    assert asked_of(intake) == {}


def asked_of(intake: Intake) -> dict[str, Any]:
    """What the item's page says of a strike-off that was asked for."""
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    figures = Shown(intake, maker.snapshot).part("holding").figures
    return {one.key: one.value for one in figures if one.key.startswith("strike_off")}


def test_a_version_that_came_after_a_newer_one_changes_nothing() -> None:
    intake = Intake()
    intake.event("dispute", version=2, title="新（演示数据）")
    intake.event("dispute", version=1, title="旧（演示数据）", at=START + HOUR)
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    contents = Shown(intake, maker.snapshot).part("timeline")
    verdicts = contents.table("timeline").values("verdict")
    assert verdicts == ["未采用：已有更新版本", None]
    assert len(contents.tables) == 1


def test_a_merged_item_leads_to_what_it_was_merged_into() -> None:
    intake = Intake()
    intake.event("dispute")
    intake.event("dispute", 2)
    moved(intake, "accept", 1)
    target = {"link_kind": "dispute", "link_id": "dispute-2"}
    moved(intake, "merge", 2, **target, move_id="merging")
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    shown = Shown(intake, maker.snapshot)
    (link,) = shown.rows("linked", "links")
    assert (link["key"], link["relation"]) == ("dispute dispute-2", "并入")
    assert values(shown.part("about"))["status"] == "已并案"
    moved(intake, "undo", 2.05, move_ref="merging")
    assert not shown.part("linked").tables


def test_moves_and_facts_that_name_other_divisions_are_said() -> None:
    intake = Intake()
    intake.event("dispute")
    moved(intake, "accept", 1, division_code=OTHER_TOWN, acting_center=OTHER_COUNTY)
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    notices = Shown(intake, maker.snapshot).part("about").notices
    assert "辖区不符" in notices["misplaced"].text


def test_a_deleted_alert_says_by_which_rule_and_on_which_day() -> None:
    intake = Intake()
    intake.event("camera_alert", title=WRITTEN)
    intake.event("camera_alert", version=2, title=f"{WRITTEN}加重", tags=["school"])
    over = START + timedelta(days=31)
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    shown = Shown(intake, maker.snapshot)
    named = {"choices": {"kind": "camera_alert", "id": "camera_alert-1"}}
    assert WRITTEN in str(shown.all(**named))
    for rule in rules_in(intake.store):
        delete_slice(intake.store, rule, BEGINNING, until=over, now=over)
    about = shown.part("about", **named)
    said = about.notices["deleted"].text
    assert "按留存期限（30天）于2026-12-02到期删除" in said
    assert about.title == "入侵检测"
    assert values(about)["place"]
    assert WRITTEN not in str(shown.all(**named))
