"""The city pack: divisions, centers, people, sites and cameras."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import cache

import pytest

from sql.reference import build
from sql.reference.region import Point, Region, Town, read_region
from sql.reference.tables import HERE, table


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in table(name)]


@cache
def region() -> Region:
    return read_region(build.PACK)


@cache
def towns() -> dict[str, Town]:
    return {town.division.code: town for town in region().towns}


@cache
def cameras() -> list[dict[str, str]]:
    return table("suizhou/cameras.csv.gz")


def town_of(row: dict[str, str]) -> Town:
    return towns()[f"{row['division_code'][:9]}000"]


def place_of(row: dict[str, str]) -> Point:
    return Point(float(row["longitude"]), float(row["latitude"]))


def test_the_city_has_its_four_tiers() -> None:
    tiers = Counter(column("suizhou/divisions.csv", "tier"))
    assert tiers == {"city": 1, "county": 3, "town": 51, "village": 1009}


def test_division_codes_are_unique_and_carry_their_edition() -> None:
    divisions = table("suizhou/divisions.csv")
    assert len({row["division_code"] for row in divisions}) == 1064
    assert {row["edition"] for row in divisions} == {"2023-06-30"}


def test_thirty_village_names_repeat_so_a_name_is_no_key() -> None:
    villages = [r for r in table("suizhou/divisions.csv") if r["tier"] == "village"]
    repeated = {n: c for n, c in Counter(r["name"] for r in villages).items() if c > 1}
    assert len(repeated) == 30
    assert max(repeated.values()) == 3


def test_three_villages_share_the_name_shuanghe() -> None:
    assert column("suizhou/divisions.csv", "name").count("双河村") == 3


def test_no_two_centers_share_a_name() -> None:
    names = column("suizhou/centers.csv", "name")
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("code", "unit_type"),
    [
        ("421303187000", "town"),
        ("421303499000", "zone_or_farm"),
        ("421303587000", "zone_or_farm"),
        ("421381400000", "zone_or_farm"),
        ("421381401000", "zone_or_farm"),
        ("421381402000", "zone_or_farm"),
        ("421381100000", "town"),
    ],
)
def test_odd_codes_are_towns_all_the_same(code: str, unit_type: str) -> None:
    by_code = {row["division_code"]: row for row in table("suizhou/divisions.csv")}
    assert (by_code[code]["tier"], by_code[code]["unit_type"]) == ("town", unit_type)


def test_the_city_district_without_area_is_no_division() -> None:
    assert "421301000000" not in column("suizhou/divisions.csv", "division_code")


def test_every_division_has_a_parent_whose_code_it_continues() -> None:
    kept = {"county": 4, "town": 6, "village": 9}
    for row in table("suizhou/divisions.csv")[1:]:
        digits = kept[row["tier"]]
        parent = row["division_code"][:digits].ljust(12, "0")
        assert row["parent_code"] == parent


def test_every_division_has_a_center_and_the_zone_has_one_without_a_division() -> None:
    centers = table("suizhou/centers.csv")
    assert len({row["center_code"] for row in centers}) == len(centers) == 1065
    without = [row for row in centers if not row["division_code"]]
    assert [row["center_code"] for row in without] == ["421390000000"]
    owned = [row["division_code"] for row in centers if row["division_code"]]
    assert sorted(owned) == sorted(column("suizhou/divisions.csv", "division_code"))


def test_every_center_but_the_citys_reports_to_a_center() -> None:
    centers = table("suizhou/centers.csv")
    known = {row["center_code"] for row in centers}
    heads = [row["center_code"] for row in centers if not row["parent_center_code"]]
    assert heads == ["421300000000"]
    assert {row["parent_center_code"] for row in centers} - {""} <= known


def test_a_division_is_seen_by_its_own_center_and_those_above_it_only() -> None:
    parents = {
        r["division_code"]: r["parent_code"] for r in table("suizhou/divisions.csv")
    }
    ranges = [
        (row["center_code"], int(row["low"]), int(row["high"]))
        for row in table("suizhou/center_ranges.csv")
    ]
    for code in parents:
        seen_by = [center for center, low, high in ranges if low <= int(code) < high]
        assert sorted(seen_by) == sorted(expected_centers(code, parents))


def expected_centers(code: str, parents: dict[str, str]) -> list[str]:
    chain = [code]
    while parents[chain[-1]]:
        chain.append(parents[chain[-1]])
    zone = [build.ZONE_CENTER] if set(chain) & set(build.ZONE_TOWNS) else []
    return chain + zone


def test_every_town_has_people_and_the_city_about_two_million() -> None:
    populations = table("suizhou/populations.csv")
    towns = [
        r["division_code"]
        for r in table("suizhou/divisions.csv")
        if r["tier"] == "town"
    ]
    assert [row["division_code"] for row in populations] == towns
    assert sum(int(row["population"]) for row in populations) == 2_040_000
    assert {row["source_note"] for row in populations} == {"demo estimate"}


def test_sites_are_as_many_as_the_city_reports() -> None:
    sites = table("suizhou/sites.csv")
    kinds = Counter((row["site_type"], row["division_code"][:6]) for row in sites)
    assert kinds == {
        ("police_post", "421303"): 8,
        ("quick_response", "421321"): 14,
        ("quick_response", "421381"): 14,
    }
    assert len({row["site_code"] for row in sites}) == 36


def test_sites_stand_in_their_town_and_say_that_they_are_synthetic() -> None:
    lists = table("code_lists.csv")
    functions = {row["code"] for row in lists if row["list"] == "site_function"}
    for row in table("suizhou/sites.csv"):
        assert town_of(row).contains(place_of(row))
        assert set(row["functions"].split()) <= functions
        assert row["is_synthetic"] == "1"


def test_there_are_54000_cameras_with_ids_of_the_standards_form() -> None:
    ids = [row["camera_id"] for row in cameras()]
    assert len(ids) == len(set(ids)) == 54_000
    assert {len(camera) for camera in ids} == {20}
    assert {camera[10:14] for camera in ids} == {"1320"}
    assert {camera[:8] for camera in ids} == {"42130300", "42132100", "42138100"}


def test_every_camera_belongs_to_a_village_and_every_village_has_one() -> None:
    villages = {
        r["division_code"]
        for r in table("suizhou/divisions.csv")
        if r["tier"] == "village"
    }
    assert {row["division_code"] for row in cameras()} == villages


def test_cameras_stand_inside_their_town() -> None:
    for row in cameras()[::50]:
        assert town_of(row).contains(place_of(row))


def test_a_camera_id_carries_the_county_it_stands_in() -> None:
    for row in cameras():
        assert row["camera_id"][:6] == row["division_code"][:6]


def test_building_again_gives_the_committed_files() -> None:
    # Packed bytes are the compression library's own; what is packed is ours.
    for name, made in build.files(region()).items():
        unpack = gzip.decompress if name.endswith(".gz") else bytes
        assert unpack(made) == unpack((HERE / build.PACK / name).read_bytes())
