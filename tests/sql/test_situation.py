"""What the wall asks, from its smallest cases."""

from __future__ import annotations

from datetime import timedelta

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
