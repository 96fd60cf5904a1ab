"""Several questions of one moment, asked together; the moment may be a past one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct

from sql.questions import Question, as_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

# A name of our own, because msgspec looks the type up when it decodes.
Instant: TypeAlias = datetime
Row = TypeVar("Row", bound=Struct)
AT_ONCE = 200
"""So many identifiers, of 64 letters at most, fit into one question."""
VECTOR = "offsets"
"""The question that every round asks besides its own: what its answers stand on."""


class Moment(Struct, frozen=True):
    """When a round was asked, and the vector of offsets that its answers stand on."""

    at: Instant
    offsets: str


class Answers(Struct, frozen=True):
    """The tables of a round by the names of its questions."""

    moment: Moment
    tables: Mapping[str, pa.Table]

    def __getitem__(self, name: str) -> pa.Table:
        return self.tables[name]

    def rows(self, name: str, row: type[Row]) -> tuple[Row, ...]:
        return rows_of(self.tables[name], row)

    def first(self, name: str, row: type[Row]) -> Row | None:
        return next(iter(self.rows(name, row)), None)


def asked(name: str, **parameters: object) -> Question:
    """A named read with its parameters."""
    return Question(name, parameters)


def in_past(
    questions: Mapping[str, Question], moment: Moment | None
) -> Mapping[str, Question]:
    """The same questions about a past moment; as they are for the present."""
    if moment is None:
        return questions
    return {name: as_of(one, moment.offsets) for name, one in questions.items()}


def answers(
    tables: Mapping[str, pa.Table], now: datetime, past: Moment | None
) -> Answers:
    """The tables of a round, which brings its vector unless it asked about the past."""
    offsets = tables[VECTOR].column(VECTOR)[0].as_py()
    return Answers(past or Moment(now, offsets or "[]"), tables)


def in_parts(named: Iterable[str]) -> Iterator[str]:
    """Identifiers parted by blanks, so many as one question holds at a time."""
    every = tuple(named)
    for start in range(0, len(every), AT_ONCE):
        yield " ".join(every[start : start + AT_ONCE])


def rows_of(table: pa.Table, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a read; columns that the struct does not name are left out."""
    columns = [table.column(one).to_pylist() for one in row.__struct_fields__]
    return tuple(map(row, *columns))
