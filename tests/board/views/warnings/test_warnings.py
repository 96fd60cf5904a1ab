"""预警 as somebody sees it: rows and their items, letters, who is told what, paper."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import ITEMS, TODO, WARNINGS
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside, sums_of
from board.views.warnings.asking import hot_of
from board.views.warnings.hot import against_usual
from board.views.warnings.letters import center_to_warn
from tests.board.conftest import NOW
from tests.board.exports.typeset.reading import bare, text_of
from tests.support.city import City
from tests.support.doors import Shut, maker_of
from tests.support.ready import ready_store
from tests.support.warned import COUNTY, TOWN, warned

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY = 421300000000
BY_NAME = {page.name: page for page in PAGES}
TEXT, REPLY = "逐户排查，组织调解", "会同司法所逐户调解"
KEY = f"{TOWN}.dispute.17"
Row = dict[str, Any]


class Shown:
    """The pages of one city."""

    def __init__(self, city: City, now: Any) -> None:
        maker = maker_of(Shut(city.store))
        maker.tick(now)
        self.snapshot: Snapshot = maker.snapshot
        self.reads, self.now = Reads(city.store), now

    def picture(self, page: str, scope: int = CITY, **choices: str) -> Picture:
        asked = Picture(
            snapshot=self.snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=self.now,
            choices=choices,
            seat=Seat("leader", CITY),
        )
        return answered(BY_NAME[page], asked, self.reads)

    def part(self, name: str, scope: int = CITY, **choices: str) -> Contents:
        contents: Contents = WARNINGS.parts[name](
            self.picture("warnings", scope, **choices)
        )
        return contents

    def counted(self, query: str) -> int:
        """How many the list of items has by the filters of a link."""
        given = dict(parse_qsl(query))
        scope = int(given.pop("scope"))
        counts = ITEMS.parts["counts"](self.picture("items", scope, **given))
        value = counts.figures[0].value
        assert isinstance(value, int)
        return value


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Some calm weeks, a surge on the last four days and one of signals, letters."""
    city = City(ready_store())
    city.fill(NOW, per_day=30, days=36)
    warned(city, NOW)
    records = [
        (city.event(at, kind="risk_lead", category="03", division_code=TOWN), at)
        for at in (NOW - timedelta(days=1, minutes=number) for number in range(9))
    ]
    city.send(*records, written_at=NOW)
    return Shown(city, NOW)


def rows(contents: Contents, table: str) -> list[Row]:
    return list(contents.table(table).records())


def test_each_value_opens_exactly_its_items(shown: Shown) -> None:
    found = rows(shown.part("hot_types"), "hot_types")
    levels = {one["key"]: one["grade"] for one in found}
    assert (levels[KEY], levels[f"{COUNTY}.dispute.17"]) == ("01", "01")
    assert levels[f"{TOWN}.risk_lead.03"] != "04"
    for one in found:
        assert shown.counted(one["to_value"]) == one["value"], one["key"]


@pytest.mark.parametrize(
    ("value", "usual", "told"), [(26, 13.3, 0.9549), (20, 9.7, 1.0619), (10, 0.5, None)]
)
def test_what_is_usual_is_no_whole_number(
    value: int, usual: float, told: float | None
) -> None:
    found = against_usual(value, usual).value
    assert found == (told and pytest.approx(told, abs=1e-4))


def test_the_chosen_row_by_its_windows_and_why_it_is_hot(shown: Shown) -> None:
    first = shown.part("hot_windows", hot=KEY)
    counts = rows(first, "hot_windows")
    (row,) = [
        one for one in rows(shown.part("hot_types"), "hot_types") if one["key"] == KEY
    ]
    assert counts[-1]["value"] == row["value"]
    assert row["usual"] == counts[-1]["usual"] <= row["high"] < row["yellow"]
    why = first.notices["why"].values
    assert (why["limit"].value, why["high"].value) == (row["red"], row["high"])
    numbers = map(int, re.findall(r"此前 (\d+) 天", str(why["kinds"].value)))
    assert sum(numbers) == row["same_days"]
    assert {one.column for one in first.charts[0].series} >= {"value", "usual", "red"}


