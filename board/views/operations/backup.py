"""The line on backups: of when the newest is, how large, and whether it is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.common.contents import Figure
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.reads.health import HubBackup, HubHealth
    from board.views.common.contents import Level

KEY = "backup"
OPENED, RECOUNTED = "pipeline.backup_opened", "pipeline.backup_recounted"
MEGABYTE = 1_000_000
AMISS = ("backup_failed", "backup_late", "backup_fuller", "backup_lacks")
"""Alarms of the hub that speak of backups."""


def backup(health: HubHealth, words: Texts) -> Figure:
    """Its age; a hub that takes none says so, and nobody is warned."""
    name, found = words("pipeline.backup"), health.backup
    if found is None:
        return Figure(value=words("pipeline.backup_off"), key=KEY, name=name)
    is_amiss = any(alarm.code in AMISS for alarm in health.alarms)
    level: Level = "warn" if is_amiss or found.is_same_disk else ""
    note = words.listed(_said(found, words))
    if found.made_at is None:
        none = words("pipeline.backup_none")
        return Figure(value=none, key=KEY, name=name, note=note, level="warn")
    at = epoch_ms(found.made_at)
    return Figure(value=at, form="age", key=KEY, name=name, note=note, level=level)


def _said(found: HubBackup, words: Texts) -> Iterator[str]:
    if found.size is not None:
        yield words(
            "pipeline.backup_size",
            megabytes=max(found.size // MEGABYTE, 1),
            seconds=max(round(found.took_s or 0), 1),
        )
        is_recounted = found.verified_at is not None
        yield words(RECOUNTED if is_recounted else OPENED)
    if found.count > 1:
        yield words("pipeline.backup_count", count=found.count)
    if found.is_same_disk:
        yield words("pipeline.backup_same_disk")
