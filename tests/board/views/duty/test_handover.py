"""交接班 as somebody sees it: the draft, a sheet as it was drawn up, those before."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.desk.handing import is_same_person, person_of
from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS
from board.exports.pages import Wish
from board.look.clock import SHANGHAI
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import HANDOVER, TODO
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from board.views.duty.changes import last_change
from tests.board.exports.typeset.reading import bare, text_of
from tests.support.doors import Shut, maker_of
from tests.support.handover import hand_over, take_over
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, COUNTY, OTHER = 421300000000, 421321000000, 421303000000
VILLAGE = "421321101201"
HOUR = timedelta(hours=1)
NOW = START + 12 * HOUR
DRAWN_AT = START + 8 * HOUR
PAGE = next(one for one in PAGES if one.name == "handover")
WRITTEN, REMARK = "排水沟走向争执", "=HYPERLINK(1) <img src=x>#盯紧*"
SEAT = {"role": "duty_officer", "seat": str(COUNTY)}
READER = SEAT | {TITLES: "1"}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def intake() -> Intake:
    """Two grave disputes, one of them closed since; one that came since, one that is
    no business of the county; a sheet that waits and one that was signed.
    """
    found = Intake()
    for number in (1, 2):
        found.event("dispute", number, level="02", title=WRITTEN)
    found.event("dispute", 3, level="01", division_code=str(OTHER), title=WRITTEN)
    named = [
        {"kind": "dispute", "item_id": "dispute-2", "note": REMARK},
        {"kind": "dispute", "item_id": "dispute-1"},
        {"kind": "dispute", "item_id": "dispute-3"},
    ]
    vector = json.loads(found.store.query("offsets_now").column(0)[0].as_py())
    given = {"acting_center": str(COUNTY), "vector": vector, "items": named}
    sheet = {"from_at": START - HOUR, "as_of": DRAWN_AT, "note": REMARK}
    for name in ("accept", "handle", "close"):
        at = DRAWN_AT + HOUR
        found.move("dispute", name, 2, acting_center=VILLAGE, at=at)
    found.take(
        hand_over("h1", DRAWN_AT, person="张三", **given, **sheet),
        take_over("t0", DRAWN_AT, "h1", person="张 三", acting_center=str(COUNTY)),
        hand_over("h0", DRAWN_AT, person="王五", acting_center=str(COUNTY)),
        take_over("t1", DRAWN_AT, "h0", person="李四", acting_center=str(COUNTY)),
    )
    found.event("dispute", 4, level="01", title=WRITTEN, at=DRAWN_AT + HOUR)
    return found


@pytest.fixture(scope="module")
def asked(intake: Intake) -> Picture:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return Picture(
        snapshot=maker.snapshot,
        page="handover",
        scope=COUNTY,
        language="zh",
        now=NOW,
        choices=READER,
    )


@pytest.fixture(scope="module")
def reads(intake: Intake) -> Reads:
    return Reads(intake.store)


def part(name: str, asked: Picture, reads: Reads, **choices: str) -> Contents:
    wanted = structs.replace(asked, choices={**asked.choices, **choices})
    contents: Contents = HANDOVER.parts[name](answered(PAGE, wanted, reads))
    return contents


def rows(contents: Contents, table: str = "page") -> list[Row]:
    return list(contents.table(table).records())


@pytest.mark.parametrize(
    ("hour", "begun"), [(7, (1, 20)), (8, (2, 8)), (19, (2, 8)), (23, (2, 20))]
)
def test_a_shift_begins_at_eight(hour: int, begun: tuple[int, int]) -> None:
    found = last_change(datetime(2026, 11, 2, hour, 30, tzinfo=SHANGHAI))
    assert (found.day, found.hour) == begun


def test_a_draft_proposes_what_presses_and_counts_since_the_last(
    asked: Picture, reads: Reads
) -> None:
    found = rows(part("handover_items", asked, reads))
    assert {one["id"] for one in found} == {"dispute-1", "dispute-4"}
    assert all("重大" in one["reasons"] for one in found)
    figures = part("handover_figures", asked, reads)
    dispute = next(one for one in rows(figures, "streams") if one["kind"] == "dispute")
    assert (dispute["received"], dispute["closed"]) == (1, 1)
    assert (dispute["open_now"], dispute["grave"]) == (2, 2)
    assert part("handover_signed", asked, reads).tables == ()
    since_shift = part("handover_figures", asked, reads, since="shift")
    assert since_shift.notices["span"].values["from_at"].value == ms(last_change(NOW))


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def test_a_sheet_has_its_figures_as_they_were_and_its_items_then_and_now(
    asked: Picture, reads: Reads
) -> None:
    figures = part("handover_figures", asked, reads, sheet="h1")
    dispute = next(one for one in rows(figures, "streams") if one["kind"] == "dispute")
    assert (dispute["received"], dispute["closed"], dispute["open_now"]) == (2, 0, 2)
    assert figures.notices["span"].values["at"].value == ms(DRAWN_AT)
    second, first, other = rows(part("handover_items", asked, reads, sheet="h1"))
    assert (second["id"], second["note"]) == ("dispute-2", REMARK)
    assert (second["status_then"], second["status"]) == ("已登记", "已办结")
    assert (first["status_then"], first["status"]) == ("已登记", "已登记")
    assert (other["title"], other["status"], other["reasons"]) == ("", "", "")
    assert other["case_number"] == texts("zh")("handover.unseen")
    since = rows(part("handover_since", asked, reads, sheet="h1"))
    assert [one["id"] for one in since] == ["dispute-4"]
    assert part("handover_since", asked, reads, sheet="h0").tables == ()
    told = part("handover_signed", asked, reads, sheet="h1").notices["since"].values
    counts = {key: one.value for key, one in told.items()}
    assert counts == {"changed": 1, "finished": 1, "came": 1}


def test_a_sheet_that_says_not_what_it_stands_on_has_no_figures(
    asked: Picture, reads: Reads
) -> None:
    figures = part("handover_figures", asked, reads, sheet="h0")
    assert figures.tables == ()
    assert figures.notices["none"].level == "warn"


def test_nobody_signs_his_own_and_what_waits_too_long_is_red(
    asked: Picture, reads: Reads
) -> None:
    found = rows(part("handovers", asked, reads), "handovers")
    assert [(one["key"], one["state"], one["is_late"]) for one in found] == [
        ("h0", "李四", 0),
        ("h1", texts("zh")("handover.unsigned"), 1),
    ]
    soon = structs.replace(asked, now=DRAWN_AT + timedelta(minutes=29))
    fresh = rows(part("handovers", soon, reads), "handovers")
    assert [one["is_late"] for one in fresh] == [0, 0]
    assert is_same_person("张　三", " 张三")
    assert person_of(" 13812345678 ") == "138****5678"


@pytest.mark.parametrize("sheet", ["", "h1", "h0", "' or 1=1"])
def test_who_reads_no_titles_and_people_outside_read_nothing_written(
    asked: Picture, reads: Reads, sheet: str
) -> None:
    auditor = structs.replace(asked, choices=SEAT | {"role": "auditor"})
    told = [part(one, auditor, reads, sheet=sheet) for one in HANDOVER.parts]
    assert WRITTEN not in str(told)
    assert REMARK not in str(told)
    left = str(
        [outside(part(one, asked, reads, sheet=sheet)) for one in HANDOVER.parts]
    )
    assert not any(one in left for one in (WRITTEN, REMARK, "张三", "李四"))


def test_an_agency_and_another_center_see_none_of_it(
    asked: Picture, reads: Reads
) -> None:
    agency = structs.replace(asked, choices=READER | {"agency": "police"})
    other = structs.replace(asked, choices=READER | {"seat": str(OTHER)})
    for picture in (agency, other):
        told = [part(one, picture, reads, sheet="h1") for one in HANDOVER.parts]
        assert "张三" not in str(told)
        assert "dispute-1" not in str(told)


def test_what_waits_for_the_center_tells_of_a_hand_over(asked: Picture) -> None:
    todo = next(one for one in PAGES if one.name == "todo")
    intake = Intake()

    def told() -> Contents:
        contents: Contents = TODO.parts["reasons"](
            answered(todo, asked, Reads(intake.store))
        )
        return contents

    assert told().notices == {}
    own = {"acting_center": str(COUNTY)}
    intake.take(hand_over("h9", DRAWN_AT, person="赵六", **own))
    assert told().notices["to_take_over"].level == "bad"
    intake.take(take_over("t9", DRAWN_AT, "h9", person="李四", **own))
    assert told().notices == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_pdf_is_a_sheet_to_sign_and_the_same_bytes_twice(
    asked: Picture, reads: Reads, tmp_path: Path, language: str
) -> None:
    wish = Wish(
        page="handover",
        scope=COUNTY,
        language=language,
        address="/handover",
        seat=Seat("duty_officer", COUNTY),
        made_at=NOW,
        reason="交接",
        edition="e",
        row_cap=100,
    )
    known: Snapshot = asked.snapshot
    choices = READER | {"sheet": "h1"}
    made = export(asked_document(wish, PAGE, choices, known=known, reads=reads))
    paths = [tmp_path / name for name in ("one.pdf", "other.pdf")]
    for path in paths:
        FORMATS["pdf"].write(made, path)
    told, words = text_of(paths[0].read_bytes()), texts(language)
    for said in (
        *("张三", REMARK, WRITTEN, "随县综治中心", made.checksum[:16]),
        *(words("handover.sign_here"), words("handover.unsigned")),
        *(words("label.synthetic"), words("handover.sheet")),
        words("steps.handed"),
    ):
        assert bare(said) in told
    assert paths[0].read_bytes() == paths[1].read_bytes()
