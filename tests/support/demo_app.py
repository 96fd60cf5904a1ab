"""The board on a synthetic city in this process, for looking and for browser tests:
`python -m streamlit run tests/support/demo_app.py`. Settings: CITY_PACE (seconds
between batches), CITY_CONTROL (a file that says `gone`, asks for one given event or one
line of the city's duty log, or sets the clock `ahead_s`),
CITY_CLOCK (the moment that it is for the board once the city is filled), CITY_YEARS (so
many cases a day of the two years before).
"""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st

from board.look import clock
from board.pages.list import PAGES
from board.reads.health import HubBackup, HubHealth, HubPartition
from board.service import Service
from board.settings import settings_from
from board.web.server import SHELL, around
from sql.errors import StoreError
from sql.questions import Question
from streams.landing.retention import BEGINNING, delete_slice, rules_in
from tests.support.campaigns import campaign_weeks
from tests.support.city import City, filled_city
from tests.support.consulted import consulted
from tests.support.duty import duty_of
from tests.support.followed import followed
from tests.support.handed import handed
from tests.support.handover import shifts
from tests.support.joint import joint_case
from tests.support.logged import line, logged
from tests.support.looks import looks_of
from tests.support.notified import notified
from tests.support.reported import reported
from tests.support.supervised import supervised_cases
from tests.support.ticked import ticked
from tests.support.twice import told_twice
from tests.support.warned import warned
from tests.support.years import two_years

if TYPE_CHECKING:
    import pyarrow as pa

    from streams.landing.retention import Place


class Switched:
    """A door that can be shut, as when the hub is gone."""

    def __init__(self, city: City, control: Path | None) -> None:
        self._city = city
        self._control = control

    def query(self, name: str, **parameters: object) -> pa.Table:
        return self.round(Question(name, parameters))[0]

    def round(self, *questions: Question) -> list[pa.Table]:
        if said(self._control).get("gone"):
            raise StoreError("no hub answers")
        return self._city.store.round(*questions)


def said(control: Path | None) -> dict[str, Any]:
    if control is None or not control.exists():
        return {}
    return msgspec.json.decode(control.read_bytes() or b"{}", type=dict)


class Ahead:
    """A clock that may be set forward while others already hold it."""

    def __init__(self) -> None:
        self.by = timedelta(0)
        self._usual = clock.now

    def __call__(self) -> datetime:
        return self._usual() + self.by


def keep_writing(city: City, pace: float, control: Path | None) -> None:
    done: set[str] = set()
    stop = threading.Event()
    while not stop.wait(pace):
        ahead.by = timedelta(seconds=said(control).get("ahead_s", 0))
        now = clock.now()
        asked = said(control).get("event")
        if asked and asked["item_id"] not in done:
            done.add(asked["item_id"])
            city.write(city.event(now, **asked), at=now)
        elif (text := said(control).get("line")) and text not in done:
            done.add(text)
            city.enter(line(text, now, text=text), now)
        elif not said(control).get("quiet"):
            city.write(city.event(now), at=now)


def healthy_hub() -> HubHealth:
    """What a hub that follows every topic says of itself."""
    return HubHealth(
        status="ok",
        lag_records=3,
        broker_kind="local",
        rows_per_s=5.5,
        backup=HubBackup(
            made_at=datetime.now(UTC) - timedelta(hours=7),
            size=964_000_000,
            took_s=14.3,
            count=7,
        ),
        partitions=tuple(
            HubPartition(
                topic=one["topic"],
                partition=one["partition_no"],
                epoch=one["epoch"],
                position=one["next_offset"],
                end_offset=one["next_offset"] + one["partition_no"] % 2,
                lag=one["partition_no"] % 2,
                timestamp_type="CreateTime",
                rate=1.5,
            )
            for one in city.store.query("partitions").to_pylist()
        ),
    )


def delete_over(city: City, now: datetime) -> None:
    """What is past its retention, as a hub would have deleted it day by day."""
    for back in range(5, -1, -1):
        at = now - timedelta(days=back)
        for rule in rules_in(city.store):
            place: Place | None = BEGINNING
            while place is not None:
                deleted = delete_slice(city.store, rule, place, until=at, now=at)
                place = deleted.place


def set_clock(moment: datetime) -> None:
    """From now on it is that moment, and later as time goes by."""
    ahead = moment - datetime.now(UTC)
    clock.now = lambda: datetime.now(UTC) + ahead


REFUSED = (
    b'{"id": 7}',
    b'{"id": "x", "face_id": "1"}',
    b"not JSON at all",
)
given = os.environ.get("CITY_CLOCK")
start = datetime.fromisoformat(given) if given else datetime.now(UTC)
city = filled_city(start, per_day=int(os.environ.get("CITY_PER_DAY", "250")))
if earlier := int(os.environ.get("CITY_YEARS", "0")):
    two_years(city, start, per_day=earlier, skipping=31)
where = os.environ.get("CITY_CONTROL")
path = Path(where) if where else None
pace = float(os.environ.get("CITY_PACE", "2"))
city.run_topics(start)
campaign_weeks(city, start)
joint_case(city, start)
handed(city, start)
supervised_cases(city, start)
duty_of(city, start)
logged(city, start)
reported(city, start)
notified(city, start)
consulted(city, start)
ticked(city, start)
told_twice(city, start)
followed(city, start)
shifts(city, start)
warned(city, start)
looks_of(city, start)
city.refuse(start, *REFUSED * 4)
delete_over(city, start)
if given:
    set_clock(start)
clock.now = ahead = Ahead()
threading.Thread(target=keep_writing, args=(city, pace, path), daemon=True).start()
service = Service(settings_from(os.environ), Switched(city, path), PAGES, healthy_hub)
app = st.App(SHELL, **around(service))
