"""The reference files as rows of text, for whoever needs them without a database."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """All rows of one file, named as it stands below `sql/reference`, packed or not."""
    path = HERE / name
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
