"""The process as a graph: what may be done at each status, and where it leads."""

from __future__ import annotations

from sql.reference.tables import table

STARTS = {"case": "registered", "signal": "raised"}
RESTS = {"suspend": "suspended", "shelve": "shelved"}
"""What these lead to is no status that is kept: it ends by itself."""
STAY = {
    *("claim", "release", "take_over", "dispatch", "consult", "extend"),
    *("ask_extension", "grant_extension", "refuse_extension"),
    *("ask_strike_off", "refuse_strike_off"),
    *("supervise", "unsupervise", "reply", "urge", "instruct", "link", "note"),
    *("task_sign", "task_return", "task_feedback", "task_accept", "task_extend"),
    *("task_cancel", "task_done", "reject_feedback"),
}
Row = dict[str, str]
Node = tuple[str, str]
"""The status that is kept, and how it rests meanwhile."""


def column(name: str, field: str) -> list[str]:
    """One field of all rows of a list."""
    return [row[field] for row in table(name)]


def steps(opens_as: str) -> list[Row]:
    """The lines for what opens as a case or as a signal."""
    return [row for row in table("transitions.csv") if row["opens_as"] == opens_as]


def counts_as(node: Node) -> str:
    """The status that is shown."""
    return node[1] or node[0]


def arrives(row: Row) -> str:
    """The status as which an item counts after a step; an empty one stays."""
    return row["to_status"] or RESTS.get(row["move"]) or row["from_status"]


def _after(node: Node, row: Row) -> Node:
    kept, rest = node
    if row["to_status"]:
        return row["to_status"], ""
    return kept, "" if row["move"] == "resume" else RESTS.get(row["move"], rest)


def _by_itself(node: Node) -> Node:
    return ("raised" if node[1] == "shelved" else node[0]), ""


def nodes(start: Node, allowed: list[Row]) -> set[Node]:
    """All that some sequence of the allowed steps leads to, or time alone. What is
    undone leads back, so to nothing new.
    """
    seen: set[Node] = set()
    ahead = {start}
    while ahead:
        seen |= ahead
        moved = {
            _after(node, row)
            for node in ahead
            for row in allowed
            if row["from_status"] == counts_as(node)
        }
        ahead = (moved | {_by_itself(node) for node in ahead}) - seen
    return seen


def reached(start: str, allowed: list[Row]) -> set[str]:
    """Every status that some sequence of the allowed steps leads to."""
    return {counts_as(node) for node in nodes((start, ""), allowed)}
