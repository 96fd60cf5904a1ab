"""查找: what a text may name, and what each seat is shown of it."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from board.look.clock import SHANGHAI
from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from board.views.find.asking import sought
from board.web.find import ADDRESS, find
from sql.reference.tables import table
from streams.entries.letters import Briefed
from tests.support.city import City
from tests.support.intake import START as NOW
from tests.support.notified import notice
from tests.support.ready import ready_store
from tests.support.reported import reported
from tests.support.users import ask
from tests.support.warned import letter as warning

if TYPE_CHECKING:
    from pathlib import Path

CITY, COUNTY, OTHER = 421300000000, 421321000000, 421303000000
KEYS = {"name", "note", "grade", "page", "query"}
Groups = dict[str, list[dict[str, Any]]]


def _brief(entry_id: str, day: date) -> Briefed:
    return Briefed(
        entry_id=entry_id,
        actor="demo-leader",
        role="leader",
        acting_center=str(CITY),
        entered_at=NOW,
        period="day",
        first_day=day,
        division_code=str(CITY),
        figures=(),
        as_of=NOW,
        vector=(),
        edition="0123456789abcdef",
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    home: Path = tmp_path_factory.mktemp("find")
    city = City(ready_store())
    reported(city, NOW)
    city.enter(warning("warning-1", NOW), NOW)
    given = {"to_tiers": (), "to_agencies": ("police",)}
    city.enter(notice("notice-a", NOW, **given), NOW)
    day = NOW.astimezone(SHANGHAI).date()
    city.enter(_brief("brief-1", day), NOW)
    over = city.event(NOW, kind="incident", item_id="over-1", division_code=COUNTY)
    city.write(over, at=NOW)
    for move in ("accept", "handle", "close"):
        city.move(over, move, at=NOW)
    service = Service(settings_from({"CGC_HOME": str(home)}), city.store, PAGES)
    service.maker.tick(NOW)
    return Starlette(routes=[Route(ADDRESS, find(service))])


def found(
    app: Starlette, q: str, seat: int = CITY, role: str = "staff", **more: str
) -> Groups:
    query = {"q": q, "seat": str(seat), "role": role, **more}
    answer = ask(app, f"{ADDRESS}?{urlencode(query)}", accept="*/*")
    assert answer.status == HTTPStatus.OK
    told = msgspec.json.decode(answer.text)["groups"]
    assert all(one.keys() == KEYS for group in told for one in group["found"])
    return {group["name"]: group["found"] for group in told}


@pytest.mark.parametrize(
    ("text", "number", "letters", "letter"),
    [
        ("6c4579b1", "6C45-79B1", "6c4579b1", ("", 0, 0)),
        ("6C45-79b", "6C45-79B", "6C45-79b", ("", 0, 0)),
        ("110-2026-7", "", "110-2026-7", ("", 0, 0)),
        ("要情〔2026〕3号", "", "要情〔2026〕3号", ("report", 2026, 3)),
        ("预警 2026-12", "", "", ("warning", 2026, 12)),
        # Names and patterns are no numbers.
        ("张三", "", "", ("", 0, 0)),
        ("%%%", "", "", ("", 0, 0)),
        ("beef", "BEEF", "", ("", 0, 0)),
    ],
)
def test_a_text_names_numbers_or_none(
    text: str, number: str, letters: str, letter: tuple[str, int, int]
) -> None:
    one = sought(text)
    assert (one.number, one.letters) == (number, letters)
    assert (one.sort, one.year, one.letter) == letter


def test_an_item_is_found_by_how_one_of_its_numbers_begins_open_or_over(
    app: Starlette,
) -> None:
    (item,) = found(app, "grave-0")["事项"]
    assert item["query"] == {
        "kind": "incident",
        "id": "grave-0",
        "scope": str(CITY),
        "role": "staff",
        "seat": str(CITY),
    }
    assert (item["page"], item["grade"]) == ("item", "01")
    (same,) = found(app, item["name"].lower()[:9])["事项"]
    assert same["name"] == item["name"]
    (over,) = found(app, "over-1")["事项"]
    assert "已办结" in over["note"]


def test_each_seat_finds_its_own_and_reads_titles_if_it_may(app: Starlette) -> None:
    (mine,) = found(app, "grave-0", COUNTY)["事项"]
    (blind,) = found(app, "grave-0", COUNTY, "auditor")["事项"]
    assert "演示数据" in mine["note"]
    assert "演示数据" not in blind["note"]
    assert "事项" not in found(app, "grave-0", OTHER)
    assert "事项" not in found(app, "grave-0", COUNTY, agency="women")
    assert "事项" not in found(app, "grave-0", CITY, "visitor")


def test_places_and_pages_are_found_by_name_within_the_range(
    app: Starlette,
) -> None:
    places = found(app, "随县")["辖区和阵地"]
    assert places[0]["query"]["scope"] == str(COUNTY)
    assert {one["page"] for one in places} >= {"district", "center"}
    assert "辖区和阵地" not in found(app, "随县", OTHER)
    (page,) = found(app, "督办", lang="en")["Pages"]
    assert (page["page"], page["query"]["lang"]) == ("supervision", "en")
    assert "页面" not in found(app, "审计", COUNTY, "staff")


def test_letters_are_found_by_year_and_number_by_centers_that_may_see_them(
    app: Starlette,
) -> None:
    year = NOW.year
    told = found(app, f"要情〔{year}〕1号", COUNTY)["文书"]
    assert {one["page"] for one in told} == {"reports"}
    assert all(one["name"] == f"要情〔{year}〕1号" for one in told)
    both = found(app, f"{year}-1")["文书"]
    assert {one["page"] for one in both} >= {"reports", "warnings"}
    assert "文书" not in found(app, f"要情〔{year}〕1号", COUNTY, agency="police")


def test_briefs_and_notices_are_found_by_number_day_and_division(
    app: Starlette,
) -> None:
    year, day = NOW.year, NOW.astimezone(SHANGHAI).date()
    told = found(app, f"简报〔{year}〕第1期")["文书"]
    assert {one["page"] for one in told} == {"brief"}
    (brief,) = told
    assert brief["query"] | {"brief": "day", "on": str(day)} == brief["query"]
    (notice,) = found(app, f"通知〔{year}〕1号")["文书"]
    assert notice["query"]["notice"] == "notice-a"
    assert notice["query"]["box"] == "sent"
    of_day = found(app, f"{day:%Y年%m月%d日}")["文书"]
    assert {one["page"] for one in of_day} >= {"brief", "notices", "reports"}
    for word, page in (("预警", "warnings"), ("要情", "reports"), ("日报", "brief")):
        told = found(app, f"{word} {day}")["文书"]
        assert {one["page"] for one in told} == {page}
    assert found(app, f"{day:%Y%m%d}")["文书"] == of_day
    assert found(app, str(day + timedelta(days=40))) == {}
    (same,) = found(app, "随州市简报")["文书"]
    assert same == brief
    # An agency finds what it was sent itself; a center below no brief of the city.
    police = found(app, f"{year}-1", CITY, agency="police")["文书"]
    assert [one["query"]["notice"] for one in police] == ["notice-a"]
    assert found(app, f"{year}-1", CITY, agency="fire") == {}
    assert "文书" not in found(app, f"简报〔{year}〕第1期", OTHER)
    assert "文书" not in found(app, f"通知〔{year}〕1号", OTHER)


def test_a_camera_leads_to_its_own_alerts(app: Starlette) -> None:
    named = table("suizhou/cameras.csv.gz")[0]["camera_id"]
    places = found(app, named)["辖区和阵地"]
    (one,) = [each for each in places if each["page"] == "items"]
    assert (one["name"], one["query"]["camera"]) == (named, named)


def test_nothing_is_found_by_persons_or_by_what_was_written(app: Starlette) -> None:
    assert found(app, "演示") == {}
    assert found(app, "演示甲") == {}
    # What is too short asks for nothing.
    assert found(app, "gr") == {}
