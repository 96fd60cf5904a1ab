"""Every word on the screen: our own from one catalogue, names of codes from the
reference data; Chinese by default, English by a switch.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

import sql.reference
from board.look.theme import LEVEL_SHAPES, SEVERITY_SHAPES
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CATALOGUE = Path(__file__).parent / "texts.csv"
REFERENCE = Path(sql.reference.__file__).parent
LANGUAGES = ("zh", "en")
NAMED_LISTS = frozenset(
    {
        *("severity", "source", "level", "scale", "spread", "nature", "channel"),
        *("received_through", "mediation_organisation", "hazard", "tag", "tier"),
        *("alarm_method", "alarm_priority", "outcome", "satisfaction", "supervision"),
        *(
            "return_reason",
            "dismiss_reason",
            "supervision_reason",
            "desk",
            "move_family",
            "duty_function",
            "log_sort",
            "notice_sort",
            "consultation_sort",
            "zero_class",
            "target_goal",
            "checklist",
            "incident_group",
            "agency_presence",
        ),
        *("role", "site_type", "deadline_profile", "deadline_stage"),
    }
)
NAMED_FILES = {
    "category": ("categories", "kind", "category"),
    "status": ("statuses", "status"),
    "agency": ("agencies", "agency_code"),
    "move": ("moves", "move"),
    "campaign": ("campaigns", "campaign"),
    "statistic": ("statistics", "statistic"),
    "escalation": ("escalation", "stage", "level"),
    "checklist_step": ("checklist_steps", "checklist", "step"),
}
"""Families of words by the file that names them, and the columns of their codes."""


class Texts(Struct, frozen=True):
    """The words of one language; call it with a key and what the text leaves open.

    Raises KeyError on an unknown key: a missing word is a fault of ours, not the
    user's.
    """

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def template(self, key: str) -> str:
        """A text with what it leaves open, for whoever writes the values."""
        return self.words[key]

    def listed(self, names: Iterable[str]) -> str:
        """Several names one after the other, as the language does it."""
        return self.words["joined"].join(names)

    def known(self, family: str, code: str) -> str:
        """Name `code` of a family of words, or show the code itself when it is new."""
        return self.words.get(f"{family}.{code}", code)

    def short_kind(self, kind: str) -> str:
        """Name a stream where room is short; one without a short name in full."""
        return self.words.get(f"kind_short.{kind}") or self.known("kind", kind)

    def category(self, kind: str, code: str) -> str:
        return self.known(f"category.{kind}", code)


@cache
def texts(language: str) -> Texts:
    """The words of a language; an unknown language speaks Chinese."""
    column = language if language in LANGUAGES else LANGUAGES[0]
    own = {row["key"]: row[column] for row in table(CATALOGUE)}
    return Texts(column, dict(_names(f"name_{column}")) | own)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(column: str) -> Iterator[tuple[str, str]]:
    for stream in STREAMS:
        yield f"kind.{stream.kind}", getattr(stream, column)
    for code, shape in SEVERITY_SHAPES.items():
        yield f"severity_shape.{code}", shape
    for level, shape in LEVEL_SHAPES.items():
        yield f"supervision_shape.{level}", shape
    for family, (file, *codes) in NAMED_FILES.items():
        for row in table(REFERENCE / f"{file}.csv"):
            yield ".".join((family, *(row[code] for code in codes))), row[column]
    for row in table(REFERENCE / "indicators.csv"):
        yield f"indicator.{row['indicator']}", row[column]
        yield f"formula.{row['indicator']}", row[column.replace("name", "formula")]
    for row in table(REFERENCE / "code_lists.csv"):
        if row["list"] in NAMED_LISTS:
            yield f"{row['list']}.{row['code']}", row[column]
