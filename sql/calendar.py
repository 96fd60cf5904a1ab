"""The days on which China's offices work or rest against the week, as published."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
from chinese_calendar import holidays, workdays
from pyarrow import csv


@cache
def published_days() -> pa.Table:
    """One row per holiday and per weekend day that is worked instead; all as text."""
    rests = dict.fromkeys(holidays, "0")
    works = dict.fromkeys(workdays, "1")
    lines = [f"{day},{sign}" for day, sign in sorted((rests | works).items())]
    text = "\n".join(("business_day,is_workday", *lines))
    columns = dict.fromkeys(("business_day", "is_workday"), pa.string())
    return csv.read_csv(
        pa.py_buffer(text.encode()),
        convert_options=csv.ConvertOptions(column_types=columns),
    )
