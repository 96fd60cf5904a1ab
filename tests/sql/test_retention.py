"""What a city may say of retention, and what is refused with line and remedy."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sql import checks as made
from sql.errors import StoreError
from sql.lists import reference_rows
from sql.reference.tables import table
from sql.retention import PROVEN, checked
from sql.store import Store
from streams.events import STREAMS

SHIPPED = table("retention.csv")
LINES = {row["record"]: number for number, row in enumerate(SHIPPED, start=2)}


def changed(record: str, /, **cells: str) -> pa.Table:
    rows = [row | cells if row["record"] == record else row for row in SHIPPED]
    return pa.Table.from_pylist(rows)


def test_what_is_shipped_may_stand_and_says_what_the_streams_say() -> None:
    assert checked(reference_rows("retention")).num_rows == len(SHIPPED)
    kept = {one.kind: str(one.kept_days) for one in STREAMS if one.kept_days}
    assert kept == {row["kind"]: row["most_days"] for row in SHIPPED if row["kind"]}


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        ("camera_alerts", {"most_days": "90"}),
        ("camera_alerts", {"most_days": "", "is_deleted": "0"}),
        ("rejects", {"is_deleted": "0"}),
        ("audit", {"least_days": "365"}),
    ],
)
def test_a_city_may_lengthen_it_or_switch_it_off(
    record: str, cells: dict[str, str]
) -> None:
    checked(changed(record, **cells))


@pytest.mark.parametrize(
    ("record", "cells", "remedy"),
    [
        ("audit", {"least_days": "182"}, "`least_days` from 183"),
        ("audit", {"least_days": ""}, "`least_days` from 183"),
        ("audit", {"is_deleted": "1", "most_days": "200"}, "set `is_deleted` to 0"),
        ("moves", {"least_days": "30"}, "`least_days` from 183"),
        ("camera_alerts", {"most_days": ""}, "needs `most_days`"),
        ("camera_alerts", {"most_days": "0"}, "whole numbers from 1"),
        ("camera_alerts", {"most_days": "thirty"}, "whole numbers from 1"),
        ("camera_alerts", {"most_days": "²"}, "whole numbers from 1"),
        ("camera_alerts", {"is_deleted": "yes"}, "is 1 .* or 0"),
        ("camera_alerts", {"kind": "incident"}, "leave it as it was shipped"),
        ("camera_alerts", {"least_days": "40"}, "lengthen `most_days`"),
        ("rejects", {"record": "incidents"}, "no such record is kept; known: audit"),
    ],
)
def test_what_may_not_be_is_refused_with_line_and_remedy(
    record: str, cells: dict[str, str], remedy: str
) -> None:
    place = rf"sql/reference/retention\.csv line {LINES[record]} \("
    with pytest.raises(StoreError, match=f"{place}.*{remedy}"):
        checked(changed(record, **cells))


def test_a_store_does_not_open_by_a_list_that_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        made,
        "reference_rows",
        lambda stem: (
            changed(PROVEN[0], least_days="7")
            if stem == "retention"
            else reference_rows(stem)
        ),
    )
    with pytest.raises(StoreError, match="the law has it kept at least six months"):
        Store(None)
