"""What may stand in the list of who answers for what (责任清单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sql.errors import StoreError
from sql.reference.responsibilities import AND, GROUP, is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyarrow as pa

    Row = Mapping[str, str]
    Fault = tuple[Callable[[Row], bool], str]

FILE = "sql/reference/responsibilities.csv"
SEATED = "seated_agencies.csv"
TIERS = ("city", "county", "town", "village")
PRESENCES = ("resident", "rotating", "on_call")
LONGEST = 120


def check(
    rows: pa.Table,
    categories: Iterable[tuple[str, str]],
    agencies: Iterable[str],
    tags: Iterable[str],
) -> None:
    """StoreError names file, line, fault and remedy. A row that is never reached,
    because one above fits all that it does, is refused as well.
    """
    listed = rows.to_pylist()
    faults = _faults(frozenset(categories), frozenset(agencies), frozenset(tags))
    for number, row in enumerate(listed, start=2):
        for is_wrong, remedy in faults:
            if is_wrong(row):
                raise _error(FILE, number, row, remedy)
    _shadows(listed)
    _numbers(listed)


def check_seated(
    rows: pa.Table, centers: Iterable[str], agencies: Iterable[str]
) -> None:
    """The same of the list of which agency sits in which center, and how."""
    faults = _seated_faults(frozenset(centers), frozenset(agencies))
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows.to_pylist(), start=2):
        for is_wrong, remedy in faults:
            if is_wrong(row):
                raise _error(SEATED, number, row, remedy)
        key = (row["center_code"] or row["tier"], row["agency_code"])
        if key in seen:
            raise _error(SEATED, number, row, "said twice: keep one line")
        seen.add(key)


def _error(file: str, number: int, row: Row, remedy: str) -> StoreError:
    said = ",".join(filter(None, row.values()))[:80]
    return StoreError(f"{file} line {number} ({said}): {remedy}")


def _faults(
    categories: frozenset[tuple[str, str]],
    agencies: frozenset[str],
    tags: frozenset[str],
) -> Sequence[Fault]:
    kinds = {kind for kind, _ in categories}
    return (
        (lambda row: row["kind"] not in kinds, "`kind` names a stream"),
        (
            lambda row: (
                not any(
                    kind == row["kind"] and is_of(one, row["category"])
                    for kind, one in categories
                )
            ),
            (
                "`category` is none of this stream in categories.csv: give one, the "
                f"beginning of several with `{GROUP}`, or leave it empty for any"
            ),
        ),
        (
            lambda row: row["tag"] not in ("", *tags),
            "`tag` is none of the list `tag` in code_lists.csv, or empty",
        ),
        (
            lambda row: row["lead"] not in agencies,
            "`lead` names the one agency that leads, as in agencies.csv",
        ),
        (
            lambda row: not agencies.issuperset(_co_handlers(row)),
            f"`co_handlers` are agencies of agencies.csv, parted by `{AND}`",
        ),
        (
            lambda row: _is_repeated((row["lead"], *_co_handlers(row))),
            "an agency leads or helps, and stands there once",
        ),
        (
            lambda row: row["tier"] not in TIERS,
            f"`tier` is one of {', '.join(TIERS)}",
        ),
        (
            lambda row: not (row["basis_zh"] and row["basis_en"]),
            "the ground that a row rests on is said in both languages",
        ),
        (
            lambda row: max(len(row["basis_zh"]), len(row["basis_en"])) > LONGEST,
            f"the ground of a row: at most {LONGEST} letters",
        ),
        (
            lambda row: len(row["valid_from"]) != len("2020-01-01"),
            "`valid_from` is a day such as 2026-01-01",
        ),
    )


def _seated_faults(
    centers: frozenset[str], agencies: frozenset[str]
) -> Sequence[Fault]:
    return (
        (
            lambda row: (row["tier"] in TIERS) == bool(row["center_code"]),
            "say either the `tier` of all its centers or one `center_code`",
        ),
        (
            lambda row: row["center_code"] not in ("", *centers),
            "`center_code` is no center of centers.csv",
        ),
        (
            lambda row: row["agency_code"] not in agencies,
            "`agency_code` is none of agencies.csv",
        ),
        (
            lambda row: (
                row["presence"] not in (PRESENCES + ("",) * bool(row["center_code"]))
            ),
            f"`presence` is one of {', '.join(PRESENCES)}; empty only of a center",
        ),
    )


def _co_handlers(row: Row) -> list[str]:
    return [one for one in row["co_handlers"].split(AND) if one]


def _is_repeated(names: Sequence[str]) -> bool:
    return len(set(names)) < len(names)


def _shadows(rows: Sequence[Row]) -> None:
    """A row that comes after a wider one, or one like it, is never reached."""
    for place, row in enumerate(rows):
        if any(_covers(one, row) for one in rows[:place]):
            remedy = "a row above fits all that this one does: put it above that one"
            raise _error(FILE, place + 2, row, remedy)


def _covers(one: Row, other: Row) -> bool:
    return (
        one["kind"] == other["kind"]
        and is_of(other["category"], one["category"])
        and one["tag"] in ("", other["tag"])
        and one["valid_from"] <= other["valid_from"]
    )


def _numbers(rows: Sequence[Row]) -> None:
    """The rows are numbered from 1 on: a person is told a row by its number."""
    for place, row in enumerate(rows):
        if row["rule"] != str(place + 1):
            remedy = f"`rule` numbers the rows in their order: {place + 1}"
            raise _error(FILE, place + 2, row, remedy)
