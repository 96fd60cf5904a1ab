"""The index in memory finds every row, also where keys collide, and forgets none."""

from __future__ import annotations

import random

import numpy as np
import pytest

from streams.landing import index
from streams.landing.index import Changes, ItemIndex


def empty() -> ItemIndex:
    return ItemIndex(np.array([], np.uint64), np.array([], np.int64))


def keys(*values: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(values, np.uint64)


def test_it_finds_what_it_was_built_from_and_nothing_else() -> None:
    found = ItemIndex(keys(30, 10, 2**64 - 1), np.array([1, 2, 3], np.int64))
    assert sorted(found.find(keys(10, 20, 2**64 - 1))) == [2, 3]
    assert found.next_row_no == 4


def test_a_row_that_was_replaced_is_found_no_more() -> None:
    found = ItemIndex(keys(10), np.array([1], np.int64))
    found.change(Changes([10], [2], [1]))
    assert found.find(keys(10)) == [2]
    found.change(Changes([10], [3], [2]))
    assert found.find(keys(10)) == [3]
    assert len(found) == 1


def test_two_items_with_one_key_are_both_candidates() -> None:
    found = ItemIndex(keys(10, 10), np.array([1, 2], np.int64))
    found.change(Changes([10, 10], [3, 4], [None, 1]))
    assert sorted(found.find(keys(10))) == [2, 3, 4]


@pytest.mark.parametrize("most_recent", [1, 7, 1000])
def test_sorting_in_changes_no_answer(
    monkeypatch: pytest.MonkeyPatch, most_recent: int
) -> None:
    monkeypatch.setattr(index, "MOST_RECENT", most_recent)
    pick, found = random.Random(3), empty()
    truth: dict[int, dict[int, int]] = {}
    for row in range(1, 500):
        key, item = pick.randrange(40), pick.randrange(2)
        old = truth.setdefault(key, {}).get(item)
        truth[key][item] = row
        found.change(Changes([key], [row], [old]))
        assert sorted(found.find(keys(key))) == sorted(truth[key].values())
    everything = [row for items in truth.values() for row in items.values()]
    assert sorted(found.find(keys(*truth))) == sorted(everything)
    assert len(found) == len(everything)
    assert found.next_row_no == 500
