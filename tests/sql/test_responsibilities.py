"""责任清单: what ships answers for everything, what cannot stand is refused, and how
often it was followed is what a recount in Python says.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from sql.errors import StoreError
from sql.questions import Question
from sql.reference.responsibilities import every, fitting, presence
from sql.reference.tables import table
from sql.responsibilities import FILE, SEATED, check, check_seated
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.handed import handed
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES = [(row["kind"], row["category"]) for row in table("categories.csv")]
AGENCIES = [row["agency_code"] for row in table("agencies.csv")]
TAGS = [row["code"] for row in table("code_lists.csv") if row["list"] == "tag"]
CENTERS = [row["center_code"] for row in table("suizhou/centers.csv")]
SHIPPED, SEATS = table("responsibilities.csv"), table("suizhou/seated_agencies.csv")
TODAY = date(2026, 11, 30)
PERIOD = {
    "from_day": NOW.date() - timedelta(days=30),
    "until_day": NOW.date() + timedelta(days=1),
    "low": 421300000000,
    "high": 421400000000,
}
ANY = dict.fromkeys(("kind", "category", "agency", "way", "followed"), "")


def test_somebody_answers_for_every_category_and_every_agency_stands_there() -> None:
    check(pa.Table.from_pylist(SHIPPED), CATEGORIES, AGENCIES, TAGS)
    check_seated(pa.Table.from_pylist(SEATS), CENTERS, AGENCIES)
    answers = [fitting(*one, (), TODAY) for one in CATEGORIES]
    assert all(answers)
    assert {agency for one in every() for agency in one.agencies} == set(AGENCIES)
    assert all("示例" in row["source_note"] for row in SHIPPED)


def test_what_is_narrow_comes_first_and_a_tag_decides() -> None:
    def lead(*of: Any) -> str:
        found = fitting(*of, TODAY)
        return found.lead if found else ""

    assert lead("incident", "0406", ()) == "education"
    assert lead("incident", "0107", ()) == "police"
    assert lead("incident", "0107", ("school",)) == "education"
    assert lead("risk_lead", "07", ()) == "education"
    assert lead("dispute", "14", ("enterprise",)) == "industry_commerce"
    assert lead("dispute", "14", ("school",)) == "justice"
    assert fitting("dispute", "14", (), date(2019, 12, 31)) is None
    assert fitting("dispute", "never", (), TODAY) is None


def test_where_agencies_sit_is_said_of_a_center_or_of_its_tier() -> None:
    assert presence("city", 421300000000, "police") == "resident"
    assert presence("county", 421321000000, "gas") == "on_call"
    assert presence("village", 421321101201, "police") == ""


@pytest.mark.parametrize(
    ("line", "cells", "remedy"),
    [
        (2, {"kind": "rumour"}, "names a stream"),
        (2, {"category": "99"}, "none of this stream"),
        (2, {"category": "09*"}, "none of this stream"),
        (2, {"tag": "royal"}, "none of the list `tag`"),
        (2, {"lead": "navy"}, "the one agency that leads"),
        (2, {"lead": "police|fire"}, "the one agency that leads"),
        (2, {"co_handlers": "police navy"}, "parted by"),
        (2, {"co_handlers": "police|police"}, "stands there once"),
        (2, {"co_handlers": "education"}, "stands there once"),
        (2, {"tier": "province"}, "is one of city"),
        (2, {"basis_en": ""}, "in both languages"),
        (2, {"basis_zh": "长" * 121}, "at most 120"),
        (2, {"valid_from": "today"}, "a day such as"),
        (8, {"category": "0101"}, "put it above"),
        (8, {"category": "0101", "tag": "school"}, "put it above"),
        (3, {"rule": "7"}, "in their order: 2"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_with_place_and_remedy(
    line: int, cells: dict[str, str], remedy: str
) -> None:
    rows = [dict(row) for row in SHIPPED]
    rows[line - 2] |= cells
    with pytest.raises(StoreError, match=rf"{FILE} line {line} \(.*{remedy}"):
        check(pa.Table.from_pylist(rows), CATEGORIES, AGENCIES, TAGS)


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"center_code": CENTERS[0]}, "either the `tier`"),
        ({"tier": ""}, "either the `tier`"),
        ({"tier": "", "center_code": "1"}, "no center"),
        ({"agency_code": "navy"}, "none of agencies"),
        ({"presence": ""}, "is one of resident"),
        ({"agency_code": SEATS[1]["agency_code"]}, "said twice"),
    ],
)
def test_a_seat_that_cannot_stand_is_refused(
    cells: dict[str, str], remedy: str
) -> None:
    rows = [dict(row) for row in SEATS]
    rows[0] |= cells
    with pytest.raises(StoreError, match=rf"{SEATED} line \d+ \(.*{remedy}"):
        check_seated(pa.Table.from_pylist(rows), CENTERS, AGENCIES)


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    handed(found, NOW)
    return found


def recounted(city: City) -> Counter[tuple[Any, ...]]:
    """Every hand-over and task of every item, by the list as Python reads it."""
    counts: Counter[tuple[Any, ...]] = Counter()
    rows = city.store._connection.table("items_open").to_arrow_table().to_pylist()  # noqa: SLF001 - rows as they are kept
    for row in rows:
        given = [("assign", one["to_agency"]) for one in row["handovers"]]
        given += [("join", one["agency"]) for one in row["tasks"]]
        for way, agency in given:
            if agency:
                counts[_said(row, way, agency)] += 1
    return counts


def _said(row: Mapping[str, Any], way: str, agency: str) -> tuple[Any, ...]:
    found = fitting(row["kind"], row["category"], row["tags"] or (), TODAY)
    assert found
    is_helper = agency in found.co_handlers
    followed = "lead" if agency == found.lead else "co" if is_helper else "other"
    return (row["kind"], row["category"], found.rule, agency, way, followed)


def test_how_often_the_list_was_followed_is_what_a_recount_says(city: City) -> None:
    keys = ("kind", "category", "rule", "agency", "way", "followed")
    rows = city.store.query("responsibilities_followed", **PERIOD).to_pylist()
    told = {tuple(row[key] for key in keys): row["handed"] for row in rows}
    assert told == recounted(city)
    assert {row["followed"] for row in rows} == {"lead", "co", "other"}


def test_the_indicator_counts_the_same_hand_overs_by_town(city: City) -> None:
    followed, towns = (
        found.to_pylist()
        for found in city.store.round(
            Question("responsibilities_followed", PERIOD),
            Question("responsibilities_by_town", PERIOD),
        )
    )
    wanted: Counter[tuple[str, str]] = Counter()
    for row in followed:
        if row["followed"] != "unlisted":
            wanted[row["kind"], "listed"] += row["handed"]
        if row["followed"] in {"lead", "co"}:
            wanted[row["kind"], "as_listed"] += row["handed"]
    found: Counter[tuple[str, str]] = Counter()
    for row in towns:
        for key in ("listed", "as_listed"):
            found[row["kind"], key] += row[key]
    assert found == wanted
    assert 0 < found["incident", "as_listed"] < found["incident", "listed"]


def test_each_number_has_the_hand_overs_that_it_counts(city: City) -> None:
    rows = city.store.query("responsibilities_followed", **PERIOD).to_pylist()
    first, last = rows[0], rows[-1]
    keys = ("kind", "category", "agency", "way", "followed")
    questions = [
        Question(
            "responsibilities_handed",
            {**PERIOD, **ANY, **{key: row[key] for key in some}}
            | {"row_limit": 500, "page_no": 1},
        )
        for row, some in ((first, keys), (last, keys[:2]), (last, keys[4:]))
    ]
    one, of_category, of_followed = (
        found.to_pylist() for found in city.store.round(*questions)
    )
    assert len(one) == first["handed"] == one[0]["total"]
    assert {row["agency"] for row in one} == {first["agency"]}
    for found, some in ((of_category, keys[:2]), (of_followed, keys[4:])):
        wanted = sum(
            row["handed"] for row in rows if all(row[key] == last[key] for key in some)
        )
        assert len(found) == wanted


def test_how_an_agency_did_counts_its_hand_overs_its_feedback_and_its_tasks(
    city: City,
) -> None:
    items = city.store._connection.table("items_open").to_arrow_table().to_pylist()  # noqa: SLF001 - rows as they are kept
    mine = [row for row in items if row["category"] == "0107"]
    asked = {"kind": "incident", "categories": "0107 0108", "now_at": NOW}
    since = NOW - timedelta(days=90)
    found = city.store.query(
        "agency_course", center_code=421300000000, since_at=since, **asked
    ).to_pylist()
    courses = {row["agency"]: row for row in found}
    signed = Counter(row["lead_agency"] for row in mine)
    for agency, count in signed.items():
        assert courses[agency]["signed_on_time"] <= courses[agency]["to_sign"] == count
    assert courses["petition"]["fed_back"] == 0
    assert courses["petition"]["fed_back_s"] is None
    led = Counter(row["lead_agency"] for row in items)
    tasks = Counter(one["agency"] for row in items for one in row["tasks"])
    for agency in ("police", "petition"):
        assert courses[agency]["open_now"] == led[agency] + tasks[agency]
    beyond = city.store.query(
        "agency_course", center_code=421321101201, since_at=NOW, **asked
    ).to_pylist()
    assert all(row["to_sign"] == 0 for row in beyond)
