"""Every named statement runs, says its grain and casts its parameters."""

from datetime import UTC, date, datetime

import pytest

from sql import statements as found
from sql.errors import StoreError
from sql.statements import statements
from sql.store import Store
from tests.support.ready import ready_store

VALUES = {
    "date": date(2026, 1, 1),
    "timestamptz": datetime(2026, 1, 1, tzinfo=UTC),
    "bigint": 1,
    "integer": 5,
    "varchar": "x",
}


@pytest.fixture(scope="module")
def store() -> Store:
    return ready_store()


@pytest.mark.parametrize("name", statements("reads"))
def test_every_read_answers_on_an_empty_store(store: Store, name: str) -> None:
    parameters = statements("reads")[name].parameters
    given = {key: VALUES[kind] for key, kind in parameters.items()}
    if "offsets" in given:
        given["offsets"] = "[]"
    rows = store.query(name, **given)
    assert rows.num_columns > 0


@pytest.mark.parametrize("group", ["reads", "writes", "schema"])
def test_every_statement_says_its_grain(group: str) -> None:
    for statement in statements(group).values():
        assert statement.grain.endswith((".", ":", ",")), statement.name
        assert statement.text.startswith("-- "), statement.name


@pytest.mark.parametrize("group", ["reads", "writes"])
def test_every_parameter_is_cast_to_a_type(group: str) -> None:
    for statement in statements(group).values():
        assert all(statement.parameters.values()), statement.name


def test_a_vector_that_is_no_json_is_a_bad_question(store: Store) -> None:
    with pytest.raises(StoreError, match="JSON"):
        store.query("open_by_village_as_of", offsets="x", now_at=VALUES["timestamptz"])


def test_a_fragment_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"reads": {"lost": "-- One row.\n-- uses: nowhere\nselect 1 as one,"}}
    monkeypatch.setattr(found, "_read", lambda folder: texts.get(folder, {}))
    with pytest.raises(ValueError, match="no fragment is named nowhere"):
        statements.__wrapped__("reads")


@pytest.mark.parametrize("group", ["reads", "writes", "schema"])
def test_every_list_of_columns_is_spelled_out(group: str) -> None:
    for statement in statements(group).values():
        assert "-- names:" not in statement.text, statement.name
        assert "-- columns:" not in statement.text, statement.name


def test_a_list_gives_its_definitions_or_its_names() -> None:
    table = statements("schema")["create_items_open"].text
    assert "\n    lead_agency varchar using compression uncompressed,\n" in table
    assert "\n    lead_agency,\n" in statements("schema")["create_openings"].text
