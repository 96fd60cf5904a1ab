"""要情 as somebody sees it: states, reports on a case, who is told what, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.exports.typeset.reports import ENDING
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import ITEM, REPORTS, TODO
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from board.views.reports.asking import OF_ITEM, reports_of
from board.views.reports.letter import (
    ON_ITEM,
    PASSED,
    PASSES,
    letter,
    on_item,
    passage,
)
from tests.board.conftest import NOW
from tests.board.exports.typeset.reading import bare, text_of
from tests.support.city import City
from tests.support.doors import Shut, maker_of
from tests.support.ready import ready_store
from tests.support.reported import COUNTY, reported

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.reads.report_rows import Report
    from board.views.common.contents import Contents

CITY = 421300000000
BY_NAME = {page.name: page for page in PAGES}
MISSING, WHAT = "请补充伤者伤情", "起火原因初步认定"
Row = dict[str, Any]


class Shown:
    """The pages of one city."""

    def __init__(self, city: City) -> None:
        maker = maker_of(Shut(city.store))
        maker.tick(NOW)
        self.snapshot: Snapshot = maker.snapshot
        self.reads = Reads(city.store)

    def picture(self, page: str, seat: Seat, item: str = "grave-0") -> Picture:
        named = {"kind": "incident", "id": item, TITLES: "1"}
        asked = Picture(
            snapshot=self.snapshot,
            page=page,
            scope=self.snapshot.geography.home(seat.center_code),
            language="zh",
            now=NOW,
            choices=named | {"role": seat.role, "seat": str(seat.center_code)},
            seat=seat,
        )
        return answered(BY_NAME[page], asked, self.reads)


@pytest.fixture(scope="module")
def shown() -> Shown:
    city = City(ready_store())
    city.fill(NOW, per_day=5, days=2)
    reported(city, NOW)
    return Shown(city)


def rows(contents: Contents, table: str) -> list[Row]:
    return list(contents.table(table).records())


def test_each_case_says_what_is_owed_and_how_late_the_first_was(shown: Shown) -> None:
    picture = shown.picture("reports", Seat("leader", CITY))
    states: Contents = REPORTS.parts["report_states"](picture)
    found = {one["id"]: one for one in rows(states, "report_states")}
    told = {
        item: (found[item]["stage"], found[item]["state"], found[item]["late_by"])
        for item in ("grave-0", "grave-1", "grave-2", "grave-3")
    }
    assert told == {
        "grave-0": ("续报1", "待续报", None),
        "grave-1": ("首报", "退回待补充", 20 * 60),
        "grave-2": ("首报", "待签收", 50 * 60),
        "grave-3": ("", "待首报", 35 * 60),
    }
    assert states.figure("reports.to_sign").value == 1
    item: Contents = ITEM.parts["reported"](shown.picture("item", picture.seat))
    assert [one["stage"] for one in rows(item, "report_list")] == ["首报", "续报1"]


def test_what_waits_tells_who_owes_and_who_signs(shown: Shown) -> None:
    def told(center: int) -> dict[str, str]:
        picture = shown.picture("todo", Seat("duty_officer", center))
        contents: Contents = TODO.parts["reasons"](picture)
        return {key: one.level for key, one in contents.notices.items()}

    county, city = told(int(COUNTY)), told(CITY)
    assert county["to_report"] == "bad"
    assert {"to_supplement", "to_follow_up"} <= county.keys()
    assert "to_sign" not in county
    assert city["to_sign"] == "warn"


def test_nothing_is_told_to_agencies_to_people_outside_and_to_siblings(
    shown: Shown,
) -> None:
    picture = shown.picture("reports", Seat("leader", CITY), "grave-1")
    parts = REPORTS.parts.values()
    assert MISSING in str([part(picture) for part in parts])
    for seat in (Seat(), Seat("staff", CITY, "police"), Seat("leader", 421303000000)):
        other = structs.replace(picture, seat=seat)
        told = str([outside(part(other)) for part in parts])
        assert MISSING not in told
        assert "grave-1" not in told
    auditor = structs.replace(picture, seat=Seat("auditor", CITY))
    assert MISSING not in str([part(auditor) for part in parts])


def test_a_report_that_was_passed_on_says_so_on_itself_in_the_list_and_on_paper(
    shown: Shown,
) -> None:
    picture = shown.picture("reports", Seat("leader", CITY))
    found = reports_of(picture)
    below, above = found[0], structs.replace(found[1], passes_on=found[0].entry_id)
    told = [passage(one, (below, above), picture) for one in (below, above)]
    assert [set(one) for one in told] == [{PASSED}, {PASSES}]
    names = [str(one.values["said"].value) for said in told for one in said.values()]
    number = picture.words("report.number", year=2026, n=above.number)
    assert names[0] == f"随县综治中心 {number}"
    assert {PASSED, PASSES} < set(ENDING)
    plain = rows(on_item(picture), ON_ITEM)
    assert {row["passed"] for row in plain} == {""}
    assert not passage(below, found, picture)
    answers = picture.answered
    reads = {**answers.tables, OF_ITEM: _passed_on(answers[OF_ITEM], found)}
    again = structs.replace(picture, answers=structs.replace(answers, tables=reads))
    listed = rows(on_item(again), ON_ITEM)
    assert listed[0]["passed"].startswith("已由上级转报：随县综治中心")
    assert listed[1]["passed"].startswith("转报下级报告：随县综治中心")
    assert PASSED in letter(again).notices or PASSES in letter(again).notices


def _passed_on(table: pa.Table, found: tuple[Report, ...]) -> pa.Table:
    """The rows as they were read, the second a report that passes the first on."""
    column = pa.array([None, found[0].entry_id, *[None] * (len(table) - 2)])
    place = table.column_names.index("passes_on")
    return table.set_column(place, "passes_on", column.cast(pa.string()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_pdf_is_a_report_to_sign_and_the_same_bytes_twice(
    shown: Shown, tmp_path: Path, language: str
) -> None:
    wish = Wish(
        page="reports",
        scope=CITY,
        language=language,
        address="/reports",
        seat=Seat("leader", CITY),
        made_at=NOW,
        reason="要情",
        edition="e",
        row_cap=100,
    )
    choices = {"kind": "incident", "id": "grave-0", TITLES: "1", "role": "leader"}
    known = {"known": shown.snapshot, "reads": shown.reads}
    seated = choices | {"seat": str(CITY)}
    made = export(asked_document(wish, BY_NAME["reports"], seated, **known))
    paths = [tmp_path / f"{name}.pdf" for name in ("one", "other")]
    for path in paths:
        FORMATS["pdf"].write(made, path)
    told, words = text_of(paths[0].read_bytes()), texts(language)
    for said in (
        *(WHAT, "随县综治中心", made.checksum[:16], words("label.synthetic")),
        *(words("report.answer_block"), words("report.number", year=2026, n=3)),
    ):
        assert bare(said) in told
    assert paths[0].read_bytes() == paths[1].read_bytes()
