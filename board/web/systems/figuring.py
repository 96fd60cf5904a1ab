"""The figures of the dictionary, as the page of indicators has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import day_of
from board.picture.periods import names
from board.viewer.page import Picture
from board.views.systems.figures import indicators as told
from board.web.systems.parameters import Parameter
from board.web.systems.problems import unfit

if TYPE_CHECKING:
    from board.views.systems.answers import Indicators
    from board.web.systems.asking import Asking

PERIOD = Parameter(
    name="period",
    says="a month of the last thirteen, the last 30 days, or this year; this month",
    pattern="20[0-9]{2}-(0[1-9]|1[0-2])|days30|year",
    remedy="Write a month such as 2026-11, days30 or year.",
)
PAGE = "indicators"


def indicators(asking: Asking) -> tuple[Indicators, int]:
    """Every figure, and how many. Raises Refusal and HubGone."""
    wanted = asking.given.get("period", "")
    known = names(day_of(asking.now))
    if wanted and wanted not in known:
        remedy = f"Write one of {', '.join(known)}."
        raise unfit("period", "It is too long ago, or still to come.", remedy)
    picture = Picture(
        snapshot=asking.service.snapshot,
        page=PAGE,
        scope=asking.scope,
        language=asking.given.get("lang", "zh"),
        now=asking.now,
        choices={"period": wanted} if wanted else {},
    )
    kept = asking.service.answers.present(asking.service.pages[PAGE], picture)
    found = told(kept.picture)
    return found, len(found.figures)
