"""Named statements: SQL lives in `*.sql` files and is asked for by name.

A statement starts with `-- name: NAME`; the comment line after it says its grain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
_PARAMETER = re.compile(r"\$(\w+)(?:::(\w+))?")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One named statement; `parameters` maps each name to the type it is cast to."""

    name: str
    grain: str
    text: str
    parameters: Mapping[str, str]


@cache
def statements(group: str) -> Mapping[str, Statement]:
    """All statements of one folder of `sql/` (`reads`, `writes`, `schema`), in order.

    Raises ValueError when two statements of the group share a name.
    """
    found: dict[str, Statement] = {}
    for path in sorted((HERE / group).glob("*.sql")):
        for statement in _parse(path.read_text(encoding="utf-8")):
            if statement.name in found:
                raise ValueError(f"{path.name}: {statement.name} is named twice")
            found[statement.name] = statement
    return found


def _parse(text: str) -> Iterator[Statement]:
    parts = _NAME.split(text)[1:]
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        parameters: dict[str, str] = {}
        for parameter, kind in _PARAMETER.findall(body):
            parameters[parameter] = kind or parameters.get(parameter, "")
        grain = body.split("\n", 1)[0].removeprefix("-- ")
        yield Statement(
            name=name, grain=grain, text=body.strip(), parameters=parameters
        )
