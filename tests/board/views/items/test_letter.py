"""督办函: told from the item and the move that supervises it, for who may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.export import export
from board.exports.files import FORMATS, PRINTERS
from board.exports.pages import Wish
from board.look.texts import texts
from board.pages.list import PAGES
from board.viewer.seat import Seat
from board.views.items.letter import LETTER, PARAGRAPHS, issued_of, letter
from board.views.items.supervisions import letters
from tests.board.exports.typeset.reading import bare, text_of
from tests.board.views.items.shown import (
    CITY,
    HOUR,
    NOW,
    STAFF,
    TOWN,
    WRITTEN,
    Shown,
    moved,
)
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

NUMBER, WHY = "随综督〔2026〕7号", "多次催办#未办结*"
RENAMED = f"{WRITTEN}升级"
PAGE = next(one for one in PAGES if one.name == LETTER)
FIRST, SECOND = START + 20 * HOUR, START + 200 * HOUR
DUE = START + 296 * HOUR
CHOICES = {"kind": "dispute", "id": "dispute-1"}


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A dispute that is supervised twice, the second time with a number and a reason,
    by another name and with another owner than before and after; and one that is not.
    """
    found = Intake()
    found.event("dispute", title=WRITTEN)
    found.event("dispute", 2)
    moved(found, "accept", 1)
    above = {"acting_center": str(CITY), "role": "leader"}
    moved(found, "supervise", 20, **above, note="催一次")
    moved(found, "escalate", 21, to_center=TOWN)
    moved(found, "sign", 100, acting_center=TOWN)
    found.event("dispute", version=2, title=RENAMED, at=START + 101 * HOUR)
    moved(
        found,
        "supervise",
        200,
        **above,
        grade="red_card",
        outcome="not_handled",
        number=NUMBER,
        note=WHY,
        due_at=DUE.isoformat(),
    )
    moved(found, "handle", 210, acting_center=TOWN)
    moved(found, "escalate", 211, acting_center=TOWN, to_center="421321000000")
    moved(found, "sign", 212, acting_center="421321000000")
    found.event("dispute", version=3, title="又改", at=START + 213 * HOUR)
    return found


