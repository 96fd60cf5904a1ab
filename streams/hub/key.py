"""`python -m streams key NAME --center CODE`: a new key to sign with.

The private key goes into a file that only its owner may read, the line for the list of
signers to the output: the list never holds a secret.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from streams.clock import now
from streams.events import HANDLING_TOPIC, TOPICS
from streams.signing.key import SigningKey
from streams.signing.lists import ANY, SIGNER_COLUMNS
from streams.signing.reading import signer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.hub.settings import HubSettings

DONE, REFUSED = 0, 2
FIRST_LINE: Final = 1


def main(words: Sequence[str], _settings: HubSettings) -> int:
    """0 when the key is made, 2 when it cannot be; what is there is never replaced."""
    told = _parser().parse_args(words)
    path = Path(told.out or f"{told.name}.pem")
    try:
        key = SigningKey.made(told.name)
        row = _row(told, key)
        signer_of(row, FIRST_LINE)
        key.write(path)
    except FileExistsError:
        return _refused(f"{path} is there already: choose another name or --out")
    except (ValueError, OSError) as error:
        return _refused(str(error))
    lines = csv.DictWriter(sys.stdout, SIGNER_COLUMNS, lineterminator="\n")
    if told.header:
        lines.writeheader()
    lines.writerow(row)
    sys.stdout.flush()
    sys.stderr.write(f"the private key is in {path}: CGC_SIGNING_KEY={path}\n")
    return DONE


def _refused(text: str) -> int:
    sys.stderr.write(f"python -m streams key: {text}\n")
    return REFUSED


def _row(told: argparse.Namespace, key: SigningKey) -> dict[str, str]:
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    begins = told.valid_from or (midnight + timedelta(days=1)).isoformat()
    return {
        "key_id": told.name,
        "public_key": key.public_key,
        "center_code": told.center,
        "below": "yes" if told.below else "no",
        "agency_code": told.agency,
        "topics": " ".join(told.topic or [HANDLING_TOPIC]),
        "sources": " ".join(told.source),
        "valid_from": begins,
        "valid_until": told.valid_until,
        "note": told.note,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m streams key",
        description="Make a key to sign with; print its line for CGC_SIGNERS.",
    )
    parser.add_argument("name", help="the key's id")
    parser.add_argument("--center", required=True, help="the center it speaks for")
    parser.add_argument("--below", action="store_true", help="and all below it")
    parser.add_argument(
        "--agency", default="", help=f"only for this agency there; '{ANY}' for any"
    )
    parser.add_argument(
        "--topic", action="append", choices=[*TOPICS, ANY], help=HANDLING_TOPIC
    )
    parser.add_argument(
        "--source", action="append", default=[], help="of its events; '*' for any"
    )
    parser.add_argument(
        "--from",
        dest="valid_from",
        default="",
        help="a moment with offset; tomorrow, when all hubs have its line",
    )
    parser.add_argument("--until", dest="valid_until", default="", help="before when")
    parser.add_argument("--note", default="")
    parser.add_argument("--out", help="the file of the private key; NAME.pem")
    parser.add_argument("--header", action="store_true", help="print the header first")
    return parser
