"""Statistical tables: what may stand in their rows, columns and cells, and those that
are ready made. A city may change the list; a line that cannot be made is refused.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.codes import kinds
from board.look.definitions import definitions
from sql.reference.tables import table
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from board.look.definitions import Definition

FILE = "statistics.csv"
CASE, SIGNAL = "case", "signal"
OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
STEPS = ("day", "week", "month")
"""Dimensions of time; what is counted now has none of them."""
PLACES = ("division", "town")
"""What lies right below a division, and its towns."""
MARKS = frozenset({"campaign", "channel"})
"""Dimensions that only the items themselves know."""
COUNTED = frozenset({"indicators_by_town", "signals_by_town"})
STANDING = frozenset({"open_by_village", "deadlines_by_village"})
JUDGED = "signals_judged_by_town"
OF_SIGNALS = frozenset({"signals_by_town", JUDGED})
STOCK_OF_SIGNALS = frozenset({"open_signals", "unacknowledged_overdue"})
FORMS = frozenset({"count", "share"})
MOST_MEASURES = 8


class Statistic(Struct, frozen=True):
    """A ready-made table: of all cases, all signals or one stream; its dimensions, of
    which the columns may be empty, and the indicators in its cells.
    """

    name: str
    of: str
    rows: str
    columns: str
    measures: tuple[str, ...]


def subjects() -> tuple[str, ...]:
    """What is counted: cases and signals are never added to each other."""
    return (CASE, SIGNAL, *kinds())


def kinds_of(of: str) -> tuple[str, ...]:
    """The streams of a subject: any of them may have cases, for signals become some."""
    if of == CASE:
        return kinds()
    return tuple(one for one in kinds() if of in (one, OPENS_AS[one]))


def dimensions_of(of: str) -> tuple[str, ...]:
    """Of a campaign signals are too many to be walked through, and only disputes have a
    channel.
    """
    is_group = of in (CASE, SIGNAL)
    is_of_cases = OPENS_AS.get(of, of) == CASE
    return (
        *(*PLACES, *(("kind",) if is_group else ()), "category", "severity"),
        *(("campaign",) if is_of_cases else ()),
        *(("channel",) if of == "dispute" else ()),
        *STEPS,
    )


@cache
def measures_of(of: str) -> tuple[str, ...]:
    """The indicators that a table of it may have, in the order of the dictionary."""
    known = definitions().items()
    return tuple(name for name, one in known if _is_of(one, of))


def _is_of(one: Definition, of: str) -> bool:
    is_crossed = one.statement in COUNTED | STANDING | {JUDGED} and one.form in FORMS
    standings = {CASE, SIGNAL} if OPENS_AS.get(of) == SIGNAL else {OPENS_AS.get(of, of)}
    standing = SIGNAL if is_of_signals(one) else CASE
    is_kind = not one.kind or one.kind in kinds_of(of)
    return is_crossed and standing in standings and is_kind


def is_of_signals(one: Definition) -> bool:
    return one.statement in OF_SIGNALS or one.numerator in STOCK_OF_SIGNALS


@cache
def statistics() -> Mapping[str, Statistic]:
    """Every ready-made table by its name. Raises ValueError for a line that says what
    there is not, with its place and what would be right.
    """
    found: dict[str, Statistic] = {}
    for number, row in enumerate(table(FILE), start=2):
        if fault := next(_faults(row, found), ""):
            raise ValueError(f"sql/reference/{FILE} line {number}: {fault}")
        found[row["statistic"]] = _statistic(row)
    return found


def _statistic(row: Mapping[str, str]) -> Statistic:
    measures = tuple(row["measures"].split("|"))
    told = (row["statistic"], row["of"], row["rows"], row["columns"])
    return Statistic(*told, measures)


def _faults(row: Mapping[str, str], known: Mapping[str, Statistic]) -> Iterator[str]:
    """What is wrong with a line; what follows from the first is not asked."""
    if not row["statistic"].isidentifier() or row["statistic"] in known:
        yield "`statistic` is a name of its own of letters, digits and _"
    if not (row["name_zh"] and row["name_en"]):
        yield "it needs a name in both languages"
    if row["of"] not in subjects():
        yield f"`of` is one of {', '.join(subjects())}, not {row['of']!r}"
        return
    yield from (fault for find in _FINDERS for fault in find(row))


def _wrong_dimensions(row: Mapping[str, str]) -> Iterator[str]:
    known = dimensions_of(row["of"])
    for side in ("rows", "columns"):
        if row[side] not in (*known, *([""] if side == "columns" else [])):
            yield f"`{side}` is one of {', '.join(known)}, not {row[side]!r}"
    if not are_two(row["rows"], row["columns"]):
        yield "`rows` and `columns` differ, and not both are of time, or of places"


def _wrong_measures(row: Mapping[str, str]) -> Iterator[str]:
    asked, known = row["measures"].split("|"), measures_of(row["of"])
    for one in asked:
        if one not in known:
            yield f"`measures`: of {row['of']} there is no {one!r}; {', '.join(known)}"
    if len(set(asked)) < len(asked) or len(asked) > MOST_MEASURES:
        yield f"`measures` are at most {MOST_MEASURES}, each once"
    if is_timed(row["rows"], row["columns"]) and not fit_for_time(tuple(asked)):
        yield "`measures` of now have no day, week or month: leave them out"


_FINDERS: tuple[Callable[[Mapping[str, str]], Iterator[str]], ...] = (
    _wrong_dimensions,
    _wrong_measures,
)


def are_two(rows: str, columns: str) -> bool:
    """Whether a table may have both: of moments and of places it has one."""
    asked = {rows, columns}
    return rows != columns and not (asked <= set(STEPS) or asked <= set(PLACES))


def is_timed(rows: str, columns: str) -> bool:
    return rows in STEPS or columns in STEPS


def fit_for_time(measures: tuple[str, ...]) -> tuple[str, ...]:
    """Those that count what was in a period: what is open now has no day."""
    known = definitions()
    return tuple(one for one in measures if one in known and known[one].is_of_period)
