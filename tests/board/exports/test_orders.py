"""Files are made one after the other beside the board, and say how far they are."""

from __future__ import annotations

from pathlib import Path

from board.exports.document import Section
from board.exports.job import Made, Order
from board.exports.orders import Orders
from tests.support.exported import contents, document, row
from tests.support.waiting import wait_for


def test_an_order_says_what_stands_before_it_and_is_handed_out_when_it_is_registered(
    tmp_path: Path,
) -> None:
    rows = tuple(row(number) for number in range(500))
    made = document(sections=(Section("part", contents(rows)),))
    orders, registered = Orders(tmp_path / "exports"), list[Made]()
    first, second = (
        orders.take(Order(made, name, {}), registered.append)
        for name in ("xlsx", "csv")
    )
    stands = orders.standing(second)
    assert stands.before == 1
    assert stands.rows >= len(rows)
    wait_for(lambda: orders.is_done(second), "the second file", 60)
    assert orders.standing(second).before == 0
    for number, suffix in ((first, ".xlsx"), (second, ".zip")):
        ready = orders.result(number)
        assert ready.path.suffix == suffix
        assert ready.made in registered
    orders.stop()
    assert not (tmp_path / "exports").exists()
