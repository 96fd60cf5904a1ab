"""A count stands beside a base of its own moment: at midnight, while history loads."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.look.clock import DAY, SHANGHAI, hour_key
from board.look.formats import written
from board.look.texts import texts
from board.picture.maker import PictureMaker
from board.reads.health import HubHealth, Progress
from board.reads.reads import Reads
from board.views.common.contents import cell
from board.views.situation.charts import days, hours
from board.views.situation.feed_state import dead_feeds
from board.views.situation.ranking import ranking
from board.views.situation.tiles import tiles
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

ZH = texts("zh")
CITY = 421300000000
MIDNIGHT = datetime(2026, 3, 19, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
READY = HubHealth(status="ok", lag_records=0)


class Hub:
    """A board's maker of pictures on a small city; what hub and simulator say of
    themselves is given.
    """

    def __init__(self) -> None:
        self.city = City(ready_store())
        self.health: HubHealth | None = READY
        self.progress: Progress | None = None
        self.maker = PictureMaker(
            Reads(self.city.store),
            ask_health=lambda: self.health,
            ask_progress=lambda: self.progress,
            timer=lambda: 0.0,
        )

    def incidents(self, number: int, at: datetime) -> None:
        found = [self.city.event(at, kind="incident") for _ in range(number)]
        self.city.write(*found, at=at)

    def picture(self, now: datetime) -> Snapshot:
        self.maker.tick(now)
        return self.maker.snapshot


@pytest.fixture
def hub() -> Hub:
    return Hub()


def incident_tile(picture: Snapshot, now: datetime) -> dict[str, Any]:
    table = tiles(picture, scope=CITY, words=ZH, now=now).table("tiles")
    return next(one for one in table.records() if one["kind"] == "incident")


def said(picture: Snapshot, key: str, now: datetime) -> str:
    table = tiles(picture, scope=CITY, words=ZH, now=now).table("tiles")
    column = next(one for one in table.columns if one.key == key)
    return written(cell(column, incident_tile(picture, now)), ZH, now)


def test_twenty_seconds_after_midnight_both_sides_are_twenty_seconds_long(
    hub: Hub,
) -> None:
    hub.incidents(300, MIDNIGHT - timedelta(hours=9))
    hub.incidents(12, MIDNIGHT - DAY + 10 * SECOND)
    hub.picture(MIDNIGHT - 10 * SECOND)
    hub.incidents(15, MIDNIGHT + 10 * SECOND)
    now = MIDNIGHT + 20 * SECOND
    picture = hub.picture(now)
    tile = incident_tile(picture, now)
    assert (tile["received"], tile["yesterday"]) == (15, 12)
    assert said(picture, "day", now) == "▲25.0%"


def test_with_the_new_day_everything_is_counted_anew_at_once(hub: Hub) -> None:
    hub.incidents(30, MIDNIGHT - timedelta(hours=1))
    before = hub.picture(MIDNIGHT - 2 * SECOND)
    for quarter in range(3):
        after = hub.picture(MIDNIGHT + quarter * SECOND / 4)
    assert incident_tile(after, MIDNIGHT + SECOND)["received"] == 0
    assert before.background is not after.background


def test_a_picture_of_last_night_keeps_the_hours_of_its_day(hub: Hub) -> None:
    hub.incidents(30, MIDNIGHT - timedelta(hours=1))
    picture = hub.picture(MIDNIGHT - SECOND)
    late = {"scope": CITY, "words": ZH, "now": MIDNIGHT + 40 * SECOND}
    received = incident_tile(picture, late["now"])["received"]
    assert sum(hours(picture, **late).table("hours").values("incident")) == received
    assert days(picture, **late).table("days").values("incident")[-1] == received == 30


def test_hours_and_days_are_published_with_their_tile(hub: Hub) -> None:
    now = MIDNIGHT + timedelta(hours=9)
    hub.picture(now)
    hub.incidents(11, now + SECOND)
    picture = hub.picture(now + 2 * SECOND)
    shown = {"scope": CITY, "words": ZH, "now": now + 2 * SECOND}
    assert incident_tile(picture, now)["received"] == 11
    assert sum(hours(picture, **shown).table("hours").values("incident")) == 11
    assert days(picture, **shown).table("days").values("incident")[-1] == 11
    assert tiles(picture, **shown).table("trend").values("incident")[-1] == 11
    assert picture.pulse.hourly[CITY]["incident", hour_key(now)] == 11


@pytest.mark.parametrize(
    "standing",
    [
        {"progress": Progress("history", updated_at=MIDNIGHT)},
        {"health": HubHealth(status="ok", lag_records=50_000)},
    ],
    ids=["history loads", "the hub lags"],
)
def test_nothing_is_compared_with_a_base_that_is_not_loaded(
    hub: Hub, standing: dict[str, Any]
) -> None:
    for name, value in standing.items():
        setattr(hub, name, value)
    hub.incidents(40, MIDNIGHT - DAY + SECOND)
    hub.incidents(12, MIDNIGHT + SECOND)
    now = MIDNIGHT + 20 * SECOND
    picture = hub.picture(now)
    tile = incident_tile(picture, now)
    assert (tile["received"], tile["yesterday"], tile["last_year"]) == (12, None, None)
    assert said(picture, "day", now) == said(picture, "year", now) == "—"
    moved = ranking(picture, (CITY,), ZH, title="", shown=1).table("league")
    assert moved.values("moved") == [None]
    chart = hours(picture, scope=CITY, words=ZH, now=now).table("hours")
    assert set(chart.values("yesterday")) == {None}


def test_no_feed_is_called_dead_right_after_the_load(hub: Hub) -> None:
    now = MIDNIGHT + timedelta(hours=15)
    hub.progress = Progress("history", updated_at=now)
    hub.incidents(5, now - timedelta(days=20))
    hub.picture(now)
    hub.incidents(5, now)
    hub.progress = Progress("live", updated_at=now)
    states = [
        dead_feeds(hub.picture(at), ZH, at)
        for at in (now + n * SECOND / 4 for n in range(20))
    ]
    assert states == [[]] * 20
    assert hub.maker.snapshot.pulse.is_whole


def test_ages_of_feeds_and_sources_are_of_one_moment(hub: Hub) -> None:
    now = MIDNIGHT + timedelta(hours=15)
    hub.incidents(5, now - timedelta(days=20))
    old = hub.picture(now)
    assert dead_feeds(old, ZH, now)
    hub.incidents(5, now + SECOND)
    fresh = hub.picture(now + 2 * SECOND)
    ages = {one.last_heard_at for one in (*fresh.pulse.feeds, *fresh.pulse.sources)}
    assert ages == {now + SECOND}
    assert dead_feeds(fresh, ZH, now + 2 * SECOND) == []
