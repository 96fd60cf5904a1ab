"""What an item is: number, place, times, and what only its kind says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from board.look.clock import SHANGHAI
from board.look.formats import Value
from board.look.theme import SEVERITY_SHAPES
from board.views.common.contents import Contents, Figure, Notice
from board.views.common.figures import epoch_ms
from board.views.items.page import part_of_item, sheet_of, status_at, withheld

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.formats import Form, Scalar
    from board.viewer.page import Picture
    from board.views.items.page import Sheet

FORMS: dict[str, Form] = {
    "people_count": "count",
    "injured_count": "count",
    "parties_count": "count",
    "amount_yuan": "decimal",
    "camera_id": "code",
    "alarm_type": "code",
    "confidence": "share",
    "score": "count",
    "rectify_by": "date",
}
"""Details that are no codes of a list of their own name."""
LISTS = {"priority": "alarm_priority"}
FALSE = "false_alarm"
"""Of what was false the outcome is why it was."""
TIMES = ("occurred_at", "reported_at", "received_at", "closed_at")


def about(picture: Picture) -> Contents:
    """The item itself, or why it is not shown."""
    sheet = sheet_of(picture)
    return _about(sheet) if sheet else withheld(picture)


def _about(sheet: Sheet) -> Contents:
    item, words = sheet.item, sheet.words
    title = sheet.text(item.title) or words.category(item.kind, item.category or "")
    return Contents(
        title=title or words("page.item"),
        note=words("label.synthetic") if item.is_synthetic else "",
        figures=tuple(_figures(sheet)),
        notices=_notices(sheet),
    )


def _notices(sheet: Sheet) -> dict[str, Notice]:
    item, words = sheet.item, sheet.words
    said: dict[str, Notice] = {}
    if text := sheet.text(item.description):
        said["description"] = Notice(text="{text}", values={"text": Value(text)})
    if item.version is None:
        said["no_facts"] = Notice(text=words("item.no_facts"), level="warn")
    if item.kept_until:
        said["deleted"] = Notice(text=_deleted(sheet, item.kept_until), level="warn")
    if is_misplaced(item.named_division, item.division_code):
        values = {"place": Value(sheet.geography.place(item.named_division))}
        text = words.template("item.misplaced")
        said["misplaced"] = Notice(text=text, values=values, level="warn")
    return said


def _deleted(sheet: Sheet, until: datetime) -> str:
    """By which rule and on which day its details were deleted."""
    received = sheet.item.received_at or until
    day = until.astimezone(SHANGHAI)
    return sheet.words("item.deleted", n=(until - received).days, day=f"{day:%Y-%m-%d}")


def is_misplaced(named: int, division: int | None) -> bool:
    """Whether moves name another division than the facts (辖区不符); moves may name one
    above, whose code is that of the one below with its end in noughts.
    """
    if not named or not division:
        return False
    span = next(one for one in SPANS if named % one == 0)
    return division // span * span != named


SPANS = (100_000_000, 1_000_000, 1_000, 1)
"""How many codes a county, a town's like and a town take; a village takes one."""


def _figures(sheet: Sheet) -> Iterator[Figure]:
    item, words = sheet.item, sheet.words
    yield _figure(sheet, "case_number", item.case_number, "code")
    yield _figure(sheet, "kind", words.known("kind", item.kind))
    if item.category:
        yield _figure(sheet, "category", words.category(item.kind, item.category))
    if item.severity:
        yield _severity(sheet, item.severity)
    status = status_at(item, sheet.now)
    yield _figure(sheet, "status", words.known("status", status))
    yield _figure(sheet, "place", sheet.geography.place(sheet.division))
    yield from (
        _figure(sheet, key, epoch_ms(getattr(item, key)), "moment")
        for key in TIMES
        if getattr(item, key)
    )
    yield from _origin(sheet)


def _severity(sheet: Sheet, code: str) -> Figure:
    name = f"{SEVERITY_SHAPES.get(code, '')} {sheet.words.known('severity', code)}"
    return Figure(
        name.strip(),
        key="severity",
        name=sheet.words("field.severity"),
        colour=f"severity-{code}" if code in SEVERITY_SHAPES else "",
    )


def _origin(sheet: Sheet) -> Iterator[Figure]:
    item, words = sheet.item, sheet.words
    if item.source:
        yield _figure(sheet, "source", words.known("source", item.source))
    if item.source_ref:
        yield _figure(sheet, "source_ref", item.source_ref, "code")


def details(picture: Picture) -> Contents:
    """What only its kind says, what it is tagged with, and how it ended."""
    return part_of_item(_details)(picture)


def _details(sheet: Sheet) -> Contents:
    found = (*_own(sheet), *_common(sheet))
    return Contents(title=sheet.words("label.item_details"), figures=found)


def _own(sheet: Sheet) -> Iterator[Figure]:
    given = msgspec.json.decode(sheet.item.details or "{}", type=dict[str, Any])
    for key, value in given.items():
        # As a fact of the item the same name says how far, here it says where.
        yield detail(sheet, "touched" if key == "spread" else key, value)


def detail(sheet: Sheet, key: str, value: Any) -> Figure:
    """One field of a message by its name; a code by the name in its list."""
    form = FORMS.get(key, "text")
    said = value if key in FORMS else named(sheet, key, value)
    return _figure(sheet, key, said, form)


def named(sheet: Sheet, key: str, value: Any) -> str:
    """A code of the list that a field takes its values from; divisions by name."""
    if isinstance(value, list):
        return sheet.words.listed(sheet.geography.place(int(one)) for one in value)
    is_false = sheet.item.status == FALSE and key == "outcome"
    family = "dismiss_reason" if is_false else LISTS.get(key, key)
    return sheet.words.known(family, str(value))


def _common(sheet: Sheet) -> Iterator[Figure]:
    item = sheet.item
    for key in ("scale", "spread", "campaign", "outcome", "satisfaction"):
        if value := getattr(item, key):
            yield _figure(sheet, key, named(sheet, key, value))
    for key in ("expected_tier", "resolved_tier"):
        if value := getattr(item, key):
            yield _figure(sheet, key, sheet.words.known("tier", value))
    if item.tags:
        tags = sheet.words.listed(named(sheet, "tag", one) for one in item.tags)
        yield _figure(sheet, "tags", tags)


def _figure(sheet: Sheet, key: str, value: Scalar, form: Form = "text") -> Figure:
    return Figure(value, form, key=key, name=sheet.words.known("field", key))
