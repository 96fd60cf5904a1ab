"""Camera alarms (GB/T 28181): which category an alert belongs to, as data says.

Type numbers repeat across methods, so the key is (method, type); algorithms are named
by vendors. An unknown pair falls back to its method's row without a type.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.events import CameraAlert

METHODS = range(1, 8)


class Alarms(Struct, frozen=True):
    """The table of camera alarms. `device_methods` report on the device alone."""

    pairs: Mapping[tuple[int, int | None], str]
    algorithms: Mapping[str, str]
    categories: frozenset[str]
    device_categories: frozenset[str]
    device_methods: frozenset[int]


def alarms_from(rows: Iterable[Mapping[str, Any]]) -> Alarms:
    """Build the table from rows of `camera_alarms`.

    ValueError when a method lacks the row without a type that unknown types fall to.
    """
    rows = list(rows)
    pairs = {_pair(row): row["category"] for row in rows if not row["algorithm"]}
    missing = [method for method in METHODS if (method, None) not in pairs]
    if missing:
        raise ValueError(f"camera_alarms: no row without a type for methods {missing}")
    return Alarms(
        pairs=pairs,
        algorithms=_algorithms(rows),
        categories=frozenset(row["category"] for row in rows),
        device_categories=frozenset(r["category"] for r in rows if _is_device(r)),
        device_methods=frozenset(METHODS)
        - {int(row["alarm_method"]) for row in rows if not _is_device(row)},
    )


def category_of(alert: CameraAlert, alarms: Alarms) -> str:
    """Find the category: what the sender or its algorithm says, else (method, type).

    A device method stays with the device, whatever the sender calls it.
    """
    method = alert.alarm_method
    if method not in alarms.device_methods:
        if alert.category in alarms.categories:
            return alert.category
        by_algorithm = alarms.algorithms.get(_folded(alert.algorithm or ""))
        if by_algorithm is not None:
            return by_algorithm
    pair = (method, alert.alarm_type)
    return alarms.pairs.get(pair) or alarms.pairs[method, None]


def _pair(row: Mapping[str, Any]) -> tuple[int, int | None]:
    alarm_type = row["alarm_type"]
    has_no_type = alarm_type is None or alarm_type == ""
    return int(row["alarm_method"]), None if has_no_type else int(alarm_type)


def _is_device(row: Mapping[str, Any]) -> bool:
    return bool(int(row["is_device_health"]))


def _algorithms(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Vendors send the code or the Chinese name of an algorithm."""
    return {
        _folded(row[column]): row["category"]
        for row in rows
        if row["algorithm"]
        for column in ("name_zh", "algorithm")
    }


@lru_cache(maxsize=1024)
def _folded(algorithm: str) -> str:
    return algorithm.strip().casefold().replace("-", "_")
