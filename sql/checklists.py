"""What may stand in the files of the checklists (处置清单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sql.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyarrow as pa

    Row = Mapping[str, str]
    Fault = tuple[Callable[[Row], bool], str]

RULES, STEPS = "sql/reference/checklists.csv", "sql/reference/checklist_steps.csv"
MOST_STEPS = 9
MOST_MINUTES = 44_640
LONGEST_STEP = 200
"""What an entry can say of a step."""
CODES = ("", "01", "02", "03", "04")
ROLES = ("duty_officer", "leader", "staff")


def check(rules: pa.Table, steps: pa.Table, agencies: Iterable[str]) -> None:
    """StoreError names file, line, fault and remedy."""
    known = frozenset(agencies)
    listed, told = rules.to_pylist(), steps.to_pylist()
    _each(RULES, listed, _rule_faults({row["checklist"] for row in told}))
    _each(STEPS, told, _step_faults({row["checklist"] for row in listed}, known))
    _shadows(listed)
    _gaps(told)


def _each(file: str, rows: Sequence[Row], faults: Sequence[Fault]) -> None:
    for number, row in enumerate(rows, start=2):
        for is_wrong, remedy in faults:
            if is_wrong(row):
                raise _error(file, number, row, remedy)


def _error(file: str, number: int, row: Row, remedy: str) -> StoreError:
    said = ",".join(filter(None, row.values()))[:80]
    return StoreError(f"{file} line {number} ({said}): {remedy}")


def _rule_faults(lists: set[str]) -> Sequence[Fault]:
    return (
        (
            lambda row: row["checklist"] not in lists,
            f"this list has no steps in {STEPS}: write them, or leave the rule out",
        ),
        (lambda row: not row["kind"], "`kind` names the stream that the rule is for"),
        (
            lambda row: row["severity"] not in CODES or row["scale"] not in CODES[:4],
            (
                "`severity` is 01 to 04 (so grave or more), `scale` 01 to 03 (so large "
                "or more), or empty"
            ),
        ),
        (
            lambda row: len(row["valid_from"]) != len("2020-01-01"),
            (
                "`valid_from` is a day such as 2026-01-01: what was known before has "
                "no list"
            ),
        ),
    )


def _step_faults(lists: set[str], agencies: frozenset[str]) -> Sequence[Fault]:
    return (
        (
            lambda row: row["checklist"] not in lists,
            f"no rule of {RULES} leads to this list: write one, or leave the steps out",
        ),
        (
            lambda row: not 1 <= _number(row["step"]) <= MOST_STEPS,
            f"`step` is a number from 1 to {MOST_STEPS}",
        ),
        (
            lambda row: not 1 <= _number(row["minutes"]) <= MOST_MINUTES,
            f"`minutes` since the item became known: 1 to {MOST_MINUTES} (31 days)",
        ),
        (
            lambda row: not (row["name_zh"] and row["name_en"]),
            "a step needs its words in both languages",
        ),
        (
            lambda row: len(row["name_zh"]) > LONGEST_STEP,
            f"a step is one short sentence: at most {LONGEST_STEP} letters",
        ),
        (
            lambda row: row["role"] not in ("", *ROLES),
            f"`role` is one of {', '.join(ROLES)}, or empty",
        ),
        (
            lambda row: bool(row["agency"]) and row["agency"] not in agencies,
            "`agency` is none of sql/reference/agencies.csv",
        ),
        (
            lambda row: bool(row["agency"]) and bool(row["role"]),
            "a step is done by a role of the center or by an agency: empty one of them",
        ),
    )


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 6  # noqa: PLR2004 - far beyond what is allowed
    return int(text) if is_number else 0


def _shadows(rules: Sequence[Row]) -> None:
    """A rule that comes after a wider one is never reached."""
    for place, row in enumerate(rules):
        if any(_covers(one, row) for one in rules[:place]):
            remedy = "a rule above fits all that this one does: put it above that one"
            raise _error(RULES, place + 2, row, remedy)


def _covers(one: Row, other: Row) -> bool:
    return (
        one["kind"] == other["kind"]
        and one["category"] in ("", other["category"])
        and (one["severity"] or "04") >= (other["severity"] or "04")
        and (one["scale"] or "01") <= (other["scale"] or "01")
    )


def _gaps(steps: Sequence[Row]) -> None:
    """The steps of a list are numbered from 1 on, each once."""
    expected: dict[str, int] = {}
    for place, row in enumerate(steps):
        wanted = expected.get(row["checklist"], 0) + 1
        if int(row["step"]) != wanted:
            remedy = f"the next step of this list is number {wanted}"
            raise _error(STEPS, place + 2, row, remedy)
        expected[row["checklist"]] = wanted
