"""Items under supervision and on the ledger (演示数据), as the page 督办 shows them."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

DAY = timedelta(days=1)
OWNERS = ("421321101000", "421303001000")
"""Towns of two counties, whose disputes the city supervises."""


class Case(Struct, frozen=True):
    """One dispute and its moves, each so many days before now with its fields."""

    item_id: str
    category: str
    title: str
    moves: tuple[tuple[str, float, dict[str, Any]], ...]


def _supervised(
    level: str, number: str, reply_in: float, reason: str, *, replied: bool = False
) -> tuple[tuple[str, float, dict[str, Any]], ...]:
    """Handled for twelve days, supervised for five; the reply is due in so many."""
    moves = (
        ("accept", 12, {}),
        ("handle", 11, {}),
        (
            "supervise",
            5,
            {
                "role": "leader",
                "acting_center": CITY_CENTER,
                "grade": level,
                "number": number,
                "outcome": reason,
                "reply_in": reply_in,
                "note": "演示数据：多次催办仍未办结，群众反映强烈",
            },
        ),
    )
    reply: tuple[tuple[str, float, dict[str, Any]], ...] = (("reply", 1, {}),)
    return moves + (reply if replied else ())


LEDGER = (
    ("accept", 40, {}),
    ("handle", 39, {}),
    ("put_on_ledger", 30, {"note": "演示数据：产权证正在补办，待确权后继续调解"}),
    (
        "ask_strike_off",
        2,
        {"outcome": "mediated", "note": "演示数据：产权证已补办，申请复核销号"},
    ),
)
SUPERVISED_CASE = "supervised-late"
CASES = (
    Case(
        SUPERVISED_CASE,
        "08",
        "演示数据：工程款拖欠引发集体讨薪",
        _supervised("red_card", "随综督〔2026〕12号", -1.2, "overdue"),
    ),
    Case(
        "supervised-today",
        "12",
        "演示数据：小区加装电梯争议",
        _supervised("yellow_card", "随综督〔2026〕15号", 0.01, "not_handled"),
    ),
    Case(
        "supervised-waiting",
        "04",
        "演示数据：山林界址争议",
        _supervised("listed", "随综督〔2026〕9号", 6, "not_accepted"),
    ),
    Case(
        "supervised-replied",
        "15",
        "演示数据：餐馆噪声扰民赔偿争议",
        _supervised("yellow_card", "随综督〔2026〕11号", -2, "overdue", replied=True),
    ),
    Case(
        "supervised-plain",
        "17",
        "演示数据：邻里通风采光争议",
        _supervised("supervised", "随综督〔2026〕16号", 2, "not_handled"),
    ),
    Case(
        "supervised-lifted",
        "12",
        "演示数据：小区物业收费争议",
        (
            *_supervised(
                "yellow_card", "随综督〔2026〕8号", -2, "overdue", replied=True
            ),
            ("unsupervise", 0.5, {"role": "leader", "acting_center": CITY_CENTER}),
        ),
    ),
    Case("ledger-old", "01", "演示数据：土地流转合同历史遗留争议", LEDGER),
)


def supervised_cases(city: City, now: datetime) -> None:
    """All of them, received before their first move."""
    for case, owner in zip(CASES, cycle(OWNERS), strict=False):
        first = max(days for _, days, _ in case.moves)
        at = now - DAY * (first + 1)
        event = city.event(
            at,
            kind="dispute",
            item_id=case.item_id,
            category=case.category,
            title=case.title,
            severity="03",
            division_code=owner,
        )
        city.write(event, at=at)
        for move, days, fields in case.moves:
            given = {"acting_center": owner, **fields}
            if "reply_in" in given:
                given["due_at"] = now + DAY * given.pop("reply_in")
            city.move(event, move, at=now - DAY * days, **given)
