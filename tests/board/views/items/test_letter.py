"""督办函: told from the item and the move that supervises it, for who may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

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
from tests.board.views.items.shown import CITY, HOUR, NOW, STAFF, WRITTEN, Shown, moved
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from pathlib import Path

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

NUMBER, WHY = "随综督〔2026〕7号", "多次催办#未办结*"
PAGE = next(one for one in PAGES if one.name == LETTER)
DUE = START + 96 * HOUR
CHOICES = {"kind": "dispute", "id": "dispute-1"}


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A dispute that is supervised twice, the second time with a number and a reason;
    and one that is not.
    """
    found = Intake()
    found.event("dispute", title=WRITTEN)
    found.event("dispute", 2)
    moved(found, "accept", 1)
    above = {"acting_center": str(CITY), "role": "leader"}
    moved(found, "supervise", 20, **above, note="催一次")
    moved(
        found,
        "supervise",
        24,
        **above,
        grade="red_card",
        outcome="not_handled",
        number=NUMBER,
        note=WHY,
        due_at=DUE.isoformat(),
    )
    return found


@pytest.fixture(scope="module")
def of_the_case(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


@pytest.fixture(scope="module")
def shown(intake: Intake, of_the_case: Snapshot) -> Shown:
    return Shown(intake, of_the_case)


def said(contents: Contents) -> dict[str, object]:
    return {one.key: one.value for one in contents.figures}


def test_it_says_who_asks_whom_for_what_until_when(shown: Shown) -> None:
    contents = letter(shown.picture())
    told = said(contents)
    assert told["issuer"] == "随州市综治中心"
    assert (told["number"], told["level"]) == (NUMBER, "红牌督办")
    assert (told["reason"], told["note"]) == ("应办理未办理", WHY)
    assert told["item_title"] == WRITTEN
    assert told["reply_by"] == round(DUE.timestamp() * 1000)
    assert told["issued_at"] == round((START + 24 * HOUR).timestamp() * 1000)
    assert contents.notices.keys() == set(PARAGRAPHS)


def test_each_supervision_has_its_letter(shown: Shown) -> None:
    every = list(letters(shown.picture()).table("letters").records())
    assert [row["number"] for row in every] == [NUMBER, ""]
    assert [row["state"] for row in every] == ["督办中", "已改为另一督办"]
    first = dict(parse_qsl(str(every[1]["to_issued_at"])))
    told = said(letter(shown.picture(choices=first)))
    assert (told["number"], told["level"], told["note"]) == ("", "督办", "催一次")
    assert told["reply_by"] is None
    unknown = shown.picture(choices=CHOICES | {"move": "' or 1=1"})
    assert said(letter(unknown))["number"] == NUMBER


def test_what_was_missed_is_told_with_by_how_much(shown: Shown) -> None:
    rows = list(letter(shown.picture()).table("deadlines").records())
    assert rows
    for row in rows:
        assert row["is_late"] == int(row["late_by"] is not None)
        assert row["is_late"] or row["ended_at"] is None
    late = next(row for row in rows if row["is_late"])
    ended_at = late["ended_at"] or round(NOW.timestamp() * 1000)
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
        *(NUMBER, WHY, WRITTEN, "随州市综治中心", made.checksum[:16]),
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
