"""What all parts of an item's page stand on: the item, its answers, who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct, structs
from msgspec.structs import asdict

from board.reads.item_rows import ItemPlace, WholeItem
from board.viewer.whose import Held, reads_titles, sees_item
from board.views.common.contents import Contents, Notice
from board.views.handling.drafting import handling_of
from board.views.items.asking import is_named
from streams.handling.ends import current
from streams.handling.state import Handover, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from typing import Any

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads.rounds import Answers
    from board.viewer.page import Picture
    from board.views.common.contents import Column
    from streams.handling.state import Handling

LOGS = ("item_moves", "item_versions", "item_log", "item_reports", "item_steps")


# Names of our own, because msgspec looks the types up when it reads a row.
Handovers: TypeAlias = list[Handover]
Tasks: TypeAlias = list[Task]


class Whose(Struct, frozen=True):
    """What a row of an item says of whose it is."""

    owner_center: int
    lead_agency: str | None
    handovers: Handovers
    tasks: Tasks


AT_IT = frozenset({"sent", "signed", "fed_back", "accepted"})
"""States of a task whose center has to do with the item."""


class Sheet(NamedTuple):
    """One item that its viewer may see, read."""

    item: WholeItem
    answers: Answers
    geography: Geography
    words: Texts
    now: datetime
    has_titles: bool

    def text(self, written: str | None) -> str | None:
        """What somebody wrote, for those who may read it."""
        return written if self.has_titles else None

    def center(self, code: int | None) -> str:
        """A center by its name; nothing for none."""
        found = self.geography.centers.get(code or 0)
        return found.name if found else str(code or "")

    def unit(self, center: int | None, agency: str | None) -> str:
        """Who acts or is asked: a center, or an agency at it."""
        known = self.words.known("agency", agency) if agency else ""
        return " · ".join(filter(None, (self.center(center), known)))

    @property
    def has_point(self) -> bool:
        """Whether it may be shown where it is."""
        place = self.answers.first("item_place", ItemPlace)
        return place is not None and not place.is_at_seat

    @property
    def division(self) -> int:
        """Where it lies: as its facts say, before them as its moves do."""
        return self.item.division_code or self.item.named_division


def sheet_of(picture: Picture) -> Sheet | None:
    """The item of an answered picture; None where there is none that is shown."""
    item = _item_of(picture)
    if item is None or not _is_seen(item, picture):
        return None
    return Sheet(
        item=item,
        answers=picture.answered,
        geography=picture.snapshot.geography,
        words=picture.words,
        now=picture.now,
        has_titles=reads_titles(picture.seat),
    )


def row_of(picture: Picture) -> Mapping[str, Any]:
    """The item of an answered picture as the store has it. Raises ValueError where
    nothing was asked.
    """
    row: Mapping[str, Any] = picture.answered["item"].to_pylist()[0]
    return row


def newest_batch(picture: Picture) -> int:
    """The newest batch of the hub that said something of an answered item."""
    logs = (picture.answered[name]["batch_no"] for name in LOGS)
    return max((number for log in logs for number in log.to_pylist()), default=0)


def part_of_item(make: Callable[[Sheet], Contents]) -> Callable[[Picture], Contents]:
    """A part that says nothing of an item which is not shown."""

    def made(picture: Picture) -> Contents:
        sheet = sheet_of(picture)
        return make(sheet) if sheet else Contents()

    return made


def withheld(picture: Picture) -> Contents:
    """Why nothing is shown, and what helps, without any facts."""
    words = picture.words
    why = "not_yours" if _item_of(picture) else "unknown"
    return Contents(
        title=words("page.item"),
        notices={
            "why": Notice(text=words(f"item.{why}"), level="warn"),
            "remedy": Notice(text=words(f"item.{why}.remedy")),
        },
    )


def said_only(
    columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]
) -> tuple[Column, ...]:
    """Columns in which no row says anything are for programs: a reader needs none."""
    found = tuple(rows)
    return tuple(
        one
        if any(row[one.key] not in (None, "") for row in found)
        else structs.replace(one, name="")
        for one in columns
    )


def held(item: WholeItem) -> Held:
    """What decides whose an item is."""
    return held_at(item.division_code or item.named_division, whose(item))


def whose(row: Struct) -> Whose:
    """Of a row with such columns. Raises msgspec.ValidationError on one without."""
    return msgspec.convert(asdict(row), Whose)


def held_at(division_code: int, item: Whose | Handling) -> Held:
    """The same of an item that lies there, by its row or by its handling."""
    last = item.handovers[-1] if item.handovers else None
    is_asked = last is not None and last.ended_at is None
    return Held(
        division_code=division_code,
        owner=item.owner_center,
        lead_agency=item.lead_agency or "",
        asked=(last.to_center, last.to_agency or "") if last and is_asked else (0, ""),
        tasks=frozenset(
            (one.center, one.agency or "") for one in item.tasks if one.state in AT_IT
        ),
        agencies=frozenset(one.agency for one in item.tasks if one.agency),
    )


def owner_of(sheet: Sheet) -> int:
    """Before any move the center of the division of the facts owns it; 0 for none."""
    if sheet.item.owner_center:
        return sheet.item.owner_center
    centers = sheet.geography.centers.values()
    own = (one.center_code for one in centers if one.division_code == sheet.division)
    return next(own, 0)


def status_at(item: WholeItem, now: datetime) -> str:
    """The status as it counts at a moment, as the hub has it."""
    return current(handling_of(asdict(item)), now).status_at(now)


def _item_of(picture: Picture) -> WholeItem | None:
    if picture.answers is None or not is_named(picture.choices):
        return None
    return picture.answers.first("item", WholeItem)


def _is_seen(item: WholeItem, picture: Picture) -> bool:
    return sees_item(picture.seat, held(item), picture.snapshot.geography)
