from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.texts import texts
from board.picture.rollup import total
from board.picture.snapshot import Snapshot
from board.views.situation.tiles import tiles
from streams.events import STREAMS
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.views.situation.tiles import Tile

ZH = texts("zh")
CITY = 421300000000
LABELS = {"case": "今日受理", "signal": "今日信号"}


def shown(snapshot: Snapshot, scope: int = CITY) -> tuple[Tile, ...]:
    return tiles(snapshot, scope=scope, words=ZH, now=NOW)


def test_there_is_one_tile_per_stream_and_they_sum_to_the_city(
    snapshot: Snapshot,
) -> None:
    found = shown(snapshot)
    assert [one.name for one in found] == [stream.name_zh for stream in STREAMS]
    received = sum(int(one.received.replace(",", "")) for one in found)
    assert received == total(snapshot.pulse.received[CITY])


def test_signals_are_not_called_cases(snapshot: Snapshot) -> None:
    for one, stream in zip(shown(snapshot), STREAMS, strict=True):
        assert one.received_label == LABELS[stream.opens_as]


def test_severities_of_a_tile_sum_to_what_it_received(snapshot: Snapshot) -> None:
    for one in shown(snapshot):
        count = sum(part.count for part in one.severities)
        assert count == int(one.received.replace(",", ""))


def test_every_severity_has_colour_text_and_shape(snapshot: Snapshot) -> None:
    parts = shown(snapshot)[0].severities
    assert len({part.shape for part in parts}) == 4
    assert [part.name for part in parts] == ["特别重大", "重大", "较大", "一般"]


def test_the_trend_has_24_hours_and_a_village_shows_its_towns(
    snapshot: Snapshot,
) -> None:
    geography = snapshot.geography
    village = next(d for d in geography.divisions.values() if d.tier == "village")
    own, towns = (
        shown(snapshot, code)[0] for code in (village.division_code, village.town_code)
    )
    assert len(own.trend) == 24
    assert own.trend == towns.trend
    assert own.trend_label != towns.trend_label


def test_an_empty_picture_shows_zeros_and_dashes() -> None:
    for one in tiles(Snapshot(), scope=0, words=ZH, now=NOW):
        assert (one.received, one.day.text, one.year.text) == ("0", "—", "—")
