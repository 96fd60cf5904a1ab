"""A quiet feed is told from a dead one, for a stream and for each of its sources."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from board.look.formats import spoken
from board.look.texts import texts
from board.picture.snapshot import Background, Pulse, Snapshot
from board.reads.health import HubHealth, Progress
from board.reads.rows import FeedAge, Silence, SourceAge
from board.views.common.contents import Notice
from board.views.situation.feed_state import dead_feeds, feed_state
from board.views.situation.header import header
from tests.board.conftest import NOW

ZH = texts("zh")
ANY_HOUR = (0, 24)


def test_a_quiet_feed_is_not_a_dead_one() -> None:
    states = {
        minutes: feed_state(fed(minutes), kind="incident", now=NOW).state
        for minutes in (0, 20, 40)
    }
    assert states == {0: "live", 20: "quiet", 40: "dead"}


def test_a_feed_that_never_spoke_says_so() -> None:
    assert feed_state(Snapshot(), kind="incident", now=NOW).state == "none"


def test_one_dead_source_of_a_live_stream_is_named() -> None:
    picture = sources(police_110=200, grid=200, hotline_12345=20)
    assert dead_feeds(picture, ZH, NOW) == ["事件警情 · 110接处警系统"]


def test_a_source_without_a_rule_is_never_called_dead() -> None:
    assert dead_feeds(sources(unheard_of=100_000), ZH, NOW) == []


def test_the_banner_names_three_and_counts_the_rest() -> None:
    picture = sources(police_110=9999, grid=9999, hotline_12345=9999, court=9999)
    told = banner(ready(picture))
    assert told.level == "warn"
    assert "110接处警系统" in spoken(told, ZH, NOW)
    assert "等 4 路" in spoken(told, ZH, NOW)


def test_a_hub_that_is_behind_calls_no_feed_dead() -> None:
    behind = ready(sources(police_110=9999), lag_records=50_000)
    assert banner(behind).text == ""


@pytest.mark.parametrize(
    "behind",
    [
        {"health": HubHealth(status="ok", lag_records=50_000)},
        {"health": HubHealth(status="refusing")},
        {"health": HubHealth(status="store_failing")},
        {"failure": "no hub answers"},
        {"progress": Progress("history", updated_at=NOW)},
    ],
    ids=["lags", "waits for a person", "cannot write", "is gone", "loads history"],
)
def test_no_feed_is_called_dead_or_quiet_while_the_picture_is_behind(
    behind: dict[str, Any],
) -> None:
    states = {
        minutes: feed_state(
            msgspec.structs.replace(fed(minutes), **behind),
            kind="incident",
            now=NOW,
        )
        for minutes in (0, 20, 40)
    }
    assert [one.state for one in states.values()] == ["live", "behind", "behind"]
    assert ZH(f"feed.{states[40].state}") == "数据滞后"
    silent = msgspec.structs.replace(sources(police_110=9999), **behind)
    assert dead_feeds(silent, ZH, NOW) == []


def test_a_simulator_that_died_in_its_history_hides_no_dead_feed() -> None:
    since = NOW - timedelta(hours=1)
    died = msgspec.structs.replace(
        fed(40), progress=Progress("history", updated_at=since)
    )
    assert feed_state(died, kind="incident", now=NOW).state == "dead"


def banner(picture: Snapshot) -> Notice:
    shown = header(picture, page="wall", scope=0, words=ZH, now=NOW)
    return shown.notices["banner"]


def ready(picture: Snapshot, lag_records: int = 0) -> Snapshot:
    health = HubHealth(status="ok", lag_records=lag_records)
    return msgspec.structs.replace(picture, as_of=NOW, health=health)


def sources(**minutes: int) -> Snapshot:
    """Sources of one stream, each silent for so many minutes."""
    ages = (
        SourceAge("incident", source, NOW - timedelta(minutes=silent))
        for source, silent in minutes.items()
    )
    allowed = {"police_110": 120, "grid": 450, "hotline_12345": 330, "court": 600}
    rules = (
        Silence("incident", source, *ANY_HOUR, most) for source, most in allowed.items()
    )
    return msgspec.structs.replace(
        Snapshot(),
        pulse=Pulse(feeds=(FeedAge("incident", NOW),), sources=tuple(ages)),
        background=Background(silences=tuple(rules)),
    )


def fed(minutes: int) -> Snapshot:
    last = NOW - timedelta(minutes=minutes)
    return msgspec.structs.replace(
        Snapshot(),
        pulse=Pulse(feeds=(FeedAge("incident", last),)),
        background=Background(silences=(Silence("incident", "police_110", 7, 23, 30),)),
    )
