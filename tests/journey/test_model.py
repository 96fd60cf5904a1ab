"""The model is independent: it shares no code with what it judges."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.journey.chaos_traffic import Traffic, numbered
from tests.journey.model.fold import fold

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
    records = numbered(Traffic(1, partitions=4, now_ms=1_793_000_000_000).take(3_000))
    city = fold(records, "mixed")
    verdicts = {verdict.verdict for verdict in city.verdicts.values()}
    assert verdicts == {"accepted", "refused", "repeated"}
    assert len(set(city.rejects.values())) >= 8
    assert 0.005 < len(city.rejects) / len(records) < 0.02
    rows = list(city.items.values())
    for name in ("extended_to", "suspended_at", "satisfaction", "supervision"):
        assert any(row[name] for row in rows), name
    for name in ("has_recurred", "returned_count", "joint_count", "suspended_us"):
        assert any(row[name] for row in rows), name
    assert any(row["version"] is None for row in rows)
    assert {cell[0] for cell in city.cells} == {"town", "village", "duration", "tier"}
    assert {cell[1] for cell in city.cells} == {"received", "due", "closed"}
