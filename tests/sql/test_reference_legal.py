"""Every move is legal where it makes sense, and nowhere else."""

from __future__ import annotations

import pytest

from sql.reference.tables import table
from tests.sql.process import STARTS, STAY, arrives, steps

WHOLE_WAY = (
    "accept assess assign sign handle join task_done feedback close visit archive"
)
OF_A_TASK = {
    *("accepted", "assessed", "assigned", "returned", "signed", "handling"),
    *("joint", "feedback", "suspended", "ledger"),
}
OWNED = OF_A_TASK - {"suspended"}
CLAIMED = OF_A_TASK | {"registered", "raised", "acknowledged"}
HANDLED = {"signed", "handling", "joint", "feedback"}
EVERYWHERE = {row["status"] for row in table("statuses.csv")}


LEGAL_FROM: dict[str, set[str]] = {
    "sign": {"assigned", "returned"},
    "close": {"handling", "joint", "feedback"},
    "reopen": {"closed", "visited", "archived", "redirected", "false_alarm"},
    "confirm": {"raised", "acknowledged", "shelved"},
    "dismiss": {"raised", "acknowledged", "shelved"},
    "resume": {"suspended"},
    "put_on_ledger": {"handling", "joint", "feedback"},
    "ask_strike_off": {"ledger"},
    "strike_off_ledger": {"ledger"},
    "refuse_strike_off": {"ledger"},
    "archive": {"closed", "visited"},
    "visit": {"closed", "visited"},
    "unshelve": {"shelved"},
    "accept": {"registered", "returned"},
    "acknowledge": {"raised"},
    "shelve": {"raised", "acknowledged"},
    "suspend": {"handling", "joint"},
    "assess": {"accepted", "signed"},
    "feedback": {"signed", "handling", "joint", "feedback"},
    "return": {"assigned", "signed", "handling", "feedback"},
    "redirect": {"registered", "accepted", "assessed", "returned"},
    "assign": HANDLED | {"accepted", "assessed", "assigned", "returned"},
    "delegate": HANDLED | {"accepted", "assessed", "returned", "ledger"},
    "escalate": OWNED | {"registered"},
    "reassign": OWNED | {"registered", "suspended"},
    "handle": HANDLED | {"accepted", "assessed", "ledger"},
    "join": HANDLED | {"accepted", "assessed", "ledger"},
    "extend": OWNED,
    "ask_extension": OWNED,
    "grant_extension": OF_A_TASK,
    "refuse_extension": OF_A_TASK,
    "consult": OF_A_TASK | {"registered"},
    **{move: OF_A_TASK for move in STAY if move.startswith("task_")},
    "reject_feedback": OF_A_TASK,
    **dict.fromkeys(("claim", "release", "take_over"), CLAIMED),
    **dict.fromkeys(("supervise", "unsupervise", "reply", "urge"), CLAIMED),
    "undo": CLAIMED | {"shelved", "merged"},
    "merge": CLAIMED - {"joint", "feedback", "suspended", "ledger"},
    "dispatch": CLAIMED - {"feedback", "suspended", "ledger"},
    "instruct": EVERYWHERE - {"merged"},
    "link": EVERYWHERE,
    "note": EVERYWHERE,
}


def test_every_move_has_its_place() -> None:
    assert LEGAL_FROM.keys() == {row["move"] for row in table("moves.csv")}


@pytest.mark.parametrize(("move", "legal_from"), LEGAL_FROM.items(), ids=LEGAL_FROM)
def test_a_move_is_legal_only_where_it_makes_sense(
    move: str, legal_from: set[str]
) -> None:
    allowed = {r["from_status"] for r in table("transitions.csv") if r["move"] == move}
    assert allowed == legal_from


def test_what_may_be_undone_can_be_undone_where_it_led() -> None:
    undone = {row["move"] for row in table("moves.csv") if row["undo_minutes"]}
    for row in table("transitions.csv"):
        if row["move"] in undone:
            later = {r["move"] for r in steps(row["opens_as"]) if _follows(r, row)}
            assert "undo" in later


def _follows(later: dict[str, str], row: dict[str, str]) -> bool:
    return later["from_status"] == arrives(row)


def test_a_signal_that_nobody_confirmed_is_not_handled() -> None:
    signal = {r["status"] for r in table("statuses.csv") if r["opens_as"] == "signal"}
    moves = {row["move"] for row in steps("signal") if row["from_status"] in signal}
    assert moves == {
        *("acknowledge", "shelve", "unshelve", "confirm", "dismiss", "reopen"),
        *("claim", "release", "take_over", "undo", "dispatch", "merge"),
        *("supervise", "unsupervise", "reply", "urge", "instruct", "link", "note"),
    }


@pytest.mark.parametrize(
    ("way", "end"),
    [
        ("accept handle close", "closed"),
        (WHOLE_WAY, "archived"),
        ("accept join task_sign task_feedback task_accept close", "closed"),
        ("accept assign sign return sign handle suspend reassign sign", "signed"),
        ("accept handle put_on_ledger strike_off_ledger reopen", "accepted"),
        ("accept handle put_on_ledger ask_strike_off strike_off_ledger", "closed"),
        ("accept handle put_on_ledger ask_strike_off refuse_strike_off", "ledger"),
        ("escalate delegate", ""),
    ],
)
@pytest.mark.parametrize("opens_as", STARTS)
def test_the_ways_of_the_domain_are_legal(opens_as: str, way: str, end: str) -> None:
    table = {(r["from_status"], r["move"]): arrives(r) for r in steps(opens_as)}
    status = "registered"
    for move in way.split():
        status = table.get((status, move), "")
    assert status == end
