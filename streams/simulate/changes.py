"""The rows of a recorded feed of power outages, as they were seen."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class RecordedFeedError(Exception):
    """The file is no recorded feed of outages; the text names the line."""


class Change(Struct, frozen=True, rename="camel"):
    """One row: what was seen of an outage. Times are unix seconds, text where given."""

    seq: int = msgspec.field(name="seq")
    observed_at: int = msgspec.field(name="observed_at")
    op: str = msgspec.field(name="op")
    outage_number: str
    outage_start_time: int | None = None
    last_update_time: int | None = None
    crew_current_status: str = ""
    crew_eta: int | None = None
    cause: str = ""
    est_cust_affected: int = 0
    current_etor: int | None = None
    hazard_flag: str = ""
    latitude: float | None = msgspec.field(name="latitude", default=None)
    longitude: float | None = msgspec.field(name="longitude", default=None)
    region_name: str = ""


def read_changes(path: Path) -> Iterator[Change]:
    """The rows of a recorded feed, plain or packed, in the order of observation.

    Raises RecordedFeedError naming the line, OSError when there is no such file.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            filled = {name: text for name, text in row.items() if text}
            try:
                yield msgspec.convert(filled, Change, strict=False)
            except msgspec.ValidationError as error:
                raise RecordedFeedError(
                    f"{path}, line {reader.line_num}: {error}"
                ) from error
