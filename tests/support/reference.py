"""The shipped code lists, read as plain rows, for tests that need no store."""

import csv
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from streams.intake.codes import Codes

FOLDER = Path(__file__).parents[2] / "sql" / "reference"
RENAMED = {"method": "alarm_method", "type": "alarm_type"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of a list under the names that the store gives its columns."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {RENAMED.get(column, column): value for column, value in row.items()}


@cache
def shipped_codes() -> Codes:
    """Build the code lists of the shipped city."""
    return Codes.build(
        divisions=rows("suizhou/divisions"),
        categories=rows("categories"),
        severity_map=rows("severity_map"),
        camera_alarms=rows("camera_alarms"),
        moves=rows("moves"),
        centers=rows("suizhou/centers"),
    )


def stamp(text: str) -> datetime:
    """Give a moment in the way the hub stamps records."""
    return datetime.fromisoformat(text)
