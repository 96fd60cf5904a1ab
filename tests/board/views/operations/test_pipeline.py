from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from board.desk.entries import resend_entry
from board.look.formats import spoken
from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.reads.health import (
    HubAlarm,
    HubHalt,
    HubHealth,
    HubPartition,
    HubSigner,
    HubSource,
    Progress,
)
from board.viewer.seat import Seat
from board.views.common.contents import Contents, Figure
from board.views.common.figures import epoch_ms
from board.views.operations import pipeline, refused, signers
from board.views.situation.header import header
from streams.entries.operations import Resend
from streams.events import STREAMS
from streams.hub.signers import SENDERS_TIME, SIGNER_ENDS, SIGNERS_CHANGED
from streams.intake.signatures import REASONS
from tests.board.conftest import NOW

ZH = texts("zh")


def test_without_a_word_of_the_hub_the_store_says_where_it_stands(
    snapshot: Snapshot,
) -> None:
    rows = partitions(snapshot)
    assert {row["name"] for row in rows} == {
        *(ZH(f"kind.{stream.kind}") for stream in STREAMS),
        "办理动作",
    }
    assert {row["lag"] for row in rows} == {None}
    assert {row["stamp"] for row in rows} == {"生产时间"}


def test_the_hubs_word_gives_lag_and_rate(snapshot: Snapshot) -> None:
    said = HubPartition(
        topic="cgc.incidents",
        partition=0,
        epoch=1,
        position=4000,
        end_offset=4012,
        lag=12,
        rate=2.5,
    )
    row = next(
        one
        for one in partitions(with_health(snapshot, partitions=(said,)))
        if one["name"] == "事件警情" and one["partition"] == 0
    )
    numbers = {name: row[name] for name in ("position", "end", "lag", "rate")}
    assert numbers == {"position": 4000, "end": 4012, "lag": 12, "rate": 2.5}


def test_identity_rejects_may_not_be_sent_again(snapshot: Snapshot) -> None:
    rows = rejects(snapshot)
    assert rows["字段不合规"]["may_resend"]
    assert not rows["含身份信息"]["may_resend"]
    assert rows["含身份信息"]["payload"] == ""


def test_what_helps_is_said_in_the_readers_language(snapshot: Snapshot) -> None:
    row = rejects(snapshot)["含身份信息"]
    assert row["detail"].startswith("请在源头去除该字段")
    assert row["raw"] != row["detail"]


def test_a_resend_names_the_message_and_fits_the_contract(snapshot: Snapshot) -> None:
    reject = snapshot.pipeline.rejects[0]
    entry = resend_entry(reject, Seat("staff", 421300000000), is_synthetic=True)
    read = msgspec.json.decode(msgspec.json.encode(entry), type=Resend)
    assert read == entry
    assert (read.topic, read.partition, read.offset) == (
        reject.topic,
        reject.partition_no,
        reject.offset_no,
    )


def test_reasons_are_named_and_counted(snapshot: Snapshot) -> None:
    bars = pipeline.reasons(snapshot, ZH).table("bars").records()
    names = {bar["name"]: bar["count"] for bar in bars}
    assert names["含身份信息 · 事件警情"] == 1


def test_alarms_of_hub_and_store_are_shown_once_each(snapshot: Snapshot) -> None:
    written = snapshot.pipeline.alarms[0]
    spoken = HubAlarm(written.alarm, written.detail, NOW)
    shown = refused.alarms(with_health(snapshot, alarms=(spoken,)), ZH)
    assert shown.table("alarms").values("name") == ["主题被重建"]


def test_lists_say_how_much_is_not_on_them(snapshot: Snapshot) -> None:
    listed = msgspec.structs.replace(
        snapshot.pipeline,
        rejects=tuple(
            msgspec.structs.replace(one, total=1_236)
            for one in snapshot.pipeline.rejects
        ),
        alarms=(),
    )
    assert len(listed.rejects) == 2
    long = msgspec.structs.replace(snapshot, pipeline=listed)
    assert spoken(refused.rejects(long, ZH).notices["more"], ZH, NOW) == "还有 1,234 个"
    assert not refused.rejects(snapshot, ZH).notices
    assert not refused.alarms(long, ZH).notices


def test_commits_are_drawn_oldest_first(snapshot: Snapshot) -> None:
    batches = pipeline.commits(snapshot, ZH).table("commits").values("batch")
    assert batches[0] == 1
    assert batches == sorted(batches)


def test_a_broker_that_is_gone_raises_the_banner(snapshot: Snapshot) -> None:
    assert snapshot.batch is not None
    gone = with_health(snapshot, status="connecting", alarms=())
    later = snapshot.batch.written_at + timedelta(seconds=200)
    banner = shown(gone, later).notices["banner"]
    assert banner.level == "bad"
    assert "3分钟前" in spoken(banner, ZH, later)


def test_a_store_that_takes_no_writes_raises_the_banner(snapshot: Snapshot) -> None:
    alarm = HubAlarm("store", "No space left on device: /somewhere/board.duckdb")
    failing = with_health(snapshot, status="store_failing", alarms=(alarm,))
    banner = shown(failing).notices["banner"]
    assert banner.level == "bad"
    assert "不会丢失" in spoken(banner, ZH, NOW)
    assert "somewhere" not in spoken(banner, ZH, NOW)


