"""Every schema from the oldest on leads to the present one, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from sql.errors import StoreError
from sql.migration import carry, require_present, schema_of, steps, steps_from
from sql.version import SCHEMA
from tests.support.earlier import DERIVED, OLDEST, earlier, shape

if TYPE_CHECKING:
    from pathlib import Path

NEWER = str(int(SCHEMA) + 1)
MEMORY, THREADS = "2GB", 1


def test_every_raise_of_the_schema_has_its_step() -> None:
    """Whoever raises SCHEMA writes `sql/migrations/NN_to_NN.sql`: sql/README.md."""
    assert list(steps()) == list(range(OLDEST, int(SCHEMA)))
    assert list(steps_from(str(OLDEST), SCHEMA)) == list(steps())
    assert steps_from(SCHEMA, SCHEMA) == {}


def test_the_steps_lead_to_the_present_schema_and_leave_nothing_derived(
    tmp_path: Path,
) -> None:
    old = earlier(tmp_path / "old.duckdb")
    assert schema_of(old) == (str(OLDEST), 0)
    carry(old, steps(), MEMORY, THREADS)
    assert schema_of(old) == (SCHEMA, 0)
    assert not {table for table, *_ in shape(old)[0]} & set(DERIVED)


def test_the_steps_are_made_together_or_not_at_all(tmp_path: Path) -> None:
    old = earlier(tmp_path / "old.duckdb")
    before = shape(old)
    torn = {**steps(), int(SCHEMA): [("torn", "alter table nowhere drop column x")]}
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        carry(old, torn, MEMORY, THREADS)
    assert shape(old) == before
    assert schema_of(old)[0] == str(OLDEST)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (NEWER, rf"newer version \(schema {NEWER}, this program's is {SCHEMA}\)"),
        (None, r"too long ago \(schema 1; from 7 on .* builds it anew from Kafka"),
        ("9", r"schema 9, this program's is .* with python -m streams migrate"),
    ],
)
def test_a_store_of_another_schema_is_refused_with_what_helps(
    tmp_path: Path, kept: str | None, said: str
) -> None:
    with pytest.raises(StoreError, match=said):
        require_present(tmp_path, kept, SCHEMA)
    require_present(tmp_path, SCHEMA, SCHEMA)


def test_a_file_that_is_no_store_is_said(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(StoreError, match="is no store of this program"):
        schema_of(tmp_path / "other.duckdb")


@pytest.mark.parametrize("name", ["10_to_12.sql", "ten.sql"])
def test_a_file_that_names_no_step_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("-- name: x\nselect 1")
    with pytest.raises(ValueError, match="names no step"):
        steps(tmp_path)
