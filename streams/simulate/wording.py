"""What items say: titles from places and templates, sentences, tags, campaigns.

No names of people, no numbers of phones: there is nothing to mask in the demo.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.simulate.days import date_of
from streams.simulate.tables import CITY, HERE, REFERENCE, rows, structs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

ENTERPRISE_TAG = "enterprise"


class Title(Struct, frozen=True, kw_only=True):
    """The end of a title and what goes with it; the start is the place."""

    kind: str
    category: str
    spot_class: str
    text: str
    tags: str
    hazard: str


class CampaignRule(Struct, frozen=True, kw_only=True):
    """A campaign takes a share of a category's items between two days of the year."""

    campaign: str
    kind: str
    category: str
    from_month_day: str
    until_month_day: str
    share: float


@cache
def titles() -> Mapping[tuple[str, str], tuple[Title, ...]]:
    """Templates by (kind, category); cameras take the category's own name."""
    found: dict[tuple[str, str], list[Title]] = defaultdict(list)
    for title in structs(HERE / "titles.csv", Title):
        found[title.kind, title.category].append(title)
    for row in rows(REFERENCE / "categories.csv"):
        key = (row["kind"], row["category"])
        found[key] = found[key] or [_plain(*key, row["name_zh"])]
    return {key: tuple(of_category) for key, of_category in found.items()}


def _plain(kind: str, category: str, name: str) -> Title:
    return Title(
        kind=kind,
        category=category,
        spot_class="",
        text=f"监控点：{name}",
        tags="",
        hazard="",
    )


@cache
def spot_names() -> Mapping[tuple[str, bool], tuple[str, ...]]:
    """Kinds of spots by (class, whether in a community); "" is for no spot at all."""
    found: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for row in rows(HERE / "spots.csv"):
        found[row["spot_class"], row["unit"] == "community"].append(row["text"])
    found["", True] = found["", False] = [""]
    return {key: tuple(texts) for key, texts in found.items()}


@cache
def sentences() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(HERE / "sentences.csv"):
        found[row["kind"]].append(row["text"])
    return {kind: tuple(texts) for kind, texts in found.items()}


@cache
def campaign_shares(kind: str, day: int) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The campaigns that run on a day, by category."""
    today = date_of(day).strftime("%m-%d")
    found: dict[str, tuple[tuple[str, float], ...]] = defaultdict(tuple)
    for rule in structs(HERE / "campaign_rules.csv", CampaignRule):
        runs = rule.from_month_day <= today <= rule.until_month_day
        if rule.kind == kind and runs:
            found[rule.category] += ((rule.campaign, rule.share),)
    return found


def campaign(kind: str, category: str, day: int, draw: Random) -> str | None:
    for name, share in campaign_shares(kind, day).get(category, ()):
        if draw.random() < share:
            return name
    return None


@cache
def sites() -> Mapping[str, tuple[str, ...]]:
    """Codes of the police posts and quick-response points, by county."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(CITY / "sites.csv"):
        found[row["division_code"][:6] + "000000"].append(row["site_code"])
    return {county: tuple(codes) for county, codes in found.items()}
