"""The business day: Asia/Shanghai, which has no summer time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def from_milliseconds(milliseconds: int) -> datetime:
    """A Kafka timestamp (ms since 1970, UTC) as a moment in Shanghai."""
    return datetime.fromtimestamp(milliseconds / 1000, SHANGHAI)


def now() -> datetime:
    """The present moment in Shanghai."""
    return datetime.now(SHANGHAI)
