"""What an accepted move makes of the columns, told group by group."""

from __future__ import annotations

from typing import Any

from tests.journey.model.joint import later, work_jointly
from tests.journey.model.moments import DAY, SECOND
from tests.journey.model.reference import lists
from tests.journey.model.refusing import ends_at
from tests.journey.model.who import is_receiver, line_above, pending, relations

Columns = dict[str, Any]
Moved = dict[str, Any]
RECURS_WITHIN = 90 * DAY
ENDING = frozenset({"close", "dismiss", "strike_off_ledger", "redirect", "merge"})
HANDING = frozenset({"assign", "escalate", "delegate", "reassign"})
TAKING = frozenset({"sign", "accept", "assign", "escalate", "delegate"})
CLAIM = ("claimed_by", "claimed_center", "claimed_until")
ASKED = tuple(f"extension_asked_{name}" for name in ("by", "at", "to", "until"))
REVIEW = ("strike_off_asked_by", "strike_off_asked_at", "strike_off_outcome")
SUPERVISED = ("", "_number", "_reply_by", "_replied_at")


def end_what_is_over(now: Columns, at: int) -> None:
    if now["claimed_until"] is not None and now["claimed_until"] <= at:
        now.update(dict.fromkeys(CLAIM))
    if now["extension_asked_until"] is not None and now["extension_asked_until"] <= at:
        now.update(dict.fromkeys(ASKED))
    if now["shelved_until"] is not None and now["shelved_until"] <= at:
        wait_again(now, now["shelved_until"])


def wait_again(now: Columns, at: int) -> None:
    now.update(status="raised", acknowledged_at=None, waits_since=at)
    now["shelved_until"] = None


def do(now: Columns, before: Columns, move: Moved) -> None:
    """`now` has the new status already; `before` is as it was."""
    name = move["move"]
    for group in GROUPS:
        group(now, before, move)
    if lists().moves[name]["binding"] == "item":
        now["last_binding"] = {
            "move_id": move["move_id"],
            "move": name,
            "actor": move["actor"],
            "center": move["acting_center"],
            "agency": move.get("acting_agency") or "",
            "made_at": move["at"],
            "status_before": before["status"],
        }


def _finish_pending(now: Columns, ending: str, at: int) -> None:
    one = pending(now)
    if one:
        one.update(ended_at=at, ending=ending)


def _hand_over(now: Columns, before: Columns, move: Moved) -> None:
    name, at, center = move["move"], move["at"], move["acting_center"]
    asked = pending(now)
    named = asked["to_agency"] if asked else None
    if name in TAKING and is_receiver(before, move):
        now["owner_center"] = center
        _finish_pending(now, "signed", at)
    elif name == "accept":
        covers = before["owner_center"] and "claimant" in relations(before, move)
        now["owner_center"] = before["owner_center"] if covers else center
    if name == "sign":
        named = move.get("acting_agency") or named
        now["lead_agency"] = named or before["lead_agency"]
        now["signed_at"] = before["signed_at"] or at
    if name == "return":
        to_center = _whence(before, move)
        _finish_pending(now, "returned", at)
        _begin(now, move, to_center, None)
        now["returned_count"] += 1
        now["returns_unconsulted"] += 1
    if name in HANDING:
        _finish_pending(now, "replaced", at)
        _begin(now, move, int(move["to_center"]), move.get("to_agency"))
    if name == "assign":
        now["lead_agency"] = move.get("to_agency") or before["lead_agency"]
    if name == "confirm":
        now.update(is_case=True, is_confirmed=True, owner_center=center)
        now.update(round_started_at=at, shelved_until=None)
        now["confirmed_at"] = before["confirmed_at"] or at
    if name == "handle" and center == before["owner_center"]:
        now["lead_agency"] = before["lead_agency"] or move.get("acting_agency")
    if name == "consult":
        now["returns_unconsulted"] = 0


def _whence(before: Columns, move: Moved) -> int:
    asked, owner = pending(before), before["owner_center"] or move["acting_center"]
    if asked:
        return int(asked["from_center"])
    signed = [one for one in before["handovers"] if one["ending"] == "signed"]
    if signed and signed[-1]["from_center"] not in (0, before["owner_center"]):
        return int(signed[-1]["from_center"])
    above = line_above(before["owner_center"])
    return int(move.get("to_center") or (above[0] if above else owner))


def _begin(now: Columns, move: Moved, to_center: int, agency: str | None) -> None:
    now["handovers"].append(
        {
            "move_id": move["move_id"],
            "from_center": now["owner_center"] or move["acting_center"],
            "to_center": to_center,
            "to_agency": agency,
            "handed_at": move["at"],
            "due_at": move.get("due_at"),
            "ended_at": None,
            "ending": None,
        }
    )
    now["assigned_at"] = now["assigned_at"] or move["at"]


