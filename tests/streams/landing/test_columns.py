"""What goes into Arrow comes out of it as it was."""

from datetime import datetime, timedelta

import pytest

from streams.clock import EPOCH, SHANGHAI
from streams.landing import columns

MOMENTS = (
    datetime(2026, 11, 26, 23, 59, 59, 999_999, tzinfo=SHANGHAI),
    datetime(1988, 7, 1, 12, tzinfo=SHANGHAI),
    EPOCH - timedelta(microseconds=1),
    None,
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_comes_back_to_the_microsecond_in_the_citys_time(
    moment: datetime | None,
) -> None:
    row = (1, "topic", 0, 5, moment)
    (found,) = columns.rows(columns.table(columns.OFFSETS, [row, row]).slice(1))
    assert found == row
    assert moment is None or found[-1].utcoffset() == timedelta(hours=8)


def test_no_rows_are_none() -> None:
    assert columns.rows(columns.table(columns.OFFSETS, [])) == []
