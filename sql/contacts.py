"""What may stand in the list of duty telephones (通讯录): posts, never persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sql.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pyarrow as pa

    Row = Mapping[str, str]

FILE = "contacts.csv"
PHONE = re.compile(r"(?:0\d{2,3}-)?\d{3,8}(?:-\d{1,6})?|1[3-9]\d{9}")
MOBILE = re.compile(r"1[3-9]\d{9}")
OF_THE_POST = re.compile(r".*(?:值班手机|duty mobile).*")
"""What a post's own mobile telephone is called, which goes from shift to shift."""
POST = re.compile(
    r".*(?:室|中心|站|所|队|台|岗|点|科|处|大厅|窗口|热线|电话|手机|办|局|院|值班"
    r"|office|desk|room|mobile)"
)
LONGEST = 60


def check(
    rows: pa.Table,
    centers: Iterable[str],
    agencies: Iterable[str],
    sites: Iterable[str],
) -> None:
    """StoreError names line, fault and remedy. A mobile number may only stand for a
    post, and a post is named by what it is, not by who sits there.
    """
    faults = _faults(frozenset(centers), frozenset(agencies), frozenset(sites))
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows.to_pylist(), start=2):
        for is_wrong, remedy in faults:
            if is_wrong(row):
                raise _error(number, row, remedy)
        key = tuple(row[one] for one in ("center_code", "agency_code", "site_code"))
        if (*key, row["post"]) in seen:
            raise _error(number, row, "this post stands there twice: keep one line")
        seen.add((*key, row["post"]))


def _error(number: int, row: Row, remedy: str) -> StoreError:
    # The number itself is not written out: a person's may have come in by mistake.
    said = ",".join(row[one] for one in ("center_code", "agency_code", "post"))
    return StoreError(f"{FILE} line {number} ({said}): {remedy}")


def _faults(
    centers: frozenset[str], agencies: frozenset[str], sites: frozenset[str]
) -> tuple[tuple[Callable[[Row], bool], str], ...]:
    return (
        (
            lambda row: row["center_code"] not in centers,
            "`center_code` is no center of centers.csv",
        ),
        (
            lambda row: bool(row["agency_code"]) and row["agency_code"] not in agencies,
            "`agency_code` is none of agencies.csv: correct it, or leave it empty",
        ),
        (
            lambda row: bool(row["site_code"]) and row["site_code"] not in sites,
            "`site_code` is none of sites.csv: correct it, or leave it empty",
        ),
        (
            lambda row: not POST.fullmatch(row["post"]) or len(row["post"]) > LONGEST,
            "`post` names a post such as 值班室, 指挥中心, never a person",
        ),
        (
            lambda row: bool(
                MOBILE.fullmatch(row["phone"].replace("-", ""))
                and not OF_THE_POST.fullmatch(row["post"])
            ),
            (
                "a mobile number is a person's: give the post's own, or name the post "
                "值班手机 if it goes from shift to shift"
            ),
        ),
        (
            lambda row: not PHONE.fullmatch(row["phone"]),
            "`phone` is digits with hyphens, such as 0722-0000001",
        ),
        (lambda row: len(row["note"]) > LONGEST, f"`note`: at most {LONGEST} letters"),
    )
