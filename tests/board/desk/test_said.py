"""What people write is read as the contract wants it, or told why it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from board.desk.forms import stream_of
from board.desk.said import AHEAD, Place, Unfit, moment_of, place, read
from board.look.clock import SHANGHAI
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY, SUIXIAN, ZENGDU = 421300000000, 421321000000, 421303000000
LISHAN = 421321101000
DISPUTE = stream_of("dispute")


def bare(year: int) -> datetime:
    """The beginning of a year as a spreadsheet has it: nowhere."""
    return datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture(scope="session")
def where(snapshot: Snapshot) -> Place:
    return place(snapshot.geography, CITY, NOW)


def reason(field: str, raw: object, where: Place) -> str:
    with pytest.raises(Unfit) as caught:
        read(DISPUTE, field, raw, where)  # type: ignore[arg-type] # as a file has it
    return caught.value.reason


@given(
    some.datetimes(min_value=bare(2001), max_value=bare(2098)),
    some.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S",
            "%Y/%m/%d %H:%M:%S",
            "%Y年%m月%d日%H时%M分%S秒",
            "%Y.%m.%dT%H:%M:%S",
        ]
    ),
)
def test_a_moment_is_read_however_it_is_written(moment: datetime, form: str) -> None:
    wanted = moment.replace(microsecond=0, tzinfo=SHANGHAI)
    assert moment_of(wanted.strftime(form), NOW) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14:05", datetime(2026, 3, 18, 14, 5, tzinfo=SHANGHAI)),
        ("3-2 9:30", datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=SHANGHAI)),
        ("2026-03-02T09:30:00Z", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02 09:30:00+0800", datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)),
        (bare(2026), datetime(2026, 1, 1, tzinfo=SHANGHAI)),
        ("2026-13-01", None),
        ("25:00", None),
        ("yesterday", None),
        ("", None),
        ("12", None),
    ],
)
def test_what_a_moment_leaves_out_is_of_today(
    text: str | datetime, wanted: datetime | None
) -> None:
    assert moment_of(text, NOW) == wanted


def test_nothing_occurred_later_than_now_or_before_2000(where: Place) -> None:
    assert reason("occurred_at", NOW + AHEAD + timedelta(seconds=1), where) == (
        "in_future"
    )
    assert reason("occurred_at", "1999-12-31 23:59", where) == "too_early"
    assert reason("occurred_at", "soon", where) == "no_moment"
    assert read(DISPUTE, "occurred_at", NOW + AHEAD, where) == NOW + AHEAD


def test_a_division_is_known_by_its_code_and_by_its_whole_name(where: Place) -> None:
    geography = where.geography
    village = geography.children[LISHAN][0]
    names = [one.name for one in geography.path(village)]
    for text in (
        str(village),
        "".join(names),
        " · ".join(names[1:]),
        "/".join(names[2:]),
    ):
        assert read(DISPUTE, "division_code", text, where) == f"{village:012d}"
    assert read(DISPUTE, "division_code", "421321", where) == f"{SUIXIAN}"


@pytest.mark.parametrize(
    "text",
    ["神农社区居民委员会", "神农社区", "厉山镇神农社区", "随县 厉山镇（神农社区）"],
)
def test_a_village_is_known_without_its_committee(where: Place, text: str) -> None:
    found = int(read(DISPUTE, "division_code", text, where))
    assert where.geography.name(found) == "神农社区居民委员会"


def test_a_name_that_several_divisions_bear_asks_for_their_town(where: Place) -> None:
    names = [one.name for one in where.geography.divisions.values()]
    twice = next(one for one in names if names.count(one) > 1)
    assert reason("division_code", twice, where) == "ambiguous_division"
    assert reason("division_code", "无此村", where) == "unknown_division"
    assert reason("division_code", "999999", where) == "unknown_division"


def test_a_center_writes_of_its_own_range_alone(where: Place) -> None:
    zengdu = place(where.geography, ZENGDU, NOW)
    assert reason("division_code", str(LISHAN), zengdu) == "outside_range"


@pytest.mark.parametrize("raw", ["17", "邻里关系", "Neighbours"])
def test_a_code_is_known_by_its_names(where: Place, raw: str) -> None:
    assert read(DISPUTE, "category", raw, where) == "17"


def test_a_spreadsheet_takes_the_zeros_off_a_code(where: Place) -> None:
    assert read(DISPUTE, "category", "1", where) == "01"
    assert read(DISPUTE, "level", "4", where) == "04"
    assert reason("category", "0", where) == "not_listed"


def test_a_limit_is_told_with_the_fault(where: Place) -> None:
    with pytest.raises(Unfit) as caught:
        read(DISPUTE, "title", "x" * 201, where)
    assert (caught.value.reason, caught.value.values) == ("too_long", {"most": 200})
    with pytest.raises(Unfit) as caught:
        read(stream_of("risk_lead"), "score", "101", where)
    assert caught.value.values == {"low": 0, "high": 100}
    assert reason("party_hash", "a name", where) == "unfit"
