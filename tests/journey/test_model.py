"""The model is independent: it shares no code with what it judges."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.journey.chaos_message import numbered
from tests.journey.chaos_traffic import Traffic
from tests.journey.model.fold import fold

LATER = (
    *("returned_count", "tasks", "pauses", "rounds", "handovers", "claimed_by"),
    *(
        "extension_asked_by",
        "strike_off_asked_by",
        "waits_since",
        "shelved_until",
        "assigned_at",
    ),
)
REFUSALS = ("overtaken", "not_allowed", "not_yours", "lacking", "tasks_open")
MODEL = Path(__file__).parent / "model"
OURS = ("streams", "sql", "board")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_model_imports_nothing_of_the_programs_it_judges() -> None:
    modules = [name for path in MODEL.glob("*.py") for name in imported(path)]
    assert modules
    assert [name for name in modules if name.split(".")[0] in OURS] == []
    others = [name for name in modules if name.startswith("tests.")]
    assert all(name.startswith("tests.journey.model.") for name in others)


def test_the_traffic_holds_all_that_goes_wrong() -> None:
    records = numbered(Traffic(3, partitions=4, now_ms=1_793_000_000_000).take(6_000))
    city = fold(records, "mixed")
    verdicts = {verdict.verdict for verdict in city.verdicts.values()}
    assert verdicts == {"accepted", "refused", "repeated"}
    assert len(set(city.rejects.values())) >= 8
    assert 0.005 < len(city.rejects) / len(records) < 0.02
    rows = list(city.items.values())
    for name in ("extended_to", "satisfaction", "supervision", "has_recurred", *LATER):
        assert any(row[name] for row in rows), name
    refusals = {verdict.refusal for verdict in city.verdicts.values()}
    assert refusals == {None, *REFUSALS}
    endings = {one["ending"] for row in rows for one in row["handovers"]}
    assert endings == {None, "signed", "returned", "replaced"}
    states = {one["state"] for row in rows for one in row["tasks"]}
    assert states >= {"sent", "signed", "fed_back", "accepted", "replaced"}
    assert any(row["version"] is None for row in rows)
    assert {cell[0] for cell in city.cells} == {"town", "village", "duration", "tier"}
    assert {cell[1] for cell in city.cells} == {"received", "due", "closed", "handed"}
    made = [v.verdict for v in city.verdicts.values() if v.verdict != "repeated"]
    assert 0.4 < made.count("accepted") / len(made) < 0.85


def test_there_is_always_one_owner_and_at_most_one_who_is_asked() -> None:
    records = numbered(Traffic(2, partitions=2, now_ms=1_793_000_000_000).take(4_000))
    for row in fold(records, "mixed").items.values():
        assert bool(row["owner_center"]) == (row["last_move_at"] is not None)
        waiting = [one for one in row["handovers"] if one["ended_at"] is None]
        assert len(waiting) <= 1
        assert waiting in ([], row["handovers"][-1:])
