"""A demo feed of an earlier edition, and the store that was made of it, make room."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
    """Lay what an earlier feed left in `home` aside, so that it is made anew.

    All of it is synthetic: this is for the demo on our own broker alone. What was laid
    aside before is deleted.
    """
    current, kept = f"feed {FEED}", _kept(home)
    if kept != current and _lay_aside(home, (*FEED_FILES, *STORE_FILES)):
        say(
            f"The demo data in {home} is of an earlier edition ({kept}) and is made "
            f"anew ({current}); what was there lies in {home / ASIDE}."
        )
    home.mkdir(parents=True, exist_ok=True)
    (home / EDITION).write_text(current, encoding="utf-8")


def begin_store_anew(home: Path, say: Callable[[str], None]) -> None:
    """Lay the store alone aside: the hub makes it anew from its feed."""
    _lay_aside(home, STORE_FILES)
    say(
        f"The store of the demo in {home} is made anew from its feed; what was there "
        f"lies in {home / ASIDE}."
    )


def _kept(home: Path) -> str:
    """The feed that it is of; an earlier program wrote the store's schema behind it."""
    path = home / EDITION
    return path.read_text(encoding="utf-8").split(",")[0] if path.exists() else "feed 1"


def _lay_aside(home: Path, names: Iterable[str]) -> bool:
    """Whether anything was there."""
    left = [name for name in names if (home / name).exists()]
    aside = home / ASIDE
    if left:
        shutil.rmtree(aside, ignore_errors=True)
    for name in left:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).rename(aside / name)
    return bool(left)
