"""Named reads from a shell: `python -m sql NAME key=value …`, through Flight."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from sql.errors import StoreError
from sql.flight import FlightStore, token_of
from sql.statements import Statement, statements


def main(words: list[str], environ: dict[str, str]) -> int:
    """List the reads, or print the rows of one as JSON lines; 2 means a bad call."""
    if not words:
        print("\n".join(map(_line, statements("reads").values())))
        return 0
    port = environ.get("CGC_FLIGHT_PORT", "8815")
    try:
        store = FlightStore(f"127.0.0.1:{port}", token=_token(environ))
        rows = store.query(words[0], **_parameters(words[1:]))
    except StoreError as error:
        print(f"python -m sql: {error}", file=sys.stderr)
        return 2
    for row in rows.to_pylist():
        print(msgspec.json.encode(row).decode())
    return 0


def _token(environ: dict[str, str]) -> str:
    """What the hub asks for, where it asks for anything."""
    named = environ.get("CGC_FLIGHT_TOKEN_FILE")
    try:
        return token_of(Path(named).read_bytes()) if named else ""
    except (OSError, ValueError) as fault:
        raise StoreError(f"CGC_FLIGHT_TOKEN_FILE={named}: {fault}") from fault


def _line(statement: Statement) -> str:
    parameters = " ".join(
        f"{name}=<{kind}>" for name, kind in statement.parameters.items()
    )
    return f"{statement.name} {parameters}".ljust(56) + f" {statement.grain}"


def _parameters(words: list[str]) -> dict[str, str]:
    pairs = [word.split("=", 1) for word in words]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a key and a value
        raise StoreError("parameters are written key=value")
    return dict(pairs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
