"""A brief as somebody reads it: its figures, why they changed, what was restated."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec import structs
from pypdf import PdfReader

from board.desk.briefing import Drawn, finalize
from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.exports.typeset.briefs import brief_pdf
from board.look.formats import spoken
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import BRIEF
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.briefs.asking import issue_on
from board.views.briefs.registered import figures_of
from board.views.briefs.why import contributions
from board.views.common.suppression import outside
from board.views.map.outlines import outlines
from streams.events import DESK_TOPIC
from tests.board.exports.typeset.reading import text_of
from tests.support.briefs import final
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, COUNTY, OTHER = 421300000000, 421321000000, 421303000000
TOWN, VILLAGE = 421321101000, 421321101201
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = START + DAY
"""Eight in the morning of the day after."""
PAGE = next(one for one in PAGES if one.name == "brief")
WRITTEN = "排水沟走向争执"
Row = dict[str, Any]


def filled() -> Intake:
    """Of the day twelve disputes in one county and two in another, of the day before
    ten; two were closed.
    """
    found = Intake()
    for number in range(10):
        found.event("dispute", 100 + number, at=START - DAY)
    for number in range(12):
        at = START + number * timedelta(minutes=5)
        found.event("dispute", number, at=at, title=WRITTEN, scale="02")
    for number in (50, 51):
        found.event(
            "dispute", number, at=START, division_code=str(OTHER), category="02"
        )
    for number in (0, 1):
        for name in ("accept", "handle", "close"):
            found.move("dispute", name, number, at=START + HOUR)
    return found


@pytest.fixture(scope="module")
def intake() -> Intake:
    return filled()


@pytest.fixture(scope="module")
def known(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


def asked(
    intake: Intake, known: Snapshot, scope: int = CITY, now: datetime = NOW, **more: str
) -> Picture:
    picture = Picture(
        snapshot=known,
        page="brief",
        scope=scope,
        language="zh",
        now=now,
        choices={TITLES: "1", **more},
    )
    return answered(PAGE, picture, Reads(intake.store))


def part(name: str, picture: Picture) -> Contents:
    contents: Contents = BRIEF.parts[name](picture)
    return contents


def rows(contents: Contents, table: str) -> dict[str, Row]:
    return {str(one["key"]): one for one in contents.table(table).records()}


def register(intake: Intake, picture: Picture, at: datetime) -> None:
    """Make final what is on the screen."""
    drawn = Drawn(
        issue=issue_on(picture),
        scope=picture.scope,
        figures=figures_of(picture),
        moment=picture.answered.moment,
        edition="0123456789abcdef",
    )
    entry = finalize(drawn, Seat("leader", CITY), is_synthetic=True)
    message = msgspec.to_builtins(structs.replace(entry, entered_at=at))
    intake.take((DESK_TOPIC, message, at))


def test_three_and_the_rest_are_the_change() -> None:
    now, then = Counter(a=5, b=1, c=9, d=2, e=1), Counter(a=1, b=4, c=9, e=3)
    found = dict(contributions(now, then, (20, 18)))
    assert list(found) == ["a", "b", "d", "rest", "whole"]
    assert found["rest"] == (20 - 8, 18 - 5)
    added = [one - other for one, other in found.values()]
    assert sum(added[:-1]) == added[-1] == 2


def test_figures_stand_beside_the_day_before(intake: Intake, known: Snapshot) -> None:
    picture = asked(intake, known)
    found = part("brief_cases", picture)
    counts = rows(found, "counts")
    told = {key: (one["value"], one["before"]) for key, one in counts.items()}
    assert told == {
        "received": (14, 10),
        "closed": (2, 0),
        "open": (22, 10),
        "overdue": (0, 0),
        "supervised": (0, 0),
    }
    assert counts["received"]["changed"] == pytest.approx(0.4)
    # Nothing is known of a year ago, and nothing was registered.
    keys = {one.key for one in found.table("counts").columns}
    assert not keys & {"year", "year_changed", "reported", "before_reported"}
    assert "受理 14 件，环比 ▲40.0%，同比 —" in told_in(found, "said", picture)


def test_the_reasons_add_up_to_the_change(intake: Intake, known: Snapshot) -> None:
    found = part("brief_why", asked(intake, known))
    for table in found.tables:
        *parts, whole = [one["added"] for one in table.records()]
        assert sum(parts) == whole == 4
    by_division = list(found.table("division_before").records())
    assert [(one["code"], one["added"]) for one in by_division[:2]] == [
        (str(OTHER), 2),
        (str(COUNTY), 2),
    ]
    by_category = found.table("category_before").values("added")
    assert by_category == [2, 2, 0, 4]
    assert {one.name for one in found.tables} == {"division_before", "category_before"}
    closed = part("brief_why", asked(intake, known, why="closed"))
    # Nothing was closed the day before: no base, no reasons.
    assert (closed.tables, set(closed.notices)) == ((), {"none"})


def test_a_village_is_told_what_is_counted_of_villages(
    intake: Intake, known: Snapshot
) -> None:
    picture = asked(intake, known, scope=VILLAGE)
    found = part("brief_cases", picture)
    assert rows(found, "counts")["received"]["value"] == 12
    assert set(rows(found, "shares")) == {"close_rate"}
    assert "及时率" not in told_in(found, "said", picture)
    assert part("brief_divisions", picture).tables == ()
    below = part("brief_divisions", asked(intake, known, scope=TOWN))
    (village,) = [one for one in below.table("divisions").records() if one["received"]]
    assert (village["code"], village["closed"]) == (str(VILLAGE), 2)


def test_a_figure_that_was_restated_shows_both_values(known: Snapshot) -> None:
    """Also beside the period before, where its own brief said otherwise."""
    intake = filled()
    day_before = asked(intake, known, on="2026-11-01")
    register(intake, day_before, NOW)
    register(intake, asked(intake, known), NOW)
    before = asked(intake, known)
    assert about(before)["state"] == "已定稿"
    assert "restated" not in part("brief_about", before).notices
    keys = {one.key for one in part("brief_cases", before).table("counts").columns}
    assert "reported" not in keys
    intake.event("dispute", 60, at=START + HOUR)
    intake.event("dispute", 61, at=START - DAY)
    later = asked(intake, known, now=NOW + HOUR)
    found = rows(part("brief_cases", later), "counts")
    told = {key: (one["reported"], one["value"]) for key, one in found.items()}
    assert told["received"] == (14, 15)
    assert told["closed"] == (2, 2)
    assert told["open"] == (22, 24)
    earlier = {key: one["before_reported"] for key, one in found.items()}
    assert (earlier["received"], found["received"]["before"]) == (10, 11)
    flags = {key: one["is_restated"] for key, one in found.items()}
    assert [key for key, flag in flags.items() if flag] == ["received", "open"]
    assert "2 项数字变动" in told_in(part("brief_about", later), "restated", later)
    register(intake, later, NOW + HOUR)
    anew = asked(intake, known, now=NOW + 2 * HOUR)
    assert "restated" not in part("brief_about", anew).notices
    listed = list(part("briefs", anew).table("briefs").records())
    assert [(one["on"], one["times"]) for one in listed] == [
        ("2026-11-02", 2),
        ("2026-11-01", 1),
    ]


def test_what_is_not_kept_any_more_is_told_as_it_was_reported(known: Snapshot) -> None:
    """Of an entry also nothing that is no figure of a brief."""
    intake = filled()
    intake.event("camera_alert", 1, at=START)
    figures = [
        {"indicator": "signals_received", "value": 1},
        {"indicator": "nonsense", "value": 2},
    ]
    intake.take(final("a", NOW, figures=figures))
    later = asked(intake, known, now=NOW + 40 * DAY, on="2026-11-02")
    found = rows(part("brief_signals", later), "counts")
    told = found["signals_received"]
    assert (told["value"], told["reported"], told["is_restated"]) == (None, 1, 0)
    assert "restated" not in part("brief_about", later).notices


def test_a_final_brief_has_its_number(intake: Intake, known: Snapshot) -> None:
    assert about(asked(intake, known))["number"] == "定稿后编号"
    own = filled()
    register(own, asked(own, known), NOW)
    register(own, asked(own, known, on="2026-11-01"), NOW + HOUR)
    register(own, asked(own, known, now=NOW + HOUR), NOW + 2 * HOUR)
    later = asked(own, known, now=NOW + 3 * HOUR)
    assert about(later)["number"] == "〔2026〕第1期"
    listed = part("briefs", later).table("briefs").records()
    assert [(one["number"], one["times"]) for one in listed] == [
        ("〔2026〕第1期", 2),
        ("〔2026〕第2期", 1),
    ]
    assert "〔2026〕第1期" in paper_of(own, known, NOW + 3 * HOUR)


def test_what_is_drawn_says_what_the_figures_say(
    intake: Intake, known: Snapshot
) -> None:
    picture = asked(intake, known)
    figures = rows(part("brief_cases", picture), "counts")
    days = list(part("brief_days", picture).table("days").records())
    assert len(days) == 30
    last, before = days[-1], days[-2]
    assert (last["day"], before["day"]) == ("2026-11-02", "2026-11-01")
    for key in ("received", "closed"):
        assert last[key] == figures[key]["value"]
    assert before["received"] == figures["received"]["before"]
    # Before the first day of which anything is kept nothing is known.
    assert {one["received"] for one in days[:-2]} == {None}
    types = part("brief_types", picture)
    told = sum(int(str(one)) for one in types.table("types").values("received"))
    assert told == figures["received"]["value"]
    assert "rest" not in types.notices
    for one in ("brief_days", "brief_types", "brief_months"):
        contents = part(one, picture)
        assert {chart.table for chart in contents.charts} <= {
            table.name for table in contents.tables
        }


def test_the_months_of_a_brief_end_with_its_period(
    intake: Intake, known: Snapshot
) -> None:
    contents = part("brief_months", asked(intake, known))
    covered = contents.table("yearly").values("covered")
    assert covered[9:] == ["全月", "1日至2日", "尚无过完的日子"]
    # History begins on the first of November.
    told = contents.table("yearly").values("now")
    assert told[9:] == [None, 24, None]


def test_of_a_village_nothing_is_drawn_by_day(intake: Intake, known: Snapshot) -> None:
    picture = asked(intake, known, scope=VILLAGE)
    for one in ("brief_days", "brief_months"):
        contents = part(one, picture)
        assert not contents.charts
        assert "只统计到镇" in contents.notices["none"].text


def about(picture: Picture) -> dict[str, Any]:
    return {one.key: one.value for one in part("brief_about", picture).figures}


def told_in(contents: Contents, key: str, picture: Picture) -> str:
    return spoken(contents.notices[key], picture.words, picture.now)


def test_what_is_not_over_is_not_made_final(intake: Intake, known: Snapshot) -> None:
    picture = asked(intake, known, brief="week", on="2026-11-03")
    assert "unfinished" in part("brief_about", picture).notices
    with pytest.raises(ValueError, match="not over"):
        register(intake, picture, NOW)


def paper_of(intake: Intake, known: Snapshot, now: datetime) -> str:
    """The text of the brief of the day before as a PDF."""
    return text_of(brief_bytes(intake, known, now))


def wish(made_at: datetime, *, is_outside: bool = False) -> Wish:
    return Wish(
        page="brief",
        scope=CITY,
        language="zh",
        address="/brief",
        seat=Seat("staff", CITY),
        made_at=made_at,
        reason="晨会",
        edition="0123456789abcdef",
        row_cap=10_000,
        outside=is_outside,
    )


def brief_bytes(intake: Intake, known: Snapshot, now: datetime) -> bytes:
    choices = {TITLES: "1", "on": "2026-11-02"}
    reads = Reads(intake.store)
    made = asked_document(wish(now), PAGE, choices, known=known, reads=reads)
    return brief_pdf(made, outlines(), texts("zh"))


def test_the_paper_draws_what_the_screen_does_and_says_it_aloud(
    intake: Intake, known: Snapshot
) -> None:
    made = brief_bytes(intake, known, NOW)
    alts = alts_of(made)
    titles = ("近30天受理与办结", "受理事项类型")
    assert [next(one for one in alts if title in one) for title in titles]
    (days,) = (one for one in alts if titles[0] in one)
    told = part("brief_days", asked(intake, known)).table("days").records()
    for one in list(told)[-2:]:
        day = str(one["day"])[5:]
        assert f"{day}, {one['received']}, {one['closed']}" in days
    assert "五、走势与构成" in text_of(made)
    # Nothing is a picture of points.
    pages = PdfReader(io.BytesIO(made)).pages
    assert not [image for page in pages for image in page.images]


def alts_of(made: bytes) -> list[str]:
    """What a PDF says aloud of its figures."""
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    return [
        str(one["/Alt"]) for one in _within(root["/StructTreeRoot"]) if "/Alt" in one
    ]


def _within(given: Any) -> Iterator[Any]:
    """An element of the structure and all below it; leaves are numbers."""
    one = given.get_object()
    for each in one if isinstance(one, list) else ():
        yield from _within(each)
    if isinstance(one, dict):
        yield one
        yield from _within(one["/K"]) if "/K" in one else ()


def test_the_paper_says_it_and_tells_people_outside_no_item(
    intake: Intake, known: Snapshot, tmp_path: Path
) -> None:
    told = {}
    for is_outside in (False, True):
        made = asked_document(
            wish(NOW, is_outside=is_outside),
            PAGE,
            {TITLES: "1"},
            known=known,
            reads=Reads(intake.store),
        )
        path = tmp_path / f"{is_outside}.pdf"
        FORMATS["pdf"].write(export(made), path)
        told[is_outside] = text_of(path.read_bytes())
    assert "工作日报" in told[False]
    assert "一、事项受理14件，环比▲40.0%" in told[False]
    assert "（三）群体性事项" in told[False]
    assert WRITTEN in told[False]
    assert WRITTEN not in told[True]
    assert "受理14件" in told[True]


def test_titles_are_for_who_may_read_them(intake: Intake, known: Snapshot) -> None:
    picture = asked(intake, known)
    found = part("brief_groups", picture).table("page")
    assert set(found.values("title")) == {WRITTEN}
    assert found.of_items
    choices = {key: one for key, one in picture.choices.items() if key != TITLES}
    without = part("brief_groups", structs.replace(picture, choices=choices))
    assert "title" not in [one.key for one in without.table("page").columns]


def test_small_counts_are_not_told_outside(intake: Intake, known: Snapshot) -> None:
    found = outside(part("brief_why", asked(intake, known)))
    for table in found.tables:
        for one in table.records():
            small = {one["now"], one["then"]} & {1, 2, 3, 4}
            assert not small
