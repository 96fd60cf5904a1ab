"""What goes into Arrow comes out as it was, and the store has the same columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import fields

from streams.clock import EPOCH, SHANGHAI
from streams.handling.state import SELDOM, Handling, opening
from streams.landing import columns
from streams.landing.handling_columns import FILE, sql_type, text
from streams.landing.structs import schema_of, structs
from tests.support.intake import Intake

NOW = datetime(2026, 11, 26, 23, 59, 59, 999_999, tzinfo=SHANGHAI)
MOMENTS = (
    NOW,
    datetime(1988, 7, 1, 12, tzinfo=SHANGHAI),
    EPOCH - timedelta(microseconds=1),
    None,
)


class Task(Struct, frozen=True):
    """What a state may hold several of."""

    task_id: str
    state: Literal["sent", "signed"]
    due_at: datetime | None = None
    returns: int = 0


class Case(Struct, frozen=True):
    """A state with a list of structs."""

    title: Annotated[str | None, SELDOM]
    opened_at: datetime
    share: float = 0.5
    is_open: bool = True
    tasks: list[Task] = []
    last: Task | None = None


TASKS = [Task("a", "sent"), Task("b", "signed", NOW, 2)]
CASES = [Case(None, NOW), Case("演示", NOW, 0.0, False, TASKS, TASKS[1])]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_comes_back_to_the_microsecond_in_the_citys_time(
    moment: datetime | None,
) -> None:
    state = msgspec.structs.replace(opening("dispute", "d"), closed_at=moment)
    (found,) = structs(columns.handling([state, state]).slice(1), Handling)
    assert found == state
    assert moment is None or found.closed_at.utcoffset() == timedelta(hours=8)


def test_no_states_are_none() -> None:
    assert structs(columns.handling([]), Handling) == []


def test_lists_of_structs_come_back_as_they_were() -> None:
    rows = [[getattr(case, each.name) for each in fields(Case)] for case in CASES]
    found = structs(columns.table(schema_of(Case), rows), Case)
    assert found == CASES
    assert msgspec.json.encode(found) == msgspec.json.encode(CASES)


def test_a_type_that_no_column_holds_is_refused() -> None:
    with pytest.raises(KeyError):
        schema_of(msgspec.defstruct("Odd", [("odd", dict[str, str])]))


def test_the_store_is_told_the_columns_that_the_struct_has() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), (
        "run: python -m streams.landing.handling_columns"
    )


def test_lists_and_structs_are_defined_as_duckdb_writes_them() -> None:
    task = "struct(task_id varchar, state varchar, due_at timestamptz, returns bigint)"
    defined = [sql_type(each.type) for each in schema_of(Case)]
    assert defined[-2:] == [f"{task}[]", task]


def test_the_store_gives_back_the_columns_that_it_is_lent() -> None:
    intake = Intake()
    intake.event("dispute")
    intake.move("dispute", "accept")
    with intake.store.transaction() as transaction:
        kept = transaction.read("every_present_handling")
    assert kept.num_rows == 1
    assert kept.schema == columns.HANDLING


def test_what_stands_within_a_column_has_to_say_all_its_fields() -> None:
    """Only the beginnings of the state itself are known to reads of a past moment."""
    terse = msgspec.defstruct("Terse", [("n", int, 0)], omit_defaults=True)
    with pytest.raises(TypeError, match="Terse leaves out"):
        schema_of(msgspec.defstruct("State", [("several", list[terse])]))
