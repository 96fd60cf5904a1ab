"""The import contracts leave no module out."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = {"streams.events", "streams.knock", "streams.outbox", "streams.security"}
"""All that the board may know of the streams: the contract, and how to send."""


def test_the_board_is_kept_from_every_other_module_of_the_streams() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [kept] = [each for each in contracts if each.get("source_modules") == ["board"]]
    parts = [path for path in (ROOT / "streams").iterdir() if path.name[0] != "_"]
    modules = {
        f"streams.{path.stem}"
        for path in parts
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert set(kept["forbidden_modules"]) - {"streams.__main__"} == modules - SHARED


def test_no_contract_ignores_an_import() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
