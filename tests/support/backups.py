"""Backups as they come out, and manifests of some that never were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from streams.backups.folder import Folder, name_at
from streams.backups.manifest import Holdings, Manifest, Moment
from streams.backups.taking import Wanted, standing_still
from streams.hub.settings import settings_from
from tests.support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sql.store import Store
    from streams.hub.settings import HubSettings

NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)


def backed_up(home: Path, **more: str) -> HubSettings:
    """Settings of a hub that takes backups into a folder beside its home."""
    folder = home.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    home.mkdir(exist_ok=True)
    return settings_from(
        {
            "CGC_HOME": str(home),
            "CGC_BACKUPS": str(folder),
            "CGC_HUB_PORT": str(free_port()),
            "CGC_DISK_RESERVE_MB": "0",
            **more,
        }
    )


def wanted(
    settings: HubSettings, store: Store, check: Callable[[Path], None] = lambda _: None
) -> Wanted:
    """A backup of a store that nobody else writes to."""
    assert settings.backups is not None
    folder = Folder(settings.backups, settings.backups_kept)
    hold = partial(standing_still, store)
    return Wanted(settings.database, folder, settings.disk_reserve, hold, check)


def manifest(
    *, days: float = 0, events: int = 10, fault: str = "", asked_by: str = "hub"
) -> Manifest:
    """One that was made so many days ago."""
    at = NOW - timedelta(days=days)
    holdings = Holdings(
        duckdb="v1.5.5",
        batch_no=1,
        last_commit_at=at,
        events=events,
        moves=0,
        desk_entries=0,
        rejects=0,
        open_items=events,
        finished_items=0,
        links=0,
        last_link=None,
    )
    return Manifest(
        name=name_at(at),
        made_at=at,
        asked_by=asked_by,
        size=5_000_000,
        sha256="0" * 64,
        moment=Moment(schema="10", edition="", holdings=holdings, partitions=()),
        held_s=0.1,
        took_s=1.5,
        fault=fault,
    )
