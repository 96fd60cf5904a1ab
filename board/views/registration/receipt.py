"""受理告知单: what whoever told of a matter takes home, masked as the store has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.clock import day_of
from board.views.common.contents import Contents, Figure, Notice
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.rows_registration import ItemNow
    from board.viewer.seat import Seat


def receipt(item: ItemNow, geography: Geography, seat: Seat, words: Texts) -> Contents:
    """The number first, then what, where, when, and who took it."""
    center = geography.centers.get(seat.center_code)
    values = {
        "number": item.case_number,
        "kind": words.known("kind", item.kind),
        "category": words.category(item.kind, item.category),
        "subject": item.title,
        "place": geography.place(item.division_code),
    }
    figures = [_figure(key, text, words) for key, text in values.items()]
    figures += [
        Figure(
            value=epoch_ms(moment),
            form="moment",
            key=key,
            name=words(f"receipt.{key}"),
        )
        for key, moment in (
            ("occurred_at", item.occurred_at),
            ("received_at", item.received_at),
        )
    ]
    figures.append(
        Figure(
            value=day_of(item.received_at).isoformat(),
            form="date",
            key="received_on",
            name=words("receipt.received_on"),
        )
    )
    figures.append(_figure("center", center.name if center else "", words))
    return Contents(
        title=words("receipt.title"),
        notices={"note": Notice(text=words("receipt.note"))},
        figures=tuple(figures),
    )


def _figure(key: str, text: str, words: Texts) -> Figure:
    return Figure(value=text, key=key, name=words(f"receipt.{key}"))
