"""A store that holds millions of finished items, written in bulk as the hub leaves it.

As a program: `python -m tests.bench.finished STORE ITEMS`. The event log stays empty:
the writer never reads it.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import duckdb
import pyarrow as pa

from sql.statements import statements
from sql.store import Store
from streams.events import STREAMS
from tests.bench.child import Child, answer
from tests.bench.place import FIGURES
from tests.bench.traffic import KINDS, SHANGHAI, VARIANTS, variants, villages

STATEMENT = Path(__file__).with_name("finished.sql")
PER_DAY = 13_700
"""A large city's items: ten million are two years."""
NEWEST_S = 3 * 86_400
"""What is finished was received some days ago."""
SLICE = 1_000_000
MEMORY = "6GB"
RECOUNT = ("drop_rollups", "drop_deltas", "drop_changes", "put_recount")


def store_of(items: int) -> Path:
    """A store of so many finished items, made by a program of its own or made before.

    Not to be written to: take a copy. Another schema is another store.
    """
    folder = FIGURES / "stores"
    path = folder / f"{items}-{_schema_digest()}.duckdb"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        arriving = path.with_suffix(".arriving")
        arriving.unlink(missing_ok=True)
        Child("tests.bench.finished", str(arriving), str(items)).answer()
        arriving.rename(path)
    return path


def _schema_digest() -> str:
    texts = [STATEMENT.read_text(encoding="utf-8")]
    for group in ("schema", "writes"):
        texts += [statement.text for statement in statements(group).values()]
    return blake2b("".join(texts).encode(), digest_size=8).hexdigest()


def make(path: Path, items: int) -> None:
    """Make the store: finished items, the oldest first, and their rollups."""
    Store(path).close()
    _fill(path, items)
    store = Store(path, memory_limit=MEMORY, threads=2)
    with store.transaction() as transaction:
        for statement in RECOUNT:
            transaction.run(statement)
    store.close()
    with duckdb.connect(path) as connection:
        connection.checkpoint()


def _fill(path: Path, items: int) -> None:
    statement = STATEMENT.read_text(encoding="utf-8")
    with duckdb.connect(path, config={"memory_limit": MEMORY}) as connection:
        connection.register("variants", _variants())
        connection.register("villages", _villages())
        given = {
            "items": items,
            "every_s": 86_400 / PER_DAY,
            "village_count": len(villages()),
            "variant_count": VARIANTS,
            "last_at": datetime.fromtimestamp(time.time() - NEWEST_S, SHANGHAI),
        }
        for first in range(0, items, SLICE):
            until = min(first + SLICE, items)
            connection.execute(statement, {**given, "first": first, "until": until})
        connection.checkpoint()


def _variants() -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "kind_no": KINDS.index(stream.kind),
                "variant_no": place,
                "kind": stream.kind,
                "is_case": stream.opens_as == "case",
                "category": variant.category,
                "severity": variant.severity,
                "title": variant.title,
                "details": "{" + variant.tail.split('"synthetic":true,')[1],
            }
            for stream in STREAMS
            for place, variant in enumerate(variants(stream.kind))
        ]
    )


def _villages() -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "village_no": place,
                "division_code": int(village.division_code),
                "town_code": int(village.town_code),
            }
            for place, village in enumerate(villages())
        ]
    )


if __name__ == "__main__":
    started = time.monotonic()
    make(Path(sys.argv[1]), int(sys.argv[2]))
    answer(seconds=time.monotonic() - started)