def _cut(now: Columns, at: int) -> None:
    if now["pauses"] and now["pauses"][-1]["until_at"] > at:
        now["pauses"][-1]["until_at"] = at


def _end(now: Columns, before: Columns, move: Moved) -> None:
    name, at = move["move"], move["at"]
    if name in ENDING:
        _finish_pending(now, "replaced", at)
        _cut(now, at)
        now.update(dict.fromkeys((*CLAIM, *ASKED, "shelved_until")))
        now["closed_at"] = at
        now["outcome"] = move.get("outcome") or before["outcome"]
    if name == "merge":
        now.update(merged_kind=move["link_kind"], merged_id=move["link_id"])
    if name == "reopen":
        _reopen(now, before, at)


def _reopen(now: Columns, before: Columns, at: int) -> None:
    closed_at = before["closed_at"]
    if closed_at is not None and at - closed_at <= RECURS_WITHIN:
        now["has_recurred"] = True
    now["reopened_count"] += 1
    now["closed_at"] = None
    if not before["is_case"]:
        now.update(acknowledged_at=None, waits_since=at)
        return
    spans = [one["until_at"] - one["from_at"] for one in before["pauses"]]
    now["rounds"].append(
        {
            "started_at": before["round_started_at"],
            "closed_at": closed_at,
            "status": before["status"],
            "outcome": before["outcome"],
            "extended_to": before["extended_to"],
            "paused_s": sum(spans) / SECOND,
        }
    )
    now.update(outcome=None, extended_to=None, assigned_at=None)
    now.update(pauses=[], round_started_at=at)


def _clock(now: Columns, before: Columns, move: Moved) -> None:
    name, at, due_at = move["move"], move["at"], move.get("due_at")
    if name == "suspend":
        now["pauses"].append({"from_at": at, "until_at": ends_at(move)})
    if name in ("resume", "reassign"):
        _cut(now, at)
    if name == "extend":
        now["extended_to"] = later(before["extended_to"], due_at)
    if name == "ask_extension":
        until = ends_at({key: move[key] for key in ("move", "at")})
        now.update(zip(ASKED, (move["actor"], at, due_at, until), strict=True))
    if name == "grant_extension":
        wish = due_at if due_at is not None else before["extension_asked_to"]
        now["extended_to"] = later(before["extended_to"], wish)
    if name in ("grant_extension", "refuse_extension"):
        now.update(dict.fromkeys(ASKED))
    if name == "shelve":
        now["shelved_until"] = ends_at(move)
    if name == "unshelve":
        wait_again(now, at)


def _claim(now: Columns, before: Columns, move: Moved) -> None:
    name = move["move"]
    if name in ("claim", "take_over"):
        claimed = (move["actor"], move["acting_center"], ends_at(move))
        now.update(zip(CLAIM, claimed, strict=True))
    undone = before["last_binding"] if name == "undo" else None
    if name == "release" or (undone and undone["move"] == "claim"):
        now.update(dict.fromkeys(CLAIM))
    if undone and undone["move"] == "acknowledge":
        now.update(status="raised", acknowledged_at=None)
    if undone and undone["move"] == "merge":
        now.update(status=undone["status_before"], closed_at=None)
        now.update(merged_kind=None, merged_id=None)
        last = now["handovers"][-1] if now["handovers"] else {}
        if (last.get("ending"), last.get("ended_at")) == (
            "replaced",
            undone["made_at"],
        ):
            last.update(ended_at=None, ending=None)


def _review(now: Columns, _before: Columns, move: Moved) -> None:
    if move["move"] == "ask_strike_off":
        told = (move["actor"], move["at"], move["outcome"])
        now.update(zip(REVIEW, told, strict=True))
    if move["move"] == "refuse_strike_off" or now["status"] != "ledger":
        now.update(dict.fromkeys(REVIEW))


def _tell(now: Columns, before: Columns, move: Moved) -> None:
    name, at = move["move"], move["at"]
    if name == "acknowledge":
        now["acknowledged_at"] = before["acknowledged_at"] or at
    if name == "feedback":
        now["fed_back_at"] = before["fed_back_at"] or at
    if name == "visit":
        now["satisfaction"] = move["satisfaction"]


def _supervise(now: Columns, _before: Columns, move: Moved) -> None:
    names = [f"supervision{end}" for end in SUPERVISED]
    if move["move"] == "supervise":
        level = move.get("grade") or move.get("outcome") or "supervised"
        told = (level, move.get("number"), move.get("due_at"), None)
        now.update(zip(names, told, strict=True))
    if move["move"] == "reply":
        now["supervision_replied_at"] = move["at"]
    if move["move"] == "unsupervise":
        now.update(dict.fromkeys(names))


GROUPS = (
    *(_hand_over, _end, _clock, _claim, work_jointly),
    *(_tell, _supervise, _review),
)
