"""`python -m board user`: a line for the file of users, with a password that is asked
for and never stands in a command, or that has none.
"""

from __future__ import annotations

import csv
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from board.logins.passwords import hashed
from board.logins.users import COLUMNS, ELSEWHERE, user_of

if TYPE_CHECKING:
    import argparse

    from board.reads.reads import Reads


def add_user(programs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Teach the program of programs this one."""
    user = programs.add_parser("user", help="print a line for the file of CGC_USERS")
    user.add_argument("name", help="the login name, such as a work number")
    user.add_argument("--shown", help="what is shown of it; the login name")
    user.add_argument(
        "--seat", action="append", required=True, metavar="ROLE@CENTER[/AGENCY]"
    )
    user.add_argument("--from", dest="valid_from", default="", metavar="DAY")
    user.add_argument("--to", dest="valid_to", default="", metavar="DAY")
    user.add_argument(
        "--hours", default="", help="how long a login lasts; 0 for no end, as of a wall"
    )
    user.add_argument(
        "--sso", action="store_true", help="no password: by the provider of CGC_OIDC"
    )
    user.add_argument("--header", action="store_true", help="print the header first")
    user.set_defaults(run=make_user)


def make_user(given: argparse.Namespace, _reads: Reads) -> int:
    """Asks twice on a terminal, else reads one line. Raises ValueError for what the
    file would not take.
    """
    row = {
        "name": given.name,
        "shown": given.shown or given.name,
        "password": ELSEWHERE if given.sso else hashed(_password()),
        "seats": " ".join(given.seat),
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
        "hours": given.hours,
    }
    user_of(row)
    lines = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    if given.header:
        lines.writeheader()
    lines.writerow(row)
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("password: ")
    if getpass("again: ") != password:
        raise ValueError("the two are not the same")
    return password
