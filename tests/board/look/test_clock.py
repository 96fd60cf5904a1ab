"""Times on the screen are read in Shanghai and cannot be taken for another year's."""

from datetime import UTC, datetime

import pytest

from board.look.clock import stamp_text

NEW_YEAR = datetime(2025, 12, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NEW_YEAR, "01-01 00:00:00"),
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), "2025-12-31 23:59"),
        (None, "—"),
    ],
)
def test_a_time_of_another_year_is_shown_with_it(
    moment: datetime | None, shown: str
) -> None:
    assert stamp_text(moment, NEW_YEAR) == shown
