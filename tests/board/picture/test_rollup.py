from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa

from board.picture.rollup import roll_up, total, unpivot

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from board.picture.rollup import Rollup
    from board.picture.snapshot import Snapshot


def counts(*rows: tuple[int, str, str | None, int]) -> pa.Table:
    names = ("division_code", "kind", "category", "received")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def rolled(table: pa.Table, geography: Geography) -> Rollup:
    return roll_up(table, geography, keys=("kind", "category"), count="received")


def test_one_event_raises_the_count_of_every_ancestor_by_one(
    snapshot: Snapshot,
) -> None:
    geography = snapshot.geography
    village = next(c for c, d in geography.divisions.items() if d.tier == "village")
    found = rolled(counts((village, "incident", "0101", 1)), geography)
    assert found.keys() == set(geography.line(village))
    assert list(found.values()) == [{("incident", "0101"): 1}] * 4


def test_an_unknown_division_counts_for_the_city_alone(snapshot: Snapshot) -> None:
    found = rolled(counts((7, "incident", "0101", 2)), snapshot.geography)
    assert found == {snapshot.geography.city: {("incident", "0101"): 2}}


def test_no_count_is_no_division(snapshot: Snapshot) -> None:
    none = counts((7, "incident", "0101", 2)).slice(1)
    assert rolled(none, snapshot.geography) == {}


def test_it_is_what_adding_one_by_one_gives(snapshot: Snapshot) -> None:
    geography, draw = snapshot.geography, Random(1)
    places = [*geography.divisions, 7, 421_399_000_000]
    rows = [
        (
            draw.choice(places),
            draw.choice(("incident", "dispute")),
            draw.choice(("0101", "0102", "", None)),
            draw.randrange(9),
        )
        for _ in range(5_000)
    ]
    plain: dict[int, Counter[tuple[str, str | None]]] = {}
    for place, kind, category, received in rows:
        for code in geography.line(place):
            plain.setdefault(code, Counter())[kind, category] += received
    assert rolled(counts(*rows), geography) == plain


def test_columns_become_rows_without_what_is_zero() -> None:
    table = pa.table({"kind": ["a", "b"], "late": [0, 2], "due": [3, None]})
    found = unpivot(table, ("late", "due")).to_pylist()
    assert found == [
        {"kind": "b", "name": "late", "number": 2},
        {"kind": "a", "name": "due", "number": 3},
    ]


def test_counties_sum_to_the_city_and_towns_to_their_county(snapshot: Snapshot) -> None:
    geography, received = snapshot.geography, snapshot.pulse.received
    for parent in (geography.city, *geography.children[geography.city]):
        below = sum(total(received.get(c, {})) for c in geography.children[parent])
        assert below == total(received[parent]) > 0
