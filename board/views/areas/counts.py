"""How much there is in an area, how much came in, and when: as figures and tables whose
counts lead to the list that has exactly the items.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.look.clock import DAY
from board.look.codes import EITHER, FINISHED, OPEN, categories, days_kept
from board.look.formats import Value
from board.picture.filters import RANGE
from board.reads.area_rows import AreaCount, Unplaced
from board.views.areas.asking import COUNTS, UNPLACED, area_of, days_of
from board.views.areas.wording import area_words
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.standing import CASE, SIGNAL, streams_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.viewer.page import Picture

BEFORE = "received_before"
SUMS = ("open_items", "overdue", "due_soon", "received", "disposed", "received_before")
OF_CASES = ("open_items", "overdue", "due_soon", "received", "received_before")
OF_SIGNALS = ("open_items", "received", "disposed", "received_before")
PLACES_SHOWN = 8


def about(picture: Picture) -> Contents:
    """Figures: of cases what is open, late and soon late, of both what came in and what
    did before; which area it is; how many items stand at no point there.
    """
    words, area = picture.words, area_of(picture)
    if not area:
        return Contents(title=words("area.title"), note=words("area.none"))
    name = picture.snapshot.geography.name(picture.scope)
    return Contents(
        title=words("area.title"),
        note=words("area.note", area=area_words(area, words), place=name),
        notices=_unplaced(picture),
        figures=(
            *_figures(CASE, OF_CASES, picture),
            *_figures(SIGNAL, OF_SIGNALS, picture),
        ),
    )


def _figures(opens_as: str, keys: Iterable[str], picture: Picture) -> list[Figure]:
    sums = _sum(one for one in _kinds(picture) if one.kind in _of(opens_as))
    words, unit = picture.words, picture.words("unit.items")
    of = words(f"area.of.{opens_as}")
    gone = BEFORE if any(_is_forgotten(kind, picture) for kind in _of(opens_as)) else ""
    return [
        Figure(
            None if key == gone else sums[key],
            "count",
            key=f"{opens_as}_{key}",
            name=words("area.figure", of=of, what=_name(opens_as, key, picture)),
            unit=unit,
        )
        for key in keys
    ]


def _of(opens_as: str) -> list[str]:
    return [stream.kind for stream in streams_of(opens_as)]


def _is_forgotten(kind: str, picture: Picture) -> bool:
    """Whether where items of the days before stood was deleted since."""
    kept, days = days_kept(kind), days_of(picture)
    return kept is not None and (days.until - days.before).days > kept


def _name(opens_as: str, key: str, picture: Picture) -> str:
    """What is open of signals waits for somebody."""
    is_waiting = (opens_as, key) == (SIGNAL, "open_items")
    return picture.words("area.waiting" if is_waiting else f"area.{key}")


def _unplaced(picture: Picture) -> dict[str, Notice]:
    words = picture.words
    [one] = picture.answered.rows(UNPLACED, Unplaced)
    values = {
        "items": Value(one.items, "count"),
        "open": Value(one.open_items, "count"),
        "divisions": Value(one.divisions, "count"),
    }
    return {"unplaced": Notice(words.template("area.unplaced"), values)}


def cases(picture: Picture) -> Contents:
    """Table `area_cases`: cases by stream and category."""
    return _listed(CASE, OF_CASES, picture)


def signals(picture: Picture) -> Contents:
    """Table `area_signals`: signals by stream and category."""
    return _listed(SIGNAL, OF_SIGNALS, picture)


def _listed(opens_as: str, keys: tuple[str, ...], picture: Picture) -> Contents:
    if not area_of(picture):
        return Contents()
    words, name = picture.words, f"area_{opens_as}s"
    found = [one for one in _kinds(picture) if one.kind in _of(opens_as)]
    found.sort(key=lambda one: (-one.open_items, -one.received, one.category or ""))
    columns = (
        *(Column(key=_to(key), form="code") for key in keys),
        Column(key="kind", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        *(_counted(key, _name(opens_as, key, picture)) for key in keys),
    )
    rows = [_row(one, keys, picture) for one in found]
    note = _forgotten(opens_as, picture) if rows else words("area.nothing")
    return Contents(
        title=words(f"area.of.{opens_as}"),
        note=note,
        tables=(table(name, columns, rows),),
    )


def _forgotten(opens_as: str, picture: Picture) -> str:
    """What is not known any more of the days that are looked at."""
    words = picture.words
    lost = [kind for kind in _of(opens_as) if _is_forgotten(kind, picture)]
    return words.listed(
        words("area.forgotten", kind=words.known("kind", kind), days=days_kept(kind))
        for kind in lost
    )


def _row(one: AreaCount, keys: Iterable[str], picture: Picture) -> dict[str, Any]:
    words, kind, category = picture.words, one.kind or "", one.category or ""
    counts = {key: getattr(one, key) for key in keys}
    if _is_forgotten(kind, picture):
        counts[BEFORE] = None
    # What has no category of the list cannot be filtered by it.
    is_known = category in categories(kind)
    links = {
        _to(key): list_of(picture, key, kind=kind, category=category)
        if counts[key] and is_known
        else ""
        for key in keys
    }
    named = {
        "kind": words.known("kind", kind),
        "category": words.category(kind, category),
    }
    return named | counts | links


def list_of(picture: Picture, key: str, **more: str) -> str:
    """The filters by which the list has exactly what is counted; none for what was
    received before, which ends within a day.
    """
    days = days_of(picture)
    in_days = {
        "dated_by": "received",
        "period": RANGE,
        "from": str(days.first),
        "until": str(days.until - DAY),
    }
    filters = {
        "open_items": {"state": OPEN},
        "overdue": {"state": OPEN, "marks": "overdue"},
        "due_soon": {"state": OPEN, "marks": "due_soon"},
        "received": {"state": EITHER} | in_days,
        "disposed": {"state": FINISHED} | in_days,
    }
    if key not in filters:
        return ""
    return urlencode({"area": area_of(picture)} | filters[key] | more)


def places(picture: Picture) -> Contents:
    """Table `area_places`: the divisions of most items that came in."""
    if not area_of(picture):
        return Contents()
    words, geography = picture.words, picture.snapshot.geography
    found = [one for one in _rows(picture) if one.division_code is not None]
    found.sort(key=lambda one: (-one.received, -one.open_items, one.division_code or 0))
    keys = ("received", "open_items")
    columns = (
        *(Column(key=_to(key), form="code") for key in keys),
        Column(key="name", name=words("column.division")),
        *(_counted(key, words(f"area.{key}")) for key in keys),
    )
    rows = [
        {
            "name": geography.place(one.division_code or 0),
            **{key: getattr(one, key) for key in keys},
            **{
                _to(key): list_of(picture, key, scope=str(one.division_code))
                if getattr(one, key)
                else ""
                for key in keys
            },
        }
        for one in found[:PLACES_SHOWN]
    ]
    return Contents(
        title=words("area.places"), tables=(table("area_places", columns, rows),)
    )


def _kinds(picture: Picture) -> list[AreaCount]:
    return [one for one in _rows(picture) if one.kind is not None]


def _rows(picture: Picture) -> tuple[AreaCount, ...]:
    return picture.answered.rows(COUNTS, AreaCount)


def _sum(found: Iterable[AreaCount]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for one in found:
        for key in SUMS:
            sums[key] += getattr(one, key)
    return sums


def _to(key: str) -> str:
    return f"to_{key}"


def _counted(key: str, name: str) -> Column:
    return Column(key=key, form="count", name=name)
