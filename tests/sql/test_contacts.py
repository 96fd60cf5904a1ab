"""通讯录: posts of every center, numbers that nobody has, rows that are refused."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from sql.contacts import check
from sql.errors import StoreError
from sql.lists import reference_rows
from sql.reference.contacts import by_place, by_site
from sql.reference.tables import table

CENTERS = table("suizhou/centers.csv")
AGENCIES = [row["agency_code"] for row in table("agencies.csv")]
SITES = [row["site_code"] for row in table("suizhou/sites.csv")]
CODES = [row["center_code"] for row in CENTERS]
SHIPPED = table("suizhou/contacts.csv")


def refused(*changes: tuple[int, dict[str, str]]) -> None:
    rows = [dict(row) for row in SHIPPED]
    for place, cells in changes:
        rows[place] |= cells
    check(pa.Table.from_pylist(rows), CODES, AGENCIES, SITES)


def test_every_center_and_every_agency_of_city_and_counties_has_a_post() -> None:
    check(reference_rows("contacts"), CODES, AGENCIES, SITES)
    staffed = [row for row in CENTERS if row["tier"] in ("city", "county")]
    wanted = {(int(code), "") for code in CODES} | {
        (int(row["center_code"]), agency) for row in staffed for agency in AGENCIES
    }
    assert set(by_place()) == wanted
    assert set(by_site()) == set(SITES)


def test_what_ships_is_synthetic_and_says_so() -> None:
    numbers = [row["phone"] for row in SHIPPED]
    assert all(re.fullmatch(r"0722-000\d{4}", one) for one in numbers)
    assert len(set(numbers)) == len(numbers)
    assert {row["note"] for row in SHIPPED} == {"演示号码，非真实电话"}
    assert {row["post"] for row in SHIPPED} == {"值班室", "指挥中心"}


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"center_code": "1"}, "no center of centers.csv"),
        ({"agency_code": "navy"}, "none of agencies.csv"),
        ({"site_code": "X1"}, "none of sites.csv"),
        ({"post": "王小明"}, "never a person"),
        ({"post": "王小明", "phone": "13800000000"}, "never a person"),
        ({"post": ""}, "never a person"),
        ({"phone": "13800000000"}, "a mobile number is a person's"),
        ({"phone": "138-0000-0000"}, "a mobile number is a person's"),
        ({"phone": "see wall"}, "digits with hyphens"),
        ({"phone": ""}, "digits with hyphens"),
        ({"note": "长" * 61}, "at most 60"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_and_its_number_not_repeated(
    cells: dict[str, str], remedy: str
) -> None:
    with pytest.raises(StoreError, match=rf"contacts.csv line 2 \(.*{remedy}") as told:
        refused((0, cells))
    assert "13800000000" not in str(told.value)


def test_a_post_stands_once_and_its_own_mobile_may_stand() -> None:
    refused((0, {"post": "值班手机", "phone": "13800000000"}))
    with pytest.raises(StoreError, match="stands there twice"):
        refused((1, {"center_code": CODES[0], "post": "值班室", "agency_code": ""}))
