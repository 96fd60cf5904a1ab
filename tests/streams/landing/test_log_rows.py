"""A desk entry comes out of its row of the log as it went in."""

import pytest

from streams.entries.entry import DeskEntry
from streams.entries.listed import ENTRIES, entry_name
from streams.events import DESK_TOPIC
from streams.intake.decode import decode
from streams.landing import columns
from streams.landing.log_rows import desk_entry, desk_row
from tests.support.reference import shipped_codes, stamp
from tests.support.samples import samples

RECORD_AT = stamp("2026-11-30T08:00:00+08:00")


def sent(struct: type[DeskEntry]) -> list[DeskEntry]:
    """Every sample of an entry, as it comes out of the decoder."""
    codes = shipped_codes()
    decoded = (decode(DESK_TOPIC, v, (), RECORD_AT, codes) for v in samples(DESK_TOPIC))
    return [entry for entry in decoded if isinstance(entry, struct)]


@pytest.mark.parametrize("struct", ENTRIES, ids=entry_name)
def test_an_entry_comes_back_out_of_its_row(struct: type[DeskEntry]) -> None:
    entries = sent(struct)
    assert entries
    place = (1, 1, DESK_TOPIC, 0, 7, RECORD_AT)
    rows = [(*place, *desk_row(entry)) for entry in entries]
    stored = columns.table(columns.DESK_ENTRIES, rows).to_pylist()
    assert [desk_entry(row) for row in stored] == entries
