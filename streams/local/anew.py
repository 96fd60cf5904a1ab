"""A demo feed of an earlier edition, and the store that was made of it, make room."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sql.version import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FEED = "2"
"""Raised when the messages of the demo feed mean something else than before."""
EDITION = "edition"
ASIDE = "before"
FEED_FILES = (
    "kafka/data",
    "simulate.json",
    "simulate-status.json",
    "simulate-truth.json",
)
STORE_FILES = ("board.duckdb", "board.duckdb.wal")


def make_room(home: Path, say: Callable[[str], None]) -> None:
    """Lay what an earlier edition left in `home` aside, so that it is made anew.

    All of it is synthetic: this is for the demo on our own broker alone. What was laid
    aside before is deleted.
    """
    current = f"feed {FEED}, schema {SCHEMA}"
    kept = _kept(home)
    if kept != current and (left := list(_left(home, kept))):
        _lay_aside(home, left)
        say(
            f"The demo data in {home} is of an earlier edition ({kept}) and is made "
            f"anew ({current}); what was there lies in {home / ASIDE}."
        )
    home.mkdir(parents=True, exist_ok=True)
    (home / EDITION).write_text(current, encoding="utf-8")


def _kept(home: Path) -> str:
    path = home / EDITION
    return path.read_text(encoding="utf-8") if path.exists() else "feed 1"


def _left(home: Path, kept: str) -> Iterator[str]:
    """With the feed goes the store; a store alone is made anew from its feed."""
    is_same_feed = kept.startswith(f"feed {FEED},")
    names = STORE_FILES if is_same_feed else (*FEED_FILES, *STORE_FILES)
    return (name for name in names if (home / name).exists())


def _lay_aside(home: Path, names: list[str]) -> None:
    aside = home / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    for name in names:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).rename(aside / name)
