"""Named statements: SQL lives in `*.sql` files and is asked for by name.

A statement starts with `-- name: NAME`; the comment line after it says its grain. What
several statements share stands once in `fragments/`: `-- uses: NAME` puts it before the
statement as a common table expression, `-- uses: ALIAS=NAME` under another name. A
fragment that needs another meaning of a name than its neighbours says `-- within:`
instead: what it names stands inside it, and no one else reads it.

Columns that several statements spell out stand once in `columns/LIST.csv`: the line
`-- columns: LIST` becomes their definitions, `-- names: LIST` becomes their names.

A read that leans on what a past moment saw otherwise (`_AS_OF`) also exists as
`NAME_as_of`: the same statement for the moment of a vector of offsets, which the store
stages before it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
COLUMNS = HERE / "columns"
_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
_USES = re.compile(r"^-- uses: (.+)\n", re.MULTILINE)
_WITHIN = re.compile(r"^-- within: (.+)\n", re.MULTILINE)
_LISTED = re.compile(r"^( *)-- (columns|names): (\w+)\n", re.MULTILINE)
_BODY = re.compile(r"^(?=with |select\b|update\b)", re.MULTILINE)
_AS_OF = {
    name: f"{name}_as_of"
    for name in (
        *("every_item", "every_open_item", "every_finished_item", "period_cells"),
        *("numbered_finished_item", "read_events", "read_moves", "read_entries"),
    )
}
_OFFSETS = {"offsets": "varchar"}
_PARAMETER = re.compile(r"\$(\w+)(?:::(\w+))?")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One named statement; `parameters` maps each name to the type it is cast to. What
    is of the past reads what was staged of its `offsets`.
    """

    name: str
    grain: str
    text: str
    parameters: Mapping[str, str]
    is_past: bool = False


@cache
def statements(group: str) -> Mapping[str, Statement]:
    """All statements of one folder of `sql/` (`reads`, `writes`, `schema`), in order.

    Raises ValueError when two statements of the group share a name, or one uses a
    fragment that is not there.
    """
    fragments = _read("fragments")
    found: dict[str, Statement] = {}
    for name, body in _read(group).items():
        found[name] = _statement(name, body, fragments)
        past = _statement(f"{name}_as_of", body, fragments, _AS_OF)
        if group == "reads" and past.text != found[name].text:
            found[past.name] = past
    return found


def _read(folder: str) -> dict[str, str]:
    """The text of each statement of a folder, by its name."""
    found: dict[str, str] = {}
    for path in sorted((HERE / folder).glob("*.sql")):
        for name, body in texts_of(path):
            if name in found:
                raise ValueError(f"{path.name}: {name} is named twice")
            found[name] = _LISTED.sub(_spelled_out, body)
    return found


def texts_of(path: Path) -> list[tuple[str, str]]:
    """The statements of one file as they stand there, in order: name and text."""
    parts = _NAME.split(path.read_text(encoding="utf-8"))[1:]
    bodies = (body.strip() for body in parts[1::2])
    return list(zip(parts[::2], bodies, strict=True))


def _spelled_out(listed: re.Match[str]) -> str:
    indent, what, stem = listed.groups()
    with (COLUMNS / f"{stem}.csv").open(encoding="utf-8", newline="") as lines:
        columns = [
            row["name"] if what == "names" else f"{row['name']} {row['definition']}"
            for row in csv.DictReader(lines)
        ]
    return "".join(f"{indent}{column},\n" for column in columns)


def _statement(
    name: str,
    body: str,
    fragments: Mapping[str, str],
    instead: Mapping[str, str] | None = None,
) -> Statement:
    text = _resolved(body, _USES, fragments, instead or {})
    parameters: dict[str, str] = {}
    for parameter, kind in _PARAMETER.findall(text):
        parameters[parameter] = kind or parameters.get(parameter, "")
    return Statement(
        name=name,
        grain=body.split("\n", 1)[0].removeprefix("-- "),
        text=text,
        parameters=parameters | (_OFFSETS if instead else {}),
        is_past=bool(instead),
    )


def _resolved(
    body: str,
    says: re.Pattern[str],
    fragments: Mapping[str, str],
    instead: Mapping[str, str],
) -> str:
    """The text with the fragments that it names before it."""
    used: dict[str, str] = {}
    for alias, fragment in _uses(body, says).items():
        _collect(alias, fragment, fragments, instead, used)
    return _with(body, used)


def _uses(body: str, says: re.Pattern[str] = _USES) -> dict[str, str]:
    """Fragments that a statement names, by the name under which it reads them."""
    names = [name for line in says.findall(body) for name in line.split(", ")]
    pairs = [name.partition("=") for name in names]
    return {alias: fragment or alias for alias, _, fragment in pairs}


def _collect(
    alias: str,
    name: str,
    fragments: Mapping[str, str],
    instead: Mapping[str, str],
    used: dict[str, str],
) -> None:
    """Put a fragment under `alias` into `used`, after all that it uses itself.

    What has the name already stays: a statement may say first what its fragments read.
    """
    if alias in used:
        return
    name = instead.get(name, name)
    if name not in fragments:
        raise ValueError(f"no fragment is named {name}")
    body = fragments[name].rstrip(";")
    for inner, fragment in _uses(body).items():
        _collect(inner, fragment, fragments, instead, used)
    used[alias] = _resolved(body, _WITHIN, fragments, instead)


def _with(body: str, used: Mapping[str, str]) -> str:
    """The statement with what it uses before its own common table expressions."""
    if not used:
        return body
    head, rest = _BODY.split(body, maxsplit=1)
    parts = ",\n\n".join(f"{alias} as (\n{text}\n)" for alias, text in used.items())
    own = rest.removeprefix("with ")
    return f"{head}with {parts}{',' if own != rest else ''}\n{own}"