def test_where_nothing_is_hot_it_says_so_and_villages_have_their_town(
    shown: Shown,
) -> None:
    calm = shown.part("hot_types", 421381000000)
    assert not any(one.value for one in calm.figures[:3])
    assert "none" in calm.notices
    assert set(shown.part("hot_types", 421321101201).notices) == {"village"}


def test_letters_by_the_state_of_their_reply(shown: Shown) -> None:
    found = rows(shown.part("warning_letters"), "warning_letters")
    words = texts("zh")
    assert [(one["number"], one["state"], one["is_late"]) for one in found] == [
        (words("warning.number", year=2026, n=3), "待回复", 0),
        (words("warning.number", year=2026, n=2), "逾期未回复", 1),
        (words("warning.number", year=2026, n=1), "已回复", 0),
    ]
    assert shown.part("warning_letters", 421303000000).tables == ()
    letter = shown.part("warning_letter", letter="warning-1", **{TITLES: "1"})
    assert TEXT in str(letter)
    assert REPLY in str(letter)
    assert shown.part("warning_letter", letter="' or 1=1").tables == ()


def test_who_reads_no_titles_and_people_outside_read_nothing_written(
    shown: Shown,
) -> None:
    parts = WARNINGS.parts.values()
    untitled = shown.picture("warnings", letter="warning-1")
    titled = shown.picture("warnings", letter="warning-1", **{TITLES: "1"})
    beyond = structs.replace(titled, seat=Seat())
    agency = structs.replace(titled, seat=Seat("staff", CITY, "police"))
    told = {
        "untitled": [part(untitled) for part in parts],
        "outside": [outside(part(beyond)) for part in parts],
        "agency": [sums_of(part(agency)) for part in parts],
    }
    assert not any(said in str(told) for said in (TEXT, REPLY))
    assert "warning-3" not in str((told["outside"], told["agency"]))
    small = [
        value
        for each in told["outside"]
        for one in each.tables
        for column in one.columns
        if column.form == "count"
        for value in one.values(column.key)
        if value in {1, 2, 3, 4}
    ]
    assert small == []


def test_only_a_center_above_writes(shown: Shown) -> None:
    picture = shown.picture("warnings", hot=KEY)
    one = hot_of(picture)
    assert one
    senders = {
        center
        for center in shown.snapshot.geography.centers
        if center_to_warn(one, center, picture) == int(TOWN)
    }
    assert senders == {CITY, int(COUNTY)}


def test_what_waits_for_the_center_tells_of_its_letters(shown: Shown) -> None:
    def told(seat: str) -> Contents:
        picture = shown.picture("todo", role="staff", seat=seat)
        contents: Contents = TODO.parts["reasons"](picture)
        return contents

    notice = told(TOWN).notices["to_answer"]
    assert (notice.values["n"].value, notice.level) == (2, "bad")
    assert "to_answer" not in told(COUNTY).notices


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_pdf_is_a_letter_to_sign_and_the_same_bytes_twice(
    shown: Shown, tmp_path: Path, language: str
) -> None:
    wish = Wish(
        page="warnings",
        scope=CITY,
        language=language,
        address="/warnings",
        seat=Seat("leader", CITY),
        made_at=NOW,
        reason="预警",
        edition="e",
        row_cap=100,
    )
    words, page = texts(language), BY_NAME["warnings"]
    for letter, is_answered in (("warning-1", True), ("warning-3", False)):
        choices = {"letter": letter, TITLES: "1"}
        known = {"known": shown.snapshot, "reads": shown.reads}
        made = export(asked_document(wish, page, choices, **known))
        paths = [tmp_path / f"{letter}-{name}.pdf" for name in ("one", "other")]
        for path in paths:
            FORMATS["pdf"].write(made, path)
        told = text_of(paths[0].read_bytes())
        for said in (
            *(TEXT, "厉山镇综治中心", made.checksum[:16], words("label.synthetic")),
            *(words("letter.signer"), words("warning.reply_block")),
        ):
            assert bare(said) in told
        assert (bare(REPLY) in told) == is_answered
        assert paths[0].read_bytes() == paths[1].read_bytes()
