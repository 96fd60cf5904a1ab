"""Log lines that a person reads and a program splits: an event, then key=value pairs.

Messages come from outside: a value with a space, a quote or a line break is quoted as
JSON quotes it, so that nobody can write a line of their own into the log.
"""

from __future__ import annotations

import json
import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
PLAIN = frozenset("-_.,:/[]@+%()|")


def set_up(level: str) -> None:
    """Write to standard error from this level on; of the clients only warnings."""
    logging.basicConfig(level=level, format=FORMAT)
    logging.getLogger("kafka").setLevel(logging.WARNING)


def line(event: str, /, **values: object) -> str:
    """One event with its values, in the order given."""
    pairs = (f"{name}={_written(value)}" for name, value in values.items())
    return " ".join((event, *pairs))


def _written(value: object) -> str:
    text = str(value)
    is_plain = all(letter.isalnum() or letter in PLAIN for letter in text)
    return text if text and is_plain else json.dumps(text, ensure_ascii=False)
