"""A restart knows what was produced, what lies in the gap, and where live begins."""

from msgspec.structs import replace

from streams.simulate.days import DAY_MS
from streams.simulate.parts import Part, first_parts, joined, resumed_parts


def _produced(parts: tuple[Part, ...], moment_ms: int) -> tuple[Part, ...]:
    return tuple(replace(part, produced_until=moment_ms) for part in parts)


def test_a_new_feed_has_a_history_and_goes_live_at_once() -> None:
    history, live = first_parts(1_000, 1.0, history=True)
    assert (history.born_until, live.born_from, live.born_until) == (1_000, 1_000, None)


def test_without_history_only_what_is_born_now_is_sent() -> None:
    assert first_parts(1_000, 1.0, history=False) == (
        Part(born_from=1_000, produced_until=999),
    )


def test_a_pause_is_filled_and_live_starts_behind_it() -> None:
    stopped = _produced(first_parts(1_000, 1.0, history=True), 5_000)
    past, live = resumed_parts(stopped, 9_000, 1.0)
    assert past == Part(born_until=9_000, produced_until=5_000)
    assert live == Part(born_from=9_000, produced_until=8_999)


def test_a_history_cut_short_goes_on_beside_the_gap() -> None:
    history, live = first_parts(1_000, 1.0, history=True)
    stopped = (
        replace(history, produced_until=400),
        replace(live, produced_until=5_000),
    )
    parts = resumed_parts(stopped, 9_000, 1.0)
    assert [part.produced_until for part in parts] == [400, 5_000, 8_999]
    borders = [(part.born_from, part.born_until) for part in parts]
    assert borders == [(-1, 1_000), (1_000, 9_000), (9_000, None)]


def test_a_history_without_live_leaves_no_hole() -> None:
    history, _ = first_parts(1_000, 1.0, history=True)
    parts = resumed_parts((replace(history, produced_until=5_000),), 9_000, 1.0)
    borders = [(part.born_from, part.born_until) for part in parts]
    assert borders == [(-1, 1_000), (1_000, 9_000), (9_000, None)]


def test_parts_that_caught_up_become_one() -> None:
    stopped = _produced(first_parts(1_000, 1.0, history=True), 5_000)
    caught_up = _produced(resumed_parts(stopped, 9_000, 1.0), 20_000)
    assert joined(list(caught_up)) == (Part(produced_until=20_000),)


def test_a_faster_part_stays_apart_until_its_items_have_lived() -> None:
    fast = Part(born_from=0, born_until=1_000, produced_until=2_000, rate=5.0)
    after = Part(born_from=1_000, produced_until=2_000)
    assert joined([fast, after]) == (fast, after)
    later = 61 * DAY_MS
    gone = [replace(part, produced_until=later) for part in (fast, after)]
    assert joined(gone) == (gone[1],)


def test_the_gap_is_filled_at_the_normal_rate() -> None:
    stopped = _produced(first_parts(1_000, 20.0, history=False), 5_000)
    assert [part.rate for part in resumed_parts(stopped, 9_000, 20.0)] == [20, 1, 20]
