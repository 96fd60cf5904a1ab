"""Several cases merged into one that arrive in one batch: one case is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from streams.events import HANDLING_TOPIC
from streams.hub.verify import Sample, Seen, first_difference
from tests.support import messages
from tests.support.intake import START, Intake

MERGED, TARGET = (1, 2, 3), 9
LATER = START + timedelta(hours=1)
Record = tuple[str, Any, Any]


@pytest.fixture
def intake() -> Intake:
    return Intake()


def events() -> list[Record]:
    numbers = (*MERGED, TARGET)
    return [
        (messages.TOPICS["dispute"], messages.event("dispute", one), START)
        for one in numbers
    ]


def merging(intake: Intake, number: int, target: int = TARGET) -> Record:
    into = {"link_kind": "dispute", "link_id": f"dispute-{target}"}
    return HANDLING_TOPIC, intake.moved("dispute", "merge", number, **into), LATER


def accepting(intake: Intake, number: int) -> Record:
    return HANDLING_TOPIC, intake.moved("dispute", "accept", number), START


def statuses(intake: Intake) -> dict[int, str]:
    return {one: intake.item("dispute", one)["status"] for one in (*MERGED, TARGET)}


def verdicts(intake: Intake, number: int) -> list[tuple[str, str]]:
    asked = {"kind": "dispute", "id": f"dispute-{number}"}
    rows = intake.store.query("item_moves", **asked).to_pylist()
    return [(row["move"], row["verdict"]) for row in rows]


def counted(intake: Intake) -> dict[str, int]:
    """How many are received by the status that they have now."""
    with intake.store.transaction() as transaction:
        rows = transaction.read("rollup_cells").to_pylist()
    found: dict[str, int] = {}
    for row in rows:
        if (row["grain"], row["axis"]) == ("town", "received"):
            found[row["status"]] = found.get(row["status"], 0) + int(row["items"])
    return {status: items for status, items in found.items() if items}


def linked(intake: Intake) -> set[str]:
    asked = {"kind": "dispute", "id": f"dispute-{TARGET}"}
    rows = intake.store.query("item_links", **asked).to_pylist()
    return {row["other_id"] for row in rows if row["move"] == "merge"}


@pytest.mark.parametrize("order", [MERGED, MERGED[::-1]], ids=["so", "reversed"])
@pytest.mark.parametrize("at_once", ["merges", "all", "moves first"])
def test_three_cases_merged_into_one_at_once_are_one_case(
    intake: Intake, order: tuple[int, ...], at_once: str
) -> None:
    told, accepts = events(), [accepting(intake, one) for one in (*MERGED, TARGET)]
    merges = [merging(intake, one) for one in order]
    batches = {
        "merges": ([*told, *accepts], merges),
        "all": ([*told, *accepts, *merges],),
        "moves first": ([*accepts, *merges], told),
    }
    for batch in batches[at_once]:
        intake.take(*batch)
    assert statuses(intake) == dict.fromkeys(MERGED, "merged") | {TARGET: "accepted"}
    for one in MERGED:
        assert verdicts(intake, one)[-1] == ("merge", "accepted")
    assert counted(intake) == {"accepted": 1}
    assert linked(intake) == {f"dispute-{one}" for one in MERGED}
    assert first_difference(intake.store, Sample(), Seen()) is None


def test_one_of_three_merges_is_undone_alone(intake: Intake) -> None:
    """In the batch of the merges, and in one that comes after."""
    accepts = [accepting(intake, one) for one in (*MERGED, TARGET)]
    merges = [merging(intake, one) for one in MERGED]
    undone = [undoing(intake, 2)]
    intake.take(*events(), *accepts, *merges, *undone)
    intake.take(undoing(intake, 3))
    assert verdicts(intake, 2)[-1] == verdicts(intake, 3)[-1] == ("undo", "accepted")
    open_again = {2: "accepted", 3: "accepted", TARGET: "accepted"}
    assert statuses(intake) == {1: "merged"} | open_again
    assert intake.item("dispute", 2)["merged_id"] is None
    assert counted(intake) == {"accepted": 3}
    assert linked(intake) == {"dispute-1"}
    assert first_difference(intake.store, Sample(), Seen()) is None


def undoing(intake: Intake, number: int) -> Record:
    undone = {"move_ref": f"dispute-{number}-merge"}
    at = LATER + timedelta(minutes=4)
    return HANDLING_TOPIC, intake.moved("dispute", "undo", number, **undone), at


@pytest.mark.parametrize("order", [(1, 2), (2, 1)], ids=["so", "reversed"])
def test_what_is_merged_itself_takes_no_other_in_whatever_order(
    intake: Intake, order: tuple[int, int]
) -> None:
    """The first case into the second, which goes into the target: a chain only where
    the second was still a case when it got the first.
    """
    into = {1: 2, 2: TARGET}
    intake.take(*events(), *(merging(intake, one, into[one]) for one in order))
    said = verdicts(intake, 1)[-1]
    assert said == ("merge", "accepted" if order == (1, 2) else "refused")
    assert verdicts(intake, 2)[-1] == ("merge", "accepted")
    assert counted(intake)["registered"] == (2 if order == (1, 2) else 3)
    assert first_difference(intake.store, Sample(), Seen()) is None
