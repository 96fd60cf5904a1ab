"""What the map shows, as tables: open items, divisions, sites, cameras, villages.

They stand where the rows say, so a file holds the same places as the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import Column, Contents, MapLayer, table
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
    """Open items where they may be shown: already moved where privacy demands."""
    geography = snapshot.geography
    columns = (
        *POSITION,
        Column(key="severity", form="code"),
        Column(key="kind", form="code"),
        Column(key="severity_name", name=words("column.severity")),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="status", name=words("column.status")),
        Column(key="received", form="moment", name=words("column.time")),
    )
    found = (
        _item(one, words)
        for one in snapshot.pulse.points
        if geography.contains(scope, one.division_code)
    )
    layer = MapLayer(
        name="items",
        table="items",
        mark="signs",
        severity="severity",
        kind="kind",
        **AT,
    )
    return Contents(
        title=words("map.layer.items"),
        tables=(table("items", columns, found),),
        layers=(layer,),
    )


def _item(one: rows.Point, words: Texts) -> dict[str, Any]:
    return {
        "longitude": one.longitude,
        "latitude": one.latitude,
        "severity": one.severity,
        "kind": one.kind,
        "severity_name": words.known("severity_short", one.severity),
        "kind_name": words.known("kind", one.kind),
        "category": words.category(one.kind, one.category),
        "status": words.known("status", one.status),
        "received": epoch_ms(one.received_at),
    }


def divisions(
    snapshot: Snapshot, scope: int, words: Texts, *, codes: Iterable[int]
) -> Contents:
    """What came in today by division; `inside` tells those of the scope."""
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("column.division")),
        Column(
            key="received",
            form="count",
            name=words("column.received"),
            unit=words("tile.unit"),
        ),
        Column(key="inside", form="flag"),
    )
    found = (
        {
            "code": str(code),
            "name": snapshot.geography.name(code),
            "received": total(tally(snapshot.pulse.received, code)),
            "inside": int(_belongs(snapshot.geography, scope, code)),
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


def _belongs(geography: Geography, scope: int, code: int) -> bool:
    return geography.contains(scope, code) or geography.contains(code, scope)