def test_a_partition_that_halts_is_named_in_the_banner(snapshot: Snapshot) -> None:
    halts = (HubHalt("cgc.incidents", 1, 1_700), HubHalt("cgc.disputes", 0, 3))
    halted = with_health(snapshot, status="halted", halted=halts, alarms=())
    banner = shown(halted).notices["banner"]
    assert banner.level == "bad"
    assert "cgc.incidents[1] 停在位点 1700" in spoken(banner, ZH, NOW)
    assert "2 个分区" in spoken(banner, ZH, NOW)


def test_a_source_that_is_mostly_refused_is_named_with_reason_and_count(
    snapshot: Snapshot,
) -> None:
    refused = HubSource(
        "cgc.incidents", "grid", "mixed_with_synthetic", 110_188, 110_190
    )
    ill = with_health(snapshot, refused_sources=(refused,), alarms=())
    banner = shown(ill).notices["banner"]
    assert banner.level == "bad"
    told = spoken(banner, ZH, NOW)
    assert all(word in told for word in ("grid", "演示与真实数据混用", "110,188"))


def test_a_hub_that_is_gone_raises_the_banner_with_the_age_of_the_picture(
    snapshot: Snapshot,
) -> None:
    stale = msgspec.structs.replace(snapshot, failure="no hub answers")
    banner = shown(stale).notices["banner"]
    assert banner.level == "bad"
    assert "15:30:00" in spoken(banner, ZH, NOW)


def shown(snapshot: Snapshot, now: datetime = NOW) -> Contents:
    return header(snapshot, page="wall", scope=421300000000, words=ZH, now=now)


def partitions(snapshot: Snapshot) -> list[dict[str, Any]]:
    return list(pipeline.partitions(snapshot, ZH).table("partitions").records())


def rejects(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """The refused messages by their reason."""
    records = refused.rejects(snapshot, ZH).table("rejects").records()
    return {str(row["reason"]): row for row in records}


def with_health(snapshot: Snapshot, **said: object) -> Snapshot:
    health = HubHealth(**{"status": "ok", **said})  # type: ignore[arg-type]
    return msgspec.structs.replace(snapshot, health=health)


def test_a_dead_feed_raises_a_banner_but_not_while_history_loads(
    snapshot: Snapshot,
) -> None:
    later = NOW + timedelta(days=2)
    live = with_health(snapshot)
    banner = shown(live, later).notices["banner"]
    assert spoken(banner, ZH, later).startswith("数据断流：事件警情")
    loading = msgspec.structs.replace(live, progress=Progress("history"))
    assert shown(loading, later).notices["banner"].text == ""


def test_history_speed_and_reduction_are_said_in_the_header(
    snapshot: Snapshot,
) -> None:
    running = Progress("history", 500, 1000, 50.0, 60.0, reduced=True, updated_at=NOW)
    live = msgspec.structs.replace(snapshot, progress=running)
    said = shown(live)
    progress = spoken(said.notices["progress"], ZH, NOW)
    assert progress == "历史载入中 50%（500 条） · 加速 ×60 · 缩减数据"
    assert said.figure("progress").value == 0.5


def test_the_last_published_workday_warns_when_deadlines_may_reach_beyond(
    snapshot: Snapshot,
) -> None:
    def calendar(as_of: datetime) -> Figure:
        at = msgspec.structs.replace(snapshot, as_of=as_of)
        return pipeline.summary(at, ZH).figure("calendar")

    early, late = datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 10, 3, tzinfo=UTC)
    assert (calendar(early).value, calendar(early).level) == ("2026-12-31", "")
    assert (calendar(late).note, calendar(late).level) == ("其后按周一至周五", "warn")


def test_before_the_first_picture_no_calendar_is_known() -> None:
    assert pipeline.summary(Snapshot(), ZH).figure("calendar").value is None


def test_who_signs_is_shown_where_signatures_are_looked_at(snapshot: Snapshot) -> None:
    assert signers.signers(with_health(snapshot), ZH).tables == ()
    said = (
        HubSigner("cgc.handling", "fire-1", "", 5, 0, 1, "not_its_center", NOW),
        HubSigner("cgc.incidents", "", "grid", 0, 7, 0, ""),
        HubSigner("", "city-1", "", 0, 0, 0, ""),
    )
    health = with_health(snapshot, signers=said, signers_edition="3f9c2a7be1d04856")
    shown = signers.signers(health, ZH)
    assert "3f9c2a7be1d04856" in str(shown.note)
    rows = [list(row.values())[1:] for row in shown.table("signers").records()]
    assert rows == [
        ["办理动作", "fire-1", None, 5, 0, 1, "签名与所称单位不符", epoch_ms(NOW)],
        ["事件警情", "无签名", "网格化服务管理系统", 0, 7, 0, None, None],
        [None, "city-1", None, 0, 0, 0, None, None],
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_and_alarm_of_signatures_is_said_in_words(language: str) -> None:
    known = texts(language).words
    reasons = {f"{name}.{one}" for name in ("reason", "remedy") for one in REASONS}
    codes = (SIGNER_ENDS, SIGNERS_CHANGED, SENDERS_TIME)
    told = {f"{name}.{one}" for name in ("alarm", "alarm_detail") for one in codes}
    assert reasons | told <= known.keys()


def test_the_key_that_an_alarm_is_about_is_named(snapshot: Snapshot) -> None:
    ends = HubAlarm(
        SIGNER_ENDS, "key city-1 ends at 2026-12-01 08:00: make another", NOW
    )
    shown = refused.alarms(with_health(snapshot, alarms=(ends,)), ZH).table("alarms")
    [row] = [one for one in shown.records() if one["name"] == "签名密钥将到期"]
    assert str(row["detail"]).endswith(" · city-1")
