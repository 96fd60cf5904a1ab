"""The import contracts leave no module out."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = {
    "streams.broker.connection",
    "streams.broker.knock",
    "streams.broker.outbox",
    "streams.broker.security",
    "streams.clock",
    "streams.entries",
    "streams.events",
    "streams.handling",
    "streams.privacy",
    "streams.signing.key",
    "streams.signing.signed",
}
"""What the board may reach of the streams: the contract, how to send and to sign, what
moves mean, masking, and what these themselves stand on.
"""


def contracts(**wanted: Any) -> list[dict[str, Any]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    every = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return [one for one in every if wanted.items() <= one.items()]


def modules_in(folder: Path, name: str) -> set[str]:
    return {
        f"{name}.{path.stem}"
        for path in folder.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path / "__init__.py").exists()
    }


def test_the_board_is_kept_from_every_other_module_of_the_streams() -> None:
    [kept] = contracts(type="forbidden", source_modules=["board"])[:1]
    rooms = modules_in(ROOT / "streams", "streams")
    shared_in_part = {"broker", "signing"}
    within = (
        modules_in(ROOT / "streams" / room, f"streams.{room}")
        for room in shared_in_part
    )
    whole = rooms - {f"streams.{room}" for room in shared_in_part}
    assert set(kept["forbidden_modules"]) == whole.union(*within) - SHARED


def test_every_room_has_its_layer() -> None:
    layered = contracts(type="layers", exhaustive=True)
    assert {one["containers"][0] for one in layered} == {"streams", "board", "sql"}


def test_no_contract_ignores_an_import() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
