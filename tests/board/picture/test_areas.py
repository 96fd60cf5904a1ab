"""What an address may say of an area."""

from __future__ import annotations

import pytest

from board.picture.areas import AreaFault, area_from, area_in, fault_in

GOOD = {
    "circle:113.3701,31.7102,800": "circle:113.37010,31.71020,800",
    "box:113.36,31.7,113.38,31.72": "box:113.36000,31.70000,113.38000,31.72000",
    "poly:113.36,31.7;113.38,31.7;113.37,31.72": (
        "poly:113.36000,31.70000;113.38000,31.70000;113.37000,31.72000"
    ),
}
BAD = {
    "triangle:1,2,3": "shape",
    "circle:113.37,31.71": "number",
    "circle:113.37,31.71,nan": "number",
    "circle:113.37,31.71,99": "radius",
    "circle:113.37,31.71,5001": "radius",
    "circle:513.37,31.71,500": "place",
    "box:113.38,31.7,113.36,31.72": "order",
    "box:113,31,114,32": "size",
    "poly:113.36,31.7;113.38,31.7": "corners",
    "poly:113.36,31.7;113.38,31.72;113.38,31.7;113.36,31.72": "crossing",
    "poly:113.36,31.7;113.38,31.7;113.37,31.7": "crossing",
    "poly:113.36,31.7;113.38,31.7;113.38,31.72;113.37,31.7": "crossing",
    "poly:" + ";".join(f"113.{n:03},31.{n * n:03}" for n in range(21)): "corners",
}


def test_an_area_is_always_written_alike() -> None:
    for said, kept in GOOD.items():
        assert area_from(said).text == area_in({"area": said}) == kept
        assert area_from(kept).text == kept
        assert fault_in({"area": said}) == ""


@pytest.mark.parametrize(("said", "reason"), BAD.items())
def test_nonsense_is_refused_with_its_reason(said: str, reason: str) -> None:
    with pytest.raises(AreaFault) as refused:
        area_from(said)
    assert refused.value.reason == fault_in({"area": said}) == reason
    assert area_in({"area": said}) == ""


def test_no_area_is_no_fault() -> None:
    assert (area_in({}), fault_in({})) == ("", "")
