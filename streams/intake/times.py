"""Which moments a message may say: none before 2000, none far ahead of its record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from streams.clock import SHANGHAI
from streams.intake.rejects import Refused

if TYPE_CHECKING:
    from streams.events import Event

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC).astimezone(SHANGHAI)
LATEST_DUE: Final = datetime(2100, 1, 1, tzinfo=UTC).astimezone(SHANGHAI)


def check_times(event: Event, latest: datetime) -> None:
    """Comparing moments of different offsets is slow: the usual order takes least."""
    occurred_at, reported_at = event.occurred_at, event.reported_at
    if occurred_at.year > EARLIEST.year and occurred_at <= reported_at <= latest:
        return
    check_time("occurred_at", occurred_at, latest)
    check_time("reported_at", reported_at, latest)


def check_time(name: str, moment: datetime, latest: datetime) -> None:
    if not EARLIEST <= moment <= latest:
        raise Refused(
            "time_out_of_range",
            f"`$.{name}` lies before 2000 or too far ahead of its record: check the "
            "sender's clock and offset",
        )
