"""`python -m board system`: a line for the file of other systems, and its token, which
is told once and kept nowhere.
"""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

from board.logins.systems import COLUMNS, READS, TITLES, system_of
from board.logins.tokens import new_token, token_hash

if TYPE_CHECKING:
    import argparse

    from board.reads.reads import Reads


def add_system(programs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Teach the program of programs this one."""
    system = programs.add_parser(
        "system", help="print a line for the file of CGC_SYSTEMS, and a token"
    )
    system.add_argument("name", help="by which the audit knows it")
    system.add_argument("--shown", help="what is shown of it; its name")
    system.add_argument("--center", required=True, help="code of the center it is of")
    system.add_argument("--agency", default="", help="reads only what concerns it")
    system.add_argument(
        "--read", action="append", choices=[*READS, TITLES], help="all but titles"
    )
    system.add_argument("--from", dest="valid_from", default="", metavar="DAY")
    system.add_argument("--to", dest="valid_to", default="", metavar="DAY")
    system.add_argument("--header", action="store_true", help="print the header first")
    system.set_defaults(run=make_system)


def make_system(given: argparse.Namespace, _reads: Reads) -> int:
    """The line goes to the output, the token beside it: a file that the line is sent to
    never holds it. Raises ValueError for what the file would not take.
    """
    token = new_token()
    row = {
        "name": given.name,
        "shown": given.shown or given.name,
        "token": token_hash(token),
        "center_code": given.center,
        "agency": given.agency,
        "reads": " ".join(given.read or READS),
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
    }
    system_of(row)
    lines = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    if given.header:
        lines.writeheader()
    lines.writerow(row)
    sys.stdout.flush()
    print(f"token, told only this once: {token}", file=sys.stderr)
    return 0
