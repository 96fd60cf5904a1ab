"""What the board has done beside it: `python -m board.exports write FOLDER` carries out
the order that lies there, `read_anew FOLDER` also reads what it wrote, and `read FILE
ANSWER` reads a foreign file within limits.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from board.exports import beside, job

WORK: dict[str, Callable[..., int | None]] = {
    "write": job.write,
    "read_anew": job.write_and_read,
    "read": beside.work,
}

if __name__ == "__main__":
    name, *paths = sys.argv[1:]
    sys.exit(WORK[name](*map(Path, paths)))
