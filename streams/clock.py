"""The business day: Asia/Shanghai, which has no summer time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

SHANGHAI: Final = msgspec.convert("1970-01-01T08:00:00+08:00", datetime).tzinfo
"""UTC+8 as the very object that msgspec gives to moments of this offset: moments that
share it are compared twenty times as fast.
"""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC).astimezone(SHANGHAI)


def from_milliseconds(milliseconds: int) -> datetime:
    """A Kafka timestamp (ms since 1970, UTC) as a moment in Shanghai."""
    return datetime.fromtimestamp(milliseconds / 1000, SHANGHAI)


def now() -> datetime:
    """The present moment in Shanghai."""
    return datetime.now(SHANGHAI)
