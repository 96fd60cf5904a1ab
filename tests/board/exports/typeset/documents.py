"""Documents of the test city, as the board would hand them over."""

from __future__ import annotations

from datetime import datetime

from board.exports.document import Document, Fact, Section, Term
from board.look.definitions import definitions
from board.look.formats import Value
from board.look.texts import texts
from board.pages.list import PAGES
from board.picture.snapshot import Snapshot
from board.viewer.page import Picture
from board.views.common.contents import Contents
from board.views.map import places

ROW_CAP = 5_000
VECTOR = "cgc.incidents 0:1204 1:1187 2:1210 3:1199 4:1201 5:1194 · cgc.handling 0:8817"
CHECKSUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def document_of(
    snapshot: Snapshot, page: str, scope: int, now: datetime, language: str = "zh"
) -> Document:
    """A page of a division with every part that the page has."""
    words = texts(language)
    [found] = [one for one in PAGES if one.name == page]
    picture = Picture(
        snapshot=snapshot, page=page, scope=scope, language=language, now=now
    )
    sections = [Section(name, make(picture)) for name, make in found.parts.items()]
    if "map" in found.parts:
        sections.append(Section("items", places.items(snapshot, scope, words)))
    return Document(
        page=page,
        title=sections[0].contents.title,
        scope=scope,
        language=language,
        at=now,
        facts=facts(snapshot, scope, now),
        terms=tuple(_term(key, language) for key in list(definitions())[:8]),
        sections=tuple(sections),
        watermark=f"王敏 · 2026-03-18 15:30 · {snapshot.geography.name(scope)} · 演示",
        row_cap=ROW_CAP,
    )


def facts(snapshot: Snapshot, scope: int, now: datetime) -> tuple[Fact, ...]:
    place = snapshot.geography.name(scope)
    at = round(now.timestamp() * 1000)
    return (
        Fact("center", "中心", Value(f"{place}综治中心")),
        Fact("scope", "范围", Value(f"{place}（{scope}）", "code")),
        Fact("filters", "筛选", Value("全部级别 · 全部种类")),
        Fact("period", "时段", Value("2026-03-18 00:00 至 15:30")),
        Fact("moment", "时点", Value(at, "moment")),
        Fact("made_by", "导出人", Value("王敏 · 工作人员")),
        Fact("made_at", "导出时间", Value(at, "moment")),
        Fact("why", "用途", Value("每周例会")),
        Fact("edition", "版次", Value("4f1c9a20")),
        Fact("vector", "位点", Value(VECTOR)),
        Fact("checksum", "校验", Value(CHECKSUM)),
        Fact("synthetic", "演示数据", Value(1, "flag")),
    )


def _term(key: str, language: str) -> Term:
    words, found = texts(language), definitions()[key]
    return Term(
        key=key,
        name=words.known("indicator", key),
        formula=words.known("formula", key),
        numerator=found.numerator,
        denominator=found.denominator,
        minimum_n=found.minimum_n,
    )


def document_with(*sections: tuple[str, Contents], now: datetime) -> Document:
    """A document of these parts and nothing else."""
    return Document(
        page="district",
        title="试制",
        scope=421300000000,
        language="zh",
        at=now,
        facts=(),
        terms=(),
        sections=tuple(Section(name, contents) for name, contents in sections),
        watermark="王敏 · 2026-03-18",
        row_cap=ROW_CAP,
    )
