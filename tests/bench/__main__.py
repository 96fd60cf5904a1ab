"""All benchmarks, one after the other: `python -m tests.bench`."""

import os
from pathlib import Path

from tests.bench import ingest
from tests.bench.figures import write

if __name__ == "__main__":
    home = Path(os.environ.get("CGC_HOME", "var"))
    write(ingest.figures(), home / "bench")
