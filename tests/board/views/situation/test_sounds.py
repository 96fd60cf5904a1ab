"""What a page may sound for, as it is pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.picture.snapshot import Pulse
from board.reads.health import HubAlarm, HubHalt, HubHealth
from board.reads.rows import Item
from board.viewer.page import Picture
from board.views.situation.sounds import KEPT, sounds, sounds_with_lines
from tests.board.conftest import NOW
from tests.board.views.situation.test_feed_state import sources

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, SUIXIAN, VILLAGE = 421300000000, 421321000000, 421321101201
ELSEWHERE = 421303499201


def item(number: int, severity: str, **given: Any) -> Item:
    made = Item(
        batch_no=1,
        kind="incident",
        item_id=str(number),
        case_number="",
        division_code=VILLAGE,
        category="0301",
        severity=severity,
        status="",
        title="演示数据",
        record_at=NOW,
    )
    return structs.replace(made, **given)


def with_items(snapshot: Snapshot, *items: Item) -> Snapshot:
    return structs.replace(snapshot, pulse=structs.replace(snapshot.pulse, items=items))


def told(snapshot: Snapshot, scope: int = CITY, **given: Any) -> Contents:
    asked = {"page": "wall", "scope": scope, "language": "zh", "now": NOW} | given
    return sounds(Picture(snapshot=snapshot, **asked))


def keys(contents: Contents, table: str) -> list[object]:
    return contents.table(table).values("key")


def test_only_the_grave_of_the_division_are_told(snapshot: Snapshot) -> None:
    lone = {"kind": "camera_alert", "category": "drowning"}
    found = with_items(
        snapshot,
        item(1, "01"),
        item(2, "02", division_code=ELSEWHERE),
        item(3, "03"),
        item(4, "04", **lone),
    )
    assert keys(told(found), "newest") == ["incident 1", "incident 2"]
    assert keys(told(found, SUIXIAN), "newest") == ["incident 1"]
    picture = Picture(
        snapshot=found, page="alerts", scope=SUIXIAN, language="zh", now=NOW
    )
    assert keys(sounds_with_lines(picture), "newest") == [
        "incident 1",
        "camera_alert 4",
    ]


def test_a_list_that_leaves_some_out_says_so(snapshot: Snapshot) -> None:
    for count, is_whole in ((KEPT, 1), (KEPT + 1, 0)):
        many = with_items(snapshot, *(item(number, "02") for number in range(count)))
        assert told(many).figure("whole").value == is_whole
        assert len(keys(told(many), "newest")) == KEPT


def test_what_stands_still_has_a_key_and_a_name() -> None:
    silent = structs.replace(sources(police_110=200), as_of=NOW)
    assert list(told(silent).table("standstill").records()) == [
        {"key": "feed incident police_110", "name": "事件警情 · 110接处警系统断流"}
    ]
    broken = HubHealth(
        status="ok",
        alarms=(HubAlarm("broker"),),
        halted=(HubHalt("cgc.incidents", 1, 17),),
    )
    found = keys(told(structs.replace(silent, health=broken)), "standstill")
    assert found[:2] == ["broker_gone", "halted cgc.incidents[1]"]


def test_a_hub_that_is_gone_is_all_that_is_told() -> None:
    gone = structs.replace(sources(police_110=200), as_of=NOW, failure="no hub")
    assert keys(told(gone), "standstill") == ["hub"]
    assert told(gone).figure("judged").value == 0
    assert told(gone).figure("known").value == 0


def test_a_picture_is_known_once_it_was_asked_for_and_history_is_loaded(
    snapshot: Snapshot,
) -> None:
    assert told(snapshot).figure("known").value == 1
    loading = structs.replace(snapshot.pulse, is_whole=False)
    assert told(structs.replace(snapshot, pulse=loading)).figure("known").value == 0


def test_the_past_is_silent() -> None:
    past = structs.replace(
        sources(police_110=200), is_past=True, pulse=Pulse(items=(item(1, "01"),))
    )
    assert keys(told(past), "newest") == keys(told(past), "standstill") == []
