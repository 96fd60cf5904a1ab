"""The hub with another checkpoint threshold, to see what checkpoints cost.

`CGC_BENCH_CHECKPOINT=1TB python -m tests.bench.hub` never reaches one.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any, cast

from sql.statements import statements
from streams.__main__ import main

SETTING, SHIPPED = "set_checkpoint_threshold", "'16MB'"


def set_checkpoints(threshold: str) -> None:
    """Change the shipped threshold in the statements that this process has read."""
    schema = cast("dict[str, Any]", statements("schema"))
    shipped = schema[SETTING]
    if SHIPPED not in shipped.text:
        raise ValueError(f"{SETTING} no longer says {SHIPPED}")
    text = shipped.text.replace(SHIPPED, f"'{threshold}'")
    schema[SETTING] = replace(shipped, text=text)


if __name__ == "__main__":
    set_checkpoints(os.environ["CGC_BENCH_CHECKPOINT"])
    sys.exit(main())
