"""Every indicator of the dictionary in a division and a period, against last year or
against another division or period. Values of one form stand in one table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.definitions import definitions
from board.look.formats import Value
from board.views.common.contents import Column, Contents, Notice, Table, table
from board.views.common.figures import change
from board.views.common.valued import cells_of, difference, valued
from board.views.indicators.page import Sheet, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.look.definitions import Definition
    from board.look.formats import Form
    from board.viewer.page import Picture

GROUPS: tuple[tuple[str, tuple[Form, ...]], ...] = (
    ("counts", ("count",)),
    ("shares", ("share",)),
    ("durations", ("duration",)),
    ("per_1000", ("per_1000",)),
    ("per_10000", ("per_10000",)),
    ("changes", ("change",)),
    ("ages", ("age",)),
)
DIFFERENCES: Mapping[Form, Form] = {"count": "change", "share": "points"}
"""What the difference of two values is, where it is not of their own form."""


def dictionary(picture: Picture) -> Contents:
    """A table a form: each indicator now, a year ago, and how it changed."""
    sheet = sheet_of(picture)
    tables = (_group(name, forms, sheet) for name, forms in GROUPS)
    return Contents(
        title=sheet.words("label.dictionary"),
        note=period_text(sheet),
        notices=compared_until(sheet),
        tables=tuple(one for one in tables if one.rows),
    )


def comparison(picture: Picture) -> Contents:
    """The same against another division or another period; nothing without one."""
    sheet = sheet_of(picture)
    title = sheet.words("label.comparison")
    if not sheet.choice.against:
        return Contents(title=title, note=sheet.words("label.comparison_none"))
    tables = (_compared(name, forms, sheet) for name, forms in GROUPS)
    return Contents(
        title=title,
        note=sheet.words("label.comparison_of", here=here(sheet), there=there(sheet)),
        tables=tuple(one for one in tables if one.rows),
    )


def period_text(sheet: Sheet) -> str:
    """The days that are shown, in the reader's words."""
    return span_text(sheet.period.name, sheet)


def span_text(name: str, sheet: Sheet) -> str:
    return sheet.words.words.get(f"period.{name}", name)


def here(sheet: Sheet) -> str:
    place = sheet.geography.name(sheet.scope)
    return f"{place} {period_text(sheet)}"


def there(sheet: Sheet) -> str:
    """The other side of the comparison."""
    if sheet.other is not None:
        return (
            f"{sheet.geography.name(sheet.scope)} {span_text(sheet.other.name, sheet)}"
        )
    return f"{sheet.geography.name(int(sheet.choice.against))} {period_text(sheet)}"


def compared_until(sheet: Sheet) -> dict[str, Notice]:
    """Only days that are over are compared: today is not."""
    over = sheet.period.over
    if over == sheet.period.shown:
        return {}
    values = {"days": Value(over.days, "count")}
    text = sheet.words.template("label.compared_until")
    return {"until": Notice(text=text, values=values)}


def _of_form(forms: tuple[Form, ...]) -> Iterator[tuple[str, Definition]]:
    for name, one in definitions().items():
        if one.form in forms:
            yield name, one


def _group(name: str, forms: tuple[Form, ...], sheet: Sheet) -> Table:
    rows = [_row(key, one, sheet) for key, one in _of_form(forms)]
    return table(name, _columns(forms[0], sheet, "year"), rows)


def _row(key: str, one: Definition, sheet: Sheet) -> dict[str, Any]:
    named, value = _named(key, one, sheet), sheet.value(one)
    return named | cells_of("value", value) | _against_year(one, sheet)


def _named(key: str, one: Definition, sheet: Sheet) -> dict[str, Any]:
    name = sheet.words.known("indicator", key)
    return {"key": key, "name": name, "better": one.better}


def _against_year(one: Definition, sheet: Sheet) -> dict[str, Any]:
    """What is of now has no year to stand against, nor has a change."""
    if not one.is_of_period or one.form == "change" or not sheet.period.year.days:
        return cells_of("other", NONE) | _changed(NONE, NONE)
    over, before = (
        sheet.counted(one, span) for span in (sheet.period.over, sheet.period.year)
    )
    return cells_of("other", before) | _changed(over, before)


NONE = Value(None)


def _changed(now: Value, before: Value) -> dict[str, Any]:
    """Of counts the change, of everything else the difference."""
    if now.form == "count":
        count, base = _int(now.value), _int(before.value)
        found = change(count or 0, base)
        return {"changed": found.value, "counted": count, "base": base}
    changed = difference(now.value, before.value)
    return {"changed": changed, "counted": None, "base": None}


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _compared(name: str, forms: tuple[Form, ...], sheet: Sheet) -> Table:
    rows = [_both(key, one, sheet) for key, one in _of_form(forms)]
    return table(name, _columns(forms[0], sheet, "other"), rows)


def _both(key: str, one: Definition, sheet: Sheet) -> dict[str, Any]:
    value, other = sheet.value(one), _other(one, sheet)
    said = cells_of("value", value) | cells_of("other", other) | _changed(value, other)
    # More people have more of everything: of counts neither side is the better one.
    is_count = value.form == "count"
    return _named(key, one, sheet) | said | ({"better": "none"} if is_count else {})


def _other(one: Definition, sheet: Sheet) -> Value:
    """In the other division, or the other period: what is of now has only one, and a
    change would need a third.
    """
    if sheet.other is None:
        return sheet.value(one, int(sheet.choice.against))
    if not one.is_of_period or one.form == "change":
        return NONE
    return sheet.counted(one, sheet.other.shown)


def _columns(form: Form, sheet: Sheet, other: str) -> tuple[Column, ...]:
    words = sheet.words
    is_count = form == "count"
    return (
        Column(key="key", form="code"),
        Column(key="name", name=words("column.indicator")),
        Column(key="better", form="code"),
        *valued("value", form, words(f"column.value_{other}")),
        *valued("other", form, words(f"column.{other}")),
        Column(
            key="changed",
            form=DIFFERENCES.get(form, form),
            name=words("column.changed" if is_count else "column.difference"),
            numerator="counted" if is_count else "",
            denominator="base" if is_count else "",
        ),
        Column(key="counted", form="count"),
        Column(key="base", form="count"),
    )
