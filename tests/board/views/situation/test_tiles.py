from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from board.look.texts import texts
from board.look.theme import DARK, LIGHT, SEVERITY_SHAPES
from board.picture.rollup import total
from board.picture.snapshot import Snapshot
from board.views.situation.tiles import tiles
from streams.events import STREAMS
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.views.common.contents import Contents

ZH = texts("zh")
CITY = 421300000000
LABELS = {"case": "今日受理", "signal": "今日信号"}


def shown(snapshot: Snapshot, scope: int = CITY) -> Contents:
    return tiles(snapshot, scope=scope, words=ZH, now=NOW)


def rows(snapshot: Snapshot, scope: int = CITY) -> list[dict[str, Any]]:
    return list(shown(snapshot, scope).table("tiles").records())


def test_there_is_one_tile_per_stream_and_they_sum_to_the_city(
    snapshot: Snapshot,
) -> None:
    found = rows(snapshot)
    assert [one["name"] for one in found] == [stream.name_zh for stream in STREAMS]
    received = sum(one["received"] for one in found)
    assert received == total(snapshot.pulse.received[CITY])


def test_signals_are_not_called_cases(snapshot: Snapshot) -> None:
    for one, stream in zip(rows(snapshot), STREAMS, strict=True):
        assert one["label"] == LABELS[stream.opens_as]


def test_severities_of_a_tile_sum_to_what_it_received(snapshot: Snapshot) -> None:
    for one in rows(snapshot):
        count = sum(one[f"severity-{code}"] for code in SEVERITY_SHAPES)
        assert count == one["received"]


def test_every_severity_has_colour_text_and_shape(snapshot: Snapshot) -> None:
    columns = shown(snapshot).table("tiles").columns
    parts = {one.key: one.name for one in columns if one.key.startswith("severity-")}
    assert list(parts.values()) == ["特别重大", "重大", "较大", "一般"]
    codes = [key.removeprefix("severity-") for key in parts]
    assert len({ZH(f"severity_shape.{code}") for code in codes}) == 4
    assert codes == list(DARK.severity) == list(LIGHT.severity)


def test_a_change_names_its_base_and_nobody_says_which_way_is_better(
    snapshot: Snapshot,
) -> None:
    columns = {one.key: one for one in shown(snapshot).table("tiles").columns}
    for name, base in (("day", "yesterday"), ("year", "last_year")):
        column = columns[name]
        assert (column.form, column.better) == ("change", "none")
        assert (column.numerator, column.denominator) == ("received", base)


def test_the_trend_has_24_hours_and_a_village_shows_its_towns(
    snapshot: Snapshot,
) -> None:
    geography = snapshot.geography
    village = next(d for d in geography.divisions.values() if d.tier == "village")
    own, towns = (
        shown(snapshot, code) for code in (village.division_code, village.town_code)
    )
    assert len(own.table("trend").rows) == 24
    assert own.table("trend") == towns.table("trend")
    assert own.note != towns.note


def test_the_trend_ends_with_the_hour_of_now(snapshot: Snapshot) -> None:
    last = max(shown(snapshot).table("trend").values("hour"))
    assert last == NOW.replace(minute=0).timestamp() * 1000


def test_an_empty_picture_shows_zeros_and_dashes() -> None:
    for one in rows(Snapshot(), scope=0):
        assert (one["received"], one["day"], one["year"]) == (0, None, None)
        assert (one["yesterday"], one["last_year"]) == (0, 0)


def test_the_feed_of_a_towns_tile_is_the_whole_streams(snapshot: Snapshot) -> None:
    town = snapshot.geography.children[421321000000][0]
    for whole, own in zip(rows(snapshot), rows(snapshot, town), strict=True):
        assert own["feed"] == whole["feed"]
        assert own["feed_text"] == f"全市{whole['feed_text']}"


def test_what_is_open_is_not_said_while_history_loads(snapshot: Snapshot) -> None:
    loading = replace(snapshot, pulse=replace(snapshot.pulse, is_whole=False))
    assert all(row["open"] is not None for row in rows(snapshot))
    assert {row["open"] for row in rows(loading)} == {None}
