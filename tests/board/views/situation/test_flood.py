"""A flood is more than usual at its hour and more than a seat can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.look.texts import texts
from board.picture.geography import NOWHERE
from board.picture.snapshot import Pulse, Snapshot
from board.views.situation.breakdown import flood

if TYPE_CHECKING:
    from board.views.common.contents import Contents

ZH = texts("zh")
SCOPE = NOWHERE.city


def loaded(
    alarms: int, usual_an_hour: int, days: int = 7, *, is_whole: bool = True
) -> Contents:
    usual = {(str(day),): usual_an_hour for day in range(days)}
    pulse = Pulse(
        flood={SCOPE: {("crowd",): alarms}}, usual={SCOPE: usual}, is_whole=is_whole
    )
    return flood(Snapshot(pulse=pulse), SCOPE, ZH)


@pytest.mark.parametrize(
    ("alarms", "usual_an_hour", "word", "level"),
    [
        (160, 960, "可控", "good"),
        (240, 960, "可控", "good"),
        (241, 960, "繁忙", "warn"),
        (320, 960, "繁忙", "warn"),
        (321, 960, "告警洪峰", "bad"),
        (7, 6, "可控", "good"),
        (10, 6, "繁忙", "warn"),
        (11, 6, "告警洪峰", "bad"),
        (0, 0, "可控", "good"),
    ],
)
def test_a_load_is_judged_by_what_is_usual_and_by_what_a_seat_can_take(
    alarms: int, usual_an_hour: int, word: str, level: str
) -> None:
    figure = loaded(alarms, usual_an_hour).figure("alarms")
    assert (figure.value, figure.note, figure.level) == (alarms, word, level)


def test_days_that_are_not_known_are_no_quiet_days() -> None:
    assert loaded(160, 960, days=2).figure("usual").value == 160


@pytest.mark.parametrize(
    "shown", [loaded(500, 0, days=0), loaded(500, 6, is_whole=False)]
)
def test_nothing_is_judged_before_anything_is_usual(shown: Contents) -> None:
    figure = shown.figure("alarms")
    assert (figure.note, figure.level) == ("尚无常值", "")
    assert shown.figure("load").value is shown.figure("usual").value is None
