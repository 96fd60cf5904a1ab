from board.exports.manifest import Placed
from board.exports.seen import Pixels, Seen, unlike
from board.exports.typeset.placing import Edge, placed

WIDTH, HEIGHT = 100, 60
WHITE, RED = b"\xff\xff\xff", b"\xff\x00\x00"


def around(title: str, x: float, top: float, bottom: float) -> list[Edge]:
    return [
        Edge(title=title, is_end=is_end, x=x, y=y)
        for is_end, y in ((False, top), (True, bottom))
    ]


PARTS = placed(
    [*around("上", 0, 0, 10), *around("左", 0, 12, 30), *around("右", 25, 12, 20)],
    scale=2,
    width=WIDTH,
)


def painted(left: int, top: int, right: int, bottom: int) -> Seen:
    points = [
        RED if left <= x < right and top <= y < bottom else WHITE
        for y in range(HEIGHT)
        for x in range(WIDTH)
    ]
    return Seen(picture=Pixels(WIDTH, HEIGHT, b"".join(points)))


def test_a_part_reaches_to_the_one_beside_it_and_else_to_the_edge() -> None:
    above, left, right = PARTS
    assert (above, left, right) == (
        Placed(title="上", left=0, top=0, right=100, bottom=20),
        Placed(title="左", left=0, top=24, right=50, bottom=60),
        Placed(title="右", left=50, top=24, right=100, bottom=40),
    )
    assert placed([], scale=2, width=WIDTH) == ()


def test_a_difference_names_all_parts_that_it_touches_and_none_between_them() -> None:
    for box, names in (
        ((10, 30, 20, 35), ("左",)),
        ((45, 30, 55, 35), ("左", "右")),
        ((60, 45, 70, 50), ()),
        ((60, 20, 70, 24), ()),
    ):
        (found,) = unlike(painted(*box), painted(0, 0, 0, 0), PARTS)
        assert found.parts == names
