"""`python -m streams.schemas` prints the AsyncAPI document; with a folder it writes
that and one JSON Schema per message there.
"""

import sys
from pathlib import Path

from streams.schemas.generate import asyncapi, documents


def main(arguments: list[str]) -> None:
    """Print, or write to the folder given."""
    if not arguments:
        sys.stdout.buffer.write(asyncapi())
        return
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (folder / name).write_bytes(text)


if __name__ == "__main__":
    main(sys.argv[1:])
