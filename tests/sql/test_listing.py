"""The list of items: each filter lets through what it says, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import asdict

from streams.handling.state import Task
from tests.sql.drawn import NOW
from tests.sql.listed import counts, found, page
from tests.sql.state import RECEIVED_AT, TOWN, VILLAGE, item
from tests.sql.timed import CLOSE_DUE, SIGN_DUE, alert, case, holding, unsigned

DAY = timedelta(days=1)
SHANGHAI_DAY = date(2026, 3, 2)
Row = dict[str, Any]


def task(**given: Any) -> Row:
    usual = Task(
        task_id="t1",
        center=TOWN,
        agency="police",
        objective=None,
        state="sent",
        sent_at=RECEIVED_AT,
        due_at=None,
        last_move_id="demo",
    )
    return asdict(usual) | given


def tasked(**given: Any) -> Row:
    return case(tasks=[task(**given)], task_dues=[CLOSE_DUE])


CLOSED = {"status": "closed", "closed_at": RECEIVED_AT + DAY}
FILTERS: dict[str, tuple[Row, Row, Row]] = {
    "low": ({"low": TOWN, "high": TOWN + 1000}, case(), case(division_code=TOWN - 1)),
    "high": ({"high": TOWN + 1000}, case(), case(division_code=TOWN + 1000)),
    "kind": ({"kind": "incident"}, case(kind="incident"), case()),
    "category": ({"category": "01"}, case(category="01"), case()),
    "mechanism": (
        {"kind": "risk_lead", "category": "08"},
        alert(kind="risk_lead", category="08"),
        alert(kind="risk_lead", category="01"),
    ),
    "severity": ({"severity": "01"}, case(severity="01"), case()),
    "status": ({"status": "signed"}, case(status="signed"), case()),
    "status that ended": ({"status": "closed"}, case(**CLOSED), case()),
    "open": ({"state": "open"}, case(), case(**CLOSED)),
    "finished": ({"state": "finished"}, case(**CLOSED), case()),
    "camera": (
        {"camera": "4213210001320001"},
        alert(details='{"camera_id": "4213210001320001"}'),
        alert(details='{"camera_id": "42132100013200017"}'),
    ),
    "channel": ({"channel": "grid"}, case(channel="grid"), case()),
    "campaign": ({"campaign": "c"}, case(campaign="c"), case(campaign="d")),
    "within what a center sees": (
        {"within": TOWN},
        case(division_code=VILLAGE),
        case(division_code=421321101201),
    ),
    "desk": (
        {"desk": "public_legal_service"},
        case(category="22", channel="petition"),
        case(category="08", channel="petition"),
    ),
    "desk of what counts": (
        {"desk": "dispute_mediation"},
        case(**CLOSED),
        case(**CLOSED | {"status": "merged"}),
    ),
    "desk of cases": (
        {"desk": "dispatch"},
        case(kind="incident", source="police_110"),
        alert(),
    ),
    "tag": ({"tag": "a"}, case(tags=["b", "a"]), case(tags=["ab"])),
    "no tags": ({"tag": "a"}, case(tags=["a"]), case(tags=None)),
    "owner": ({"owner": TOWN}, case(owner_center=TOWN), case(owner_center=VILLAGE)),
    "lead agency": ({"agency": "police"}, case(lead_agency="police"), case()),
    "agency of a task": ({"agency": "police"}, tasked(), tasked(agency="court")),
    "claimed by": ({"claimed_by": "a"}, case(claimed_by="a"), case(claimed_by="ab")),
    "supervised": ({"supervised": 1}, case(supervision="yellow_card"), case()),
    "on the ledger": ({"on_ledger": 1}, case(status="ledger"), case()),
    "joint": ({"joint": 1}, tasked(), tasked(ended_at=RECEIVED_AT)),
    "unsigned": ({"unsigned": 1}, unsigned(), case()),
    "source reference": ({"number": "S-1"}, case(source_ref="S-12"), case()),
    "case number": (
        {"number": "ab12-c"},
        case(case_number="AB12-CD34-EF56"),
        case(case_number="0AB1-2CD3-4EF5"),
    ),
    "no pattern in a number": (
        {"number": "S%"},
        case(source_ref="S%1"),
        case(source_ref="SX1"),
    ),
    "text": ({"text": "噪声"}, case(title="夜间噪声"), case(title="夜间")),
    "text in any case": ({"text": "ktv"}, case(title="某KTV"), case(title=None)),
    "no pattern in a text": ({"text": "_%"}, case(title="a_%"), case(title="abc")),
    "received": (
        {"dated_by": "received", "from_day": SHANGHAI_DAY},
        case(received_at=datetime.fromisoformat("2026-03-02T00:00:00+08:00")),
        case(received_at=datetime.fromisoformat("2026-03-01T23:59:59+08:00")),
    ),
    "received until": (
        {"dated_by": "received", "until_day": SHANGHAI_DAY},
        case(received_at=datetime.fromisoformat("2026-03-01T23:59:59+08:00")),
        case(received_at=datetime.fromisoformat("2026-03-02T00:00:00+08:00")),
    ),
    "due": (
        {"dated_by": "due", "from_day": date(2026, 3, 9)},
        case(),
        case(close_due_at=CLOSE_DUE - DAY),
    ),
    "due at all": ({"dated_by": "due"}, case(), case(close_due_at=None)),
    "closed": (
        {"dated_by": "closed", "from_day": date(2026, 3, 3)},
        case(**CLOSED),
        case(status="closed", closed_at=RECEIVED_AT),
    ),
    "facts": ({}, case(), case(version=None)),
    "device health": ({}, alert(), alert(is_device_health=True)),
    "finished device health": (
        {},
        alert(status="false_alarm"),
        alert(status="false_alarm", is_device_health=True),
    ),
}
"""Of each: what is asked for, an item that fits, and one that does not."""


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_lets_through_what_fits_and_nothing_else(name: str) -> None:
    given, fits, fits_not = FILTERS[name]
    store = holding(fits, fits_not)
    assert found(store, **given) == [fits["item_id"]]
    assert sum(row["items"] for row in counts(store, **given)) == 1


@pytest.mark.parametrize(
    ("mark", "given", "due_at"),
    [
        ("overdue", case(), CLOSE_DUE),
        ("due_soon", case(), CLOSE_DUE - 7 * DAY / 4),
        ("unsigned_late", unsigned(), SIGN_DUE),
    ],
)
def test_a_clock_lets_through_from_its_moment_on(
    mark: str, given: Row, due_at: datetime
) -> None:
    store, moment = holding(given), timedelta(microseconds=1)
    assert found(store, **{mark: 1}, now_at=due_at - moment) == []
    assert found(store, **{mark: 1}, now_at=due_at + moment) == [given["item_id"]]


def test_what_is_overdue_is_due_soon_no_more_and_the_ledger_is_neither() -> None:
    store = holding(case(), case(status="ledger"))
    late = {"now_at": CLOSE_DUE + DAY}
    assert len(found(store, overdue=1, **late)) == 1
    assert found(store, due_soon=1, **late) == []
    assert len(found(store, due_soon=1, overdue=1, **late)) == 1
    assert found(store, due_soon=1, overdue=1, now_at=RECEIVED_AT) == []


def test_the_status_is_that_of_now() -> None:
    shelved = alert(shelved_until=NOW + DAY, status="acknowledged")
    store = holding(shelved)
    assert found(store, status="shelved", state="open") == [shelved["item_id"]]
    assert found(store, status="acknowledged") == []
    assert found(store, status="raised", now_at=NOW + 2 * DAY) == [shelved["item_id"]]


SORTS: dict[str, tuple[Row, Row]] = {
    "received": ({"received_at": RECEIVED_AT + DAY}, {"received_at": RECEIVED_AT}),
    "oldest": ({"received_at": RECEIVED_AT}, {"received_at": RECEIVED_AT + DAY}),
    "due": ({"close_due_at": CLOSE_DUE}, {"close_due_at": CLOSE_DUE + DAY}),
    "severity": ({"severity": "01"}, {"severity": "02"}),
    "moved": ({"last_move_at": RECEIVED_AT + DAY}, {"last_move_at": RECEIVED_AT}),
    "closed": (CLOSED, CLOSED | {"closed_at": RECEIVED_AT}),
}


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_has_this_before_that_whatever_came_first(sort: str) -> None:
    first, second = (case(**given) for given in SORTS[sort])
    for items in ((first, second), (second, first)):
        assert found(holding(*items), sort=sort) == [
            first["item_id"],
            second["item_id"],
        ]


def test_what_has_no_due_date_comes_last() -> None:
    with_due, without = case(), case(close_due_at=None)
    assert found(holding(without, with_due), sort="due")[-1] == without["item_id"]


@pytest.mark.parametrize(
    ("items", "page_no", "places"),
    [
        (0, 1, []),
        (1, 1, [1]),
        (4, 1, [1, 2, 3, 4]),
        (4, 2, [1, 2, 3, 4]),
        (5, 2, [5]),
        (5, 3, [5]),
        (9, 2, [5, 6, 7, 8]),
        (9, 99, [9]),
    ],
)
def test_beyond_the_last_page_it_is_the_last(
    items: int, page_no: int, places: list[int]
) -> None:
    store = holding(*(case() for _ in range(items)))
    rows = page(store, row_limit=4, page_no=page_no)
    assert [row["place"] for row in rows] == places


def test_an_item_that_only_moves_have_named_is_not_listed() -> None:
    assert found(holding(item(version=None))) == []
