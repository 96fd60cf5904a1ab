"""What the wall asks, from its smallest cases."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from tests.sql.drawn import random_items
from tests.sql.state import RECEIVED_AT, VILLAGE, item, put
from tests.support.ready import ready_store

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


def test_what_is_usual_is_the_same_hour_of_the_seven_days_before() -> None:
    now = RECEIVED_AT
    within = [now - days * DAY - SECOND for days in (1, 7)]
    within += [now - DAY - HOUR + SECOND]
    outside = [now - SECOND, now - DAY + SECOND, now - DAY - HOUR, now - 8 * DAY]
    alerts = {"kind": "camera_alert", "is_case": False, "status": "raised"}
    store = ready_store()
    put(store, [item(**alerts, received_at=at) for at in (*within, *outside)])
    rows = store.query("usual_camera_alerts_by_village", now_at=now).to_pylist()
    found = {(row["division_code"], row["days_ago"]): row["received"] for row in rows}
    assert found == {(VILLAGE, "1"): 2, (VILLAGE, "7"): 1}


def test_signals_judged_are_those_that_the_wall_says_were_ended() -> None:
    store, first = ready_store(), datetime(2026, 2, 1, 16, tzinfo=UTC)
    put(store, random_items(seed=5, size=2000))
    days = {
        "from_day": date(2026, 2, 2),
        "until_day": date(2026, 3, 2),
    }
    moments = {"from_at": first, "until_at": first + 28 * DAY}
    ended: Counter[tuple[str, str]] = Counter()
    for row in store.query("closed_by_village", **moments).to_pylist():
        if row["standing"] == "signal":
            ended["judged", row["kind"]] += row["closed"]
            if row["status"] == "false_alarm":
                ended["dismissed", row["kind"]] += row["closed"]
    for row in store.query("confirmed_by_village", **moments).to_pylist():
        for what in ("judged", "confirmed"):
            ended[what, row["kind"]] += row["confirmed"]
    found: Counter[tuple[str, str]] = Counter()
    for row in store.query("signals_judged_by_town", **days).to_pylist():
        for what in ("judged", "dismissed", "confirmed"):
            found[what, row["kind"]] += row[what]
    assert +found == +ended
    assert {what for what, _ in +found} == {"judged", "dismissed", "confirmed"}
