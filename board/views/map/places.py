"""What the map shows, as tables: open items, divisions, sites, cameras, villages.

They stand where the rows say, so a file holds the same places as the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import (
    Column,
    Contents,
    MapLayer,
    Notice,
    Table,
    table,
)
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.reads import rows

POSITION = (
    Column(key="longitude", form="degrees"),
    Column(key="latitude", form="degrees"),
)
AT = {"longitude": "longitude", "latitude": "latitude"}


def items(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Open items where they may be shown, and how many there is no room for."""
    layer = MapLayer(
        name="items",
        table="items",
        mark="signs",
        size="items",
        severity="severity",
        kind="kind",
        **AT,
    )
    shown = snapshot.places(scope).shown
    return Contents(
        title=words("map.layer.items"),
        notices=left_out(snapshot, scope, words),
        tables=(item_table(shown, words),),
        layers=(layer,),
    )


def item_table(shown: Iterable[rows.Place], words: Texts) -> Table:
    """A row per place and severity; what its items do not share is empty."""
    columns = (
        *POSITION,
        Column(key="severity", form="code"),
        Column(key="kind", form="code"),
        Column(
            key="items",
            form="count",
            name=words("column.count"),
            unit=words("unit.items"),
        ),
        Column(key="severity_name", name=words("column.severity")),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="status", name=words("column.status")),
        Column(key="received", form="moment", name=words("column.time")),
    )
    found = (_item(one, words) for one in shown)
    return table("items", columns, found, of_items=True)


def left_out(snapshot: Snapshot, scope: int, words: Texts) -> dict[str, Notice]:
    """What is said where there is no room for all open items of a scope."""
    if not snapshot.pulse.is_whole:
        return {"left_out": Notice(words("map.not_known"), level="warn")}
    places = snapshot.places(scope)
    if not places.left_out:
        return {}
    values = {
        "shown": Value(places.items, "count"),
        "total": Value(places.items + places.left_out, "count"),
    }
    text = words.template("map.left_out")
    return {"left_out": Notice(text, values, level="warn")}


def _item(one: rows.Place, words: Texts) -> dict[str, Any]:
    kind, severity = one.kind or "", one.severity or ""
    return {
        "longitude": one.longitude,
        "latitude": one.latitude,
        "severity": severity,
        "kind": kind,
        "items": one.items,
        "severity_name": words.known("severity_short", severity),
        "kind_name": words.known("kind", kind) if kind else words("map.several"),
        "category": words.category(kind, one.category) if one.category else "",
        "status": words.known("status", one.status) if one.status else "",
        "received": epoch_ms(one.received_at),
    }


def divisions(snapshot: Snapshot, words: Texts, *, codes: Iterable[int]) -> Contents:
    """What came in today by division."""
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("column.division")),
        Column(
            key="received",
            form="count",
            name=words("column.received"),
            unit=words("tile.unit"),
            indicator="received",
        ),
    )
    found = (
        {
            "code": str(code),
            "name": snapshot.geography.name(code),
            "received": total(tally(snapshot.pulse.received, code)),
        }
        for code in codes
    )
    layer = MapLayer(
        name="divisions",
        table="divisions",
        mark="areas",
        division="code",
        size="received",
    )
    return Contents(tables=(table("divisions", columns, found),), layers=(layer,))


def seats(geography: Geography, scope: int, words: Texts) -> Contents:
    """The villages of the scope."""
    columns = (*POSITION, Column(key="name", name=words("column.division")))
    found = (
        {"longitude": one.longitude, "latitude": one.latitude, "name": one.name}
        for one in geography.divisions.values()
        if one.tier == "village" and geography.contains(scope, one.division_code)
    )
    return _dots("seats", columns, found, words)


def sites(
    found: Iterable[rows.Site], geography: Geography, scope: int, words: Texts
) -> Contents:
    """Police posts and quick-response points of the scope, with the sign of each."""
    columns = (
        *POSITION,
        Column(key="sign"),
        Column(key="name", name=words("column.name")),
        Column(key="type", name=words("column.kind")),
    )
    inside = (
        {
            "longitude": one.longitude,
            "latitude": one.latitude,
            "sign": words.known("site_sign", one.site_type)[:1],
            "name": one.name,
            "type": words.known("site", one.site_type),
        }
        for one in found
        if geography.contains(scope, one.division_code)
    )
    return _dots("sites", columns, inside, words, label="sign")


def cameras(cells: Iterable[tuple[float, float, int]], words: Texts) -> Contents:
    """Cameras counted by cells: the centre of each and how many lie in it."""
    columns = (
        *POSITION,
        Column(key="cameras", form="count", name=words("column.count")),
    )
    found = (
        {"longitude": longitude, "latitude": latitude, "cameras": count}
        for longitude, latitude, count in cells
    )
    return _dots("cameras", columns, found, words, size="cameras")


def _dots(
    name: str,
    columns: tuple[Column, ...],
    found: Iterable[dict[str, Any]],
    words: Texts,
    **more: str,
) -> Contents:
    layer = MapLayer(name=name, table=name, mark="dots", **AT, **more)
    return Contents(
        title=words(f"map.layer.{name}"),
        tables=(table(name, columns, found),),
        layers=(layer,),
    )