@pytest.fixture(scope="module")
def of_the_case(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


@pytest.fixture(scope="module")
def shown(intake: Intake, of_the_case: Snapshot) -> Shown:
    return letters_of(intake, of_the_case)


def letters_of(intake: Intake, snapshot: Snapshot) -> Shown:
    shown = Shown(intake, snapshot)
    shown.asked = structs.replace(shown.asked, page=LETTER)
    return shown


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def said(contents: Contents) -> dict[str, object]:
    return {one.key: one.value for one in contents.figures}


def test_it_says_who_asks_whom_for_what_until_when(shown: Shown) -> None:
    contents = letter(shown.picture())
    told = said(contents)
    assert told["issuer"] == "随州市综治中心"
    assert (told["number"], told["level"]) == (NUMBER, "红牌督办")
    assert (told["reason"], told["note"]) == ("应办理未办理", WHY)
    assert told["item_title"] == RENAMED
    assert told["reply_by"] == ms(DUE)
    assert told["issued_at"] == ms(SECOND)
    assert contents.notices.keys() == set(PARAGRAPHS)


def test_each_supervision_has_its_letter(shown: Shown) -> None:
    every = list(letters(shown.picture()).table("letters").records())
    assert [row["number"] for row in every] == [NUMBER, ""]
    assert [row["state"] for row in every] == ["督办中", "已改为另一督办"]
    first = dict(parse_qsl(str(every[1]["to_issued_at"])))
    told = said(letter(shown.picture(choices=first)))
    assert (told["number"], told["level"], told["note"]) == ("", "督办", "催一次")
    assert told["reply_by"] is None
    for unknown in ("' or 1=1", "随" * 200):
        picture = shown.picture(choices=CHOICES | {"move": unknown})
        assert said(letter(picture))["number"] == NUMBER


def test_a_letter_says_what_was_true_when_its_supervision_began(shown: Shown) -> None:
    """Whatever was moved, named and reached since then, also as of a later moment."""
    first = CHOICES | {"move": "supervise-20"}
    for at in (None, START + 150 * HOUR, FIRST + HOUR / 2):
        early = letter(shown.picture(choices=first, at=at))
        told = said(early)
        assert (told["item_title"], told["status"]) == (WRITTEN, "已受理")
        assert told["to"] == "厉山镇王家岗村综治中心"
        rows = list(early.table("deadlines").records())
        assert {row["stage"] for row in rows} == {"交办", "办结"}
        assert {(row["is_late"], row["ended_at"]) for row in rows} == {(0, None)}
    later = said(letter(shown.picture()))
    assert (later["item_title"], later["status"]) == (RENAMED, "已签收")
    assert later["to"] == "厉山镇综治中心"


def test_what_came_after_the_letter_is_left_out_with_words_for_it(
    of_the_case: Snapshot,
) -> None:
    """Moves may come before their item."""
    found = Intake()
    moved(found, "accept", 1)
    moved(found, "supervise", 20, acting_center=str(CITY), role="leader", note=WHY)
    found.event("dispute", title=WRITTEN, at=START + 30 * HOUR)
    contents = letter(letters_of(found, of_the_case).picture())
    assert WRITTEN not in str(contents)
    template = contents.notices["opening"].text
    assert template == texts("zh").template("letter.opening_unknown")
    assert contents.table("deadlines").rows == ()


def test_what_was_missed_is_told_with_by_how_much(shown: Shown) -> None:
    rows = list(letter(shown.picture()).table("deadlines").records())
    assert rows
    for row in rows:
        assert row["is_late"] == int(row["late_by"] is not None)
        assert row["is_late"] or row["ended_at"] is None
    late = next(row for row in rows if row["is_late"])
    ended_at = late["ended_at"] or ms(SECOND)
    assert late["late_by"] == pytest.approx((ended_at - late["due_at"]) / 1000)


@pytest.mark.parametrize(
    "seat",
    [Seat("auditor", CITY), Seat("leader", 421303000000), Seat()],
    ids=["no titles", "a sibling", "nobody"],
)
def test_who_may_not_read_the_item_gets_no_letter(shown: Shown, seat: Seat) -> None:
    contents = letter(shown.picture(seat=seat))
    assert contents.figures == ()
    assert WRITTEN not in str(contents)


def test_what_is_not_supervised_has_no_letter(shown: Shown) -> None:
    plain = shown.picture(choices={"kind": "dispute", "id": "dispute-2"})
    assert issued_of(plain) is None
    assert letter(plain).figures == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_pdf_is_a_letter_and_the_same_bytes_twice(
    shown: Shown, of_the_case: Snapshot, tmp_path: Path, language: str
) -> None:
    wish = Wish(
        page=LETTER,
        scope=CITY,
        language=language,
        address="/letter",
        seat=STAFF,
        made_at=NOW + timedelta(minutes=1),
        reason=NUMBER,
        edition="e",
        row_cap=100,
    )
    made = export(
        asked_document(wish, PAGE, CHOICES, known=of_the_case, reads=shown.reads)
    )
    paths = [tmp_path / name for name in ("one.pdf", "other.pdf")]
    for path in paths:
        FORMATS["pdf"].write(made, path)
    told, words = text_of(paths[0].read_bytes()), texts(language)
    for part in (
        *(NUMBER, WHY, RENAMED, "随州市综治中心", made.checksum[:16]),
        *(words("letter.seal"), words("label.synthetic"), words("page.letter")),
    ):
        assert bare(part) in told
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_without_a_letter_the_page_is_printed_as_it_stands(
    shown: Shown, of_the_case: Snapshot, tmp_path: Path
) -> None:
    wish = Wish(
        page=LETTER,
        scope=CITY,
        language="zh",
        address="/letter",
        seat=Seat("auditor", CITY),
        made_at=NOW,
        reason="r",
        edition="e",
        row_cap=100,
    )
    assert LETTER in PRINTERS
    made = export(
        asked_document(wish, PAGE, CHOICES, known=of_the_case, reads=shown.reads)
    )
    FORMATS["pdf"].write(made, tmp_path / "none.pdf")
    told = text_of((tmp_path / "none.pdf").read_bytes())
    assert bare(texts("zh")("letter.none")) in told
    assert WRITTEN not in told
