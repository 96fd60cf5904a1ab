"""A page of a picture is the same page when its moments are asked for again."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.differences import differences
from board.exports.export import Export, export
from board.exports.files import FORMATS, read
from board.exports.pages import Wish, choices_in, document, moments_in
from board.pages.list import PAGES
from board.picture.past import picture_of
from board.reads.reads import Reads
from board.viewer.seat import Seat
from streams.events import DESK_TOPIC
from tests.support.consulted import answered, called
from tests.support.doors import Shut, maker_of
from tests.support.handover import hand_over, take_over
from tests.support.intake import START, Intake
from tests.support.logged import line
from tests.support.notified import notice, signed
from tests.support.reported import report, report_answer
from tests.support.warned import answer, letter

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TypeAlias

    from board.look.formats import Scalar
    from board.picture.maker import PictureMaker
    from board.picture.snapshot import Snapshot
    from board.viewer.page import Page
    from streams.entries.entry import DeskEntry

    Facts: TypeAlias = dict[str, Scalar]
CITY = 421300000000
NOW = START + timedelta(hours=9)
WITH_PAST = [one for one in PAGES if one.has_past]


def wish(page: Page) -> Wish:
    return Wish(
        page=page.name,
        scope=CITY,
        language="zh",
        address=f"/{page.address}?scope={CITY}",
        seat=Seat("staff", CITY),
        made_at=NOW,
        reason="晨会通报",
        edition="0123456789abcdef",
        row_cap=10_000,
    )


CHOICES = {
    "area": {"area": "circle:113.30000,31.90000,5000", "days": "year"},
    "campaigns": {"campaign": "telecom_fraud"},
    "brief": {"brief": "week", "on": "2026-11-02"},
    "consultations": {"consultation": "consultation-1"},
    "handover": {"sheet": "shift-1"},
    "indicators": {
        "indicator": "close_rate",
        "period": "days30",
        "against": "421321000000",
        "items": "1",
    },
    "item": {"kind": "dispute", "id": "dispute-1"},
    "items": {"kind": "dispute"},
    "letter": {"kind": "dispute", "id": "dispute-9002"},
    "notices": {"box": "sent", "notice": "notice-1"},
    "reports": {"kind": "dispute", "id": "dispute-9002", "report": "report-1"},
    "responsibilities": {"show": "followed", "period": "days30"},
    "statistics": {"statistic": "overdue_by_town", "against": "before"},
    "targets": {"target": "sign_timely_rate", "period": "days30"},
    "warnings": {"letter": "warning-1"},
}


def shown(page: Page, maker: PictureMaker, reads: Reads, now: datetime) -> Export:
    """The page as it is now."""
    wanted = structs.replace(wish(page), made_at=now)
    if page.working is None:
        return export(document(wanted, page, maker.snapshot))
    known = maker.snapshot
    choices = CHOICES.get(page.name, {})
    return export(asked_document(wanted, page, choices, known=known, reads=reads))


def shown_then(page: Page, facts: Facts, known: Snapshot, reads: Reads) -> Export:
    """The page once more for what a file stood on."""
    stood_on = moments_in(facts)
    if page.working is None:
        return export(document(wish(page), page, picture_of(stood_on, known, reads)))
    return export(
        asked_document(
            wish(page),
            page,
            choices_in(facts),
            known=known,
            reads=reads,
            past=stood_on.pulse,
        )
    )


def hand_jointly(intake: Intake, number: int) -> None:
    """A dispute with a joint task under way."""
    intake.event("dispute", number)
    for name in ("accept", "handle", "join"):
        intake.move("dispute", name, number)


def supervise(intake: Intake, level: str) -> None:
    """A dispute under supervision at a level, which may be another one later."""
    move = {"move_id": f"supervise-{level}", "grade": level, "role": "leader"}
    intake.move("dispute", "supervise", 9_002, **move)


def settle(intake: Intake, number: int) -> None:
    """A dispute that a village settled."""
    intake.event("dispute", number)
    for name in ("accept", "handle", "feedback", "close"):
        intake.move("dispute", name, number)


def sign_on(intake: Intake, person: str) -> None:
    """Somebody comes on duty in the last hour."""
    at = NOW - timedelta(hours=1)
    entry = {
        "entry_id": f"on-{person}",
        "entry": "sign_on",
        "actor": "demo",
        "acting_center": "421300000000",
        "entered_at": at.isoformat(),
        "person": person,
        "function": "officer",
        "until": (NOW + timedelta(hours=8)).isoformat(),
    }
    intake.take((DESK_TOPIC, entry, at))


def draw_up(intake: Intake) -> None:
    """A hand-over of a supervised dispute, on what had come till then."""
    vector = intake.store.query("offsets_now").column(0)[0].as_py()
    given = {
        "from_at": START,
        "as_of": NOW - timedelta(hours=1),
        "vector": json.loads(vector),
        "items": [{"kind": "dispute", "item_id": "dispute-9002"}],
    }
    at = NOW - timedelta(hours=1)
    intake.take(hand_over("shift-1", at, person="张三", **given))


def enter(intake: Intake, entry: DeskEntry) -> None:
    intake.take((DESK_TOPIC, msgspec.to_builtins(entry), entry.entered_at))


class Written(NamedTuple):
    """Each page with a past as a file, and the city after more has come."""

    maker: PictureMaker
    reads: Reads
    then: dict[str, Export]
    folder: Path

    def file_of(self, page: Page) -> Path:
        return self.folder / f"{page.name}.xlsx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    intake = Intake()
    traffic = intake.traffic(seed=5, size=600)
    intake.take(*islice(traffic, 300))
    intake.event("dispute", 9_002)
    intake.event("incident", 9_005, longitude=113.3, latitude=31.9)
    intake.move("dispute", "accept", 9_002)
    supervise(intake, "yellow_card")
    settle(intake, 9_004)
    sign_on(intake, "演示甲")
    about = {"kind": "dispute", "item_id": "dispute-1", "person": "张三"}
    enter(intake, line("line-1", NOW - timedelta(hours=2), **about))
    told = {"kind": "dispute", "item_id": "dispute-9002"}
    enter(intake, report("report-1", NOW - timedelta(hours=1), **told))
    draw_up(intake)
    enter(intake, letter("warning-1", NOW - timedelta(hours=1)))
    enter(intake, notice("notice-1", NOW - timedelta(hours=1)))
    enter(intake, called("consultation-1", NOW - timedelta(hours=1)))
    maker, reads = maker_of(Shut(intake.store)), Reads(intake.store)
    for _ in range(3):
        maker.tick(NOW)
    then = {page.name: shown(page, maker, reads, NOW) for page in WITH_PAST}
    written = Written(maker, reads, then, tmp_path_factory.mktemp("pages"))
    for page in WITH_PAST:
        FORMATS["xlsx"].write(then[page.name], written.file_of(page))
    intake.take(*traffic)
    intake.event("incident", 9_006, longitude=113.31, latitude=31.9)
    hand_jointly(intake, 9_001)
    supervise(intake, "red_card")
    settle(intake, 9_003)
    sign_on(intake, "演示乙")
    intake.take(take_over("taken-1", NOW, "shift-1", person="李四"))
    enter(intake, answer("answer-1", NOW, "warning-1"))
    enter(intake, signed("notice-sign-1", NOW, "notice-1"))
    enter(intake, answered("consultation-answer-1", NOW, "consultation-1"))
    enter(intake, report_answer("report-answer-1", NOW, "report-1"))
    enter(intake, line("line-2", NOW, corrects="line-1", **about))
    return written


@pytest.mark.parametrize("page", WITH_PAST, ids=lambda page: page.name)
def test_a_file_is_what_the_board_shows_for_its_vector_whatever_came_since(
    page: Page, written: Written
) -> None:
    maker, reads, then, _ = written
    found = read(written.file_of(page))
    anew = shown_then(page, found.manifest.facts, maker.snapshot, reads)
    assert list(differences(found, anew)) == []
    assert anew.checksum == then[page.name].checksum
    maker.tick(NOW + timedelta(minutes=1))
    later = shown(page, maker, reads, NOW + timedelta(minutes=1))
    assert later.checksum != then[page.name].checksum
