"""Every indicator has a definition, and names columns that its read gives."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from sql.statements import statements
from sql.store import Store
from tests.sql.drawn import NOW, START, TIERS
from tests.support.ready import ready_store

OF_SECTION_5 = {
    *("received", "open", "close_rate", "timely_rate", "sign_timely_rate"),
    *("settle_rate", "first_settle_rate", "return_rate", "handling_time_p50"),
    *("handling_time_p90", "overdue", "due_soon", "supervised", "visit_rate"),
    *("satisfaction_rate", "year_on_year", "period_on_period", "per_10000_people"),
    *("joint_rate", "first_response", "device_fault_rate", "alert_validity"),
    *("alert_disposal", "lead_accuracy", "sign_rate", "feedback_rate", "data_age"),
    *(f"contained_{tier}" for tier in TIERS),
    *(f"resolved_by_{tier}" for tier in TIERS),
}
DICTIONARY = {row["indicator"]: row for row in table("indicators.csv")}
AXES = {"handed", "sent", "received", "due", "closed", "open", "none"}
UNITS = {
    *("count", "percent", "per_1000", "per_10000", "change"),
    *("minutes", "seconds"),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return ready_store()


def test_every_indicator_of_the_domain_is_in_the_dictionary() -> None:
    assert DICTIONARY.keys() >= OF_SECTION_5
    assert len(DICTIONARY) == len(table("indicators.csv"))


@pytest.mark.parametrize("row", DICTIONARY.values(), ids=DICTIONARY.keys())
def test_every_definition_is_whole_in_both_languages(row: dict[str, str]) -> None:
    for name in ("name_zh", "name_en", "formula_zh", "formula_en"):
        assert row[name].strip()
    assert row["name_en"].isascii()
    assert row["formula_en"].isascii()
    assert row["axis"] in AXES
    assert row["unit"] in UNITS
    assert row["better"] in {"up", "down", "none"}
    if row["denominator"]:
        assert row["minimum_n"] == "10"


@pytest.mark.parametrize("row", DICTIONARY.values(), ids=DICTIONARY.keys())
def test_every_definition_names_columns_that_its_read_gives(
    store: Store, row: dict[str, str]
) -> None:
    found = store.query(
        row["statement"],
        **{
            name: {"date": START, "timestamptz": NOW}.get(kind, 1)
            for name, kind in statements("reads")[row["statement"]].parameters.items()
        },
    )
    filtered = row["row_filter"].partition("=")[0]
    named = {row["numerator"], row["denominator"], filtered} - {""}
    assert named <= set(found.column_names)
    if row["statement"].startswith("indicators_by_"):
        assert "axis" in found.column_names


def test_the_dictionary_is_a_read_in_the_order_of_its_file(store: Store) -> None:
    rows = store.query("indicators").to_pylist()
    assert [row["indicator"] for row in rows] == list(DICTIONARY)
    assert {row["minimum_n"] for row in rows} == {None, 10}
