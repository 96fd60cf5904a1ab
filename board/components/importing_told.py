"""What the rows of a list are, what is wrong with which, and the bad ones as a file."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, get_args

import streamlit as st

from board.desk.importing import Standing
from board.exports.lists import write_refused

if TYPE_CHECKING:
    from board.desk.importing import Given, Row
    from board.desk.said import Fault
    from board.look.texts import Texts

SHOWN = 10
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def say_rows(given: Given, rows: tuple[Row, ...], words: Texts) -> None:
    """How many are what; the first of the bad ones with their reasons, and a file of
    them all.
    """
    st.text(words("import.counts", **counts(rows)))
    bad = [row for row in rows if row.faults]
    with st.container(key="import_bad"):
        for row in bad[:SHOWN]:
            told = reasons(row, words)
            st.text(words("import.bad_row", row=row.number, reasons=told))
    if bad:
        _offer(given, bad, words)


def counts(rows: tuple[Row, ...]) -> dict[str, int]:
    """How many rows there are of each standing."""
    found = Counter(row.standing for row in rows)
    return {one: found[one] for one in get_args(Standing)}


def reasons(row: Row, words: Texts) -> str:
    """All that is wrong with a row, in words."""
    return words("import.and").join(_reason(one, words) for one in row.faults)


def _reason(one: Fault, words: Texts) -> str:
    said = words(f"fault.{one.reason}", **one.values)
    if not one.field:
        return said
    return words("import.reason", field=words(f"field.{one.field}"), reason=said)


def _offer(given: Given, bad: list[Row], words: Texts) -> None:
    lines = [(row.cells, reasons(row, words)) for row in bad]
    st.download_button(
        words("import.fetch_bad", n=len(bad)),
        data=partial(write_refused, given.header, lines, words("import.reasons")),
        file_name="refused.xlsx",
        mime=WORKBOOK,
        on_click="ignore",
    )
