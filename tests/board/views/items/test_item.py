"""The page of one item, from messages in a real store to what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.exports.pages import Wish, document_of, seat_in
from board.viewer.seat import VISITOR, Seat
from board.views.common.contents import written_rows
from streams.events import STREAMS
from tests.board.views.items.shown import (
    CITY,
    HOUR,
    NOW,
    OTHER_TOWN,
    PAGE,
    STAFF,
    TOWN,
    WRITTEN,
    Shown,
    moved,
)
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake
from tests.support.messages import VILLAGE, own_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.views.common.contents import Contents

COUNTY, OTHER_COUNTY = "421321000000", "421303000000"


def values(contents: Contents) -> Mapping[str, Any]:
    return {one.key: one.value for one in contents.figures}


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
    assert refused["verdict"].startswith("被拒绝：还有协办未结束：西城街道")


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


@pytest.mark.parametrize(
    "seat",
    [
        Seat("staff", int(VILLAGE)),
        Seat("staff", int(COUNTY)),
        Seat("staff", int(OTHER_TOWN)),
        Seat("staff", int(OTHER_TOWN), "police"),
        Seat("staff", int(TOWN), "justice"),
    ],
)
def test_who_has_to_do_with_it_sees_it(shown: Shown, seat: Seat) -> None:
    assert values(shown.part("about", seat=seat))["case_number"]


@pytest.mark.parametrize(
    "seat",
    [
        Seat("leader", int(OTHER_COUNTY)),
        Seat("staff", int(OTHER_TOWN), "justice"),
        Seat(VISITOR, CITY),
        Seat(),
    ],
)
def test_everybody_else_is_told_so_without_any_facts(shown: Shown, seat: Seat) -> None:
    lead, *others = shown.all(seat=seat)
    assert set(lead.notices) == {"why", "remedy"}
    assert "不在您的辖区" in lead.notices["why"].text
    for one in (lead, *others):
        assert not one.figures
        assert not one.tables
        assert not one.layers


def test_an_auditor_reads_nothing_that_was_written(shown: Shown) -> None:
    contents = shown.all(seat=Seat("auditor", CITY))
    assert contents[0].figures
    assert WRITTEN not in repr(contents)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"kind": "dispute", "id": "nobody"},
        {"kind": "nothing", "id": "dispute-1"},
        {"kind": "dispute", "id": "x" * 65},
        {"kind": "dispute"},
    ],
)
def test_an_unknown_item_says_so_and_what_helps(
    shown: Shown, choices: dict[str, str]
) -> None:
    notices = shown.part("about", choices=choices).notices
    assert "没有这个事项" in notices["why"].text
    assert notices["remedy"].text


def test_a_file_holds_to_the_same_rule(shown: Shown) -> None:
    wish = Wish(
        page="item",
        scope=CITY,
        language="zh",
        address="/item",
        seat=STAFF,
        made_at=NOW,
        reason="核对",
        edition="e",
        row_cap=10_000,
    )
    picture = shown.picture(seat=Seat())
    made = document_of(wish, PAGE, picture)
    assert any(section.contents.tables for section in made.sections)
    for refused in (
        structs.replace(wish, seat=Seat("staff", int(OTHER_COUNTY))),
        structs.replace(wish, outside=True),
    ):
        sections = document_of(refused, PAGE, picture).sections
        assert not any(one.contents.tables for one in sections)
        assert WRITTEN not in repr(sections)


def test_a_past_moment_shows_the_item_as_it_was(shown: Shown) -> None:
    then = START + 1.5 * HOUR
    assert shown.part("about", at=then).title == WRITTEN
    rows = shown.rows("timeline", "timeline", at=then)
    assert [one["what"] for one in rows] == ["受理", "来源信息第1版"]


def test_before_it_was_there_nobody_knew_it(shown: Shown) -> None:
    notices = shown.part("about", at=START - HOUR).notices
    assert "没有这个事项" in notices["why"].text


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


def test_a_file_says_for_whom_it_was_made() -> None:
    assert seat_in(
        {"seat": '{"role":"staff","center_code":1,"agency_code":"fire"}'}
    ) == (Seat("staff", 1, "fire"))
    assert seat_in({}) == Seat()


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
