"""Which hub answers stands on 运行; a wall has a line only where data are behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.reads.health import HubHealth
from board.reads.hubs_seen import HubSeen, HubsSeen
from board.viewer.page import Picture
from board.views.operations.hubs import hubs
from board.views.situation.header import header
from board.views.situation.sounds import sounds
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.views.common.contents import Notice

ZH = texts("zh")
GONE = HubSeen(address="127.0.0.1:8815", why="gone", detail="no hub answers")
ASKED = HubSeen(
    address="127.0.0.1:8825", is_asked=True, lacks=0, status="ok", since=NOW
)
SEEN = HubsSeen(hubs=(GONE, ASKED), changed_at=NOW)


def banner(snapshot: Snapshot, page: str) -> Notice:
    scope = snapshot.geography.city
    return header(snapshot, page=page, scope=scope, words=ZH, now=NOW).notices["banner"]


def changed(snapshot: Snapshot, seen: HubsSeen) -> Snapshot:
    health = HubHealth(status="ok", alarms=seen.alarms)
    return replace(snapshot, health=health, hubs=seen, failure="")


def test_one_hub_alone_has_no_table(snapshot: Snapshot) -> None:
    assert hubs(snapshot, ZH).tables == ()


def test_which_hub_answers_stands_in_a_table(snapshot: Snapshot) -> None:
    rows = hubs(replace(snapshot, hubs=SEEN), ZH).table("hubs").records()
    told = [
        (row["address"], row["asked"], row["answers"], row["lacks"]) for row in rows
    ]
    assert told == [
        ("127.0.0.1:8815", None, "无应答", None),
        ("127.0.0.1:8825", "使用中", "可用", 0),
    ]


def test_a_hub_that_reads_on_no_more_is_told_on_every_page(snapshot: Snapshot) -> None:
    still = replace(ASKED, why="stalled", lacks=3)
    alone = HubsSeen(hubs=(still, replace(GONE, address="127.0.0.1:8835")))
    shown = changed(snapshot, alone)
    assert "数据中枢不再读取新消息" in str(banner(shown, "wall").values["alarm"].value)
    (row, _) = hubs(shown, ZH).table("hubs").records()
    told = [row[key] for key in ("answers", "status", "lacks")]
    assert told == ["停滞（有应答，不再读取）", "正常", 3]


def test_a_change_of_hub_is_told_to_operators_and_not_on_walls(
    snapshot: Snapshot,
) -> None:
    shown = changed(snapshot, SEEN)
    assert (
        banner(shown, "wall").text == banner(changed(snapshot, HubsSeen()), "wall").text
    )
    told = banner(shown, "pipeline")
    assert "已改用另一数据中枢" in str(told.values["alarm"].value)


def test_every_page_says_of_when_a_standby_is_that_is_behind(
    snapshot: Snapshot,
) -> None:
    until = NOW - timedelta(minutes=3)
    late = replace(SEEN, is_behind=True, whole_until=until)
    told = banner(changed(snapshot, late), "wall")
    assert str(told.text).startswith("备用中枢，数据到 ")
    assert told.level == "bad"
    untold = replace(late, whole_until=None)
    assert banner(changed(snapshot, untold), "wall").text == "备用中枢，数据尚不完整"
    shown = changed(snapshot, late)
    picture = Picture(
        snapshot=shown,
        page="duty",
        scope=shown.geography.city,
        language="zh",
        now=NOW,
    )
    still = sounds(picture).table("standstill").records()
    assert "备用中枢数据落后" in {row["name"] for row in still}
