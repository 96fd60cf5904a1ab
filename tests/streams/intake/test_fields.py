"""Which field holds what is read off its type, so a new stream needs no line for it."""

from typing import Annotated

import pytest
from msgspec import Meta
from msgspec.structs import replace

from streams.entries.duty import Handed, HandedOver
from streams.entries.listed import ENTRIES
from streams.entries.looking import Exported
from streams.events import Code, Event, Identifier, Move, Reference, Text, Title
from streams.intake.fields import fields_of
from streams.intake.rejects import Refused
from streams.privacy.masking import clean_codes
from tests.support.messages import AT, VILLAGE
from tests.support.reference import stamp

PHONE, MASKED = "13812345678", "138****5678"


class Invented(Event, frozen=True, kw_only=True):
    """A fifth stream that nobody has heard of."""

    place: Code
    remark: Text | None = None
    headline: Title
    words: Annotated[tuple[Code, ...], Meta(max_length=4)] = ()
    number: Reference = ""
    other_id: Identifier | None = None
    count: Annotated[int, Meta(ge=0)] = 0


def invented(**fields: object) -> Invented:
    common = {
        "id": "i1",
        "version": 1,
        "division_code": VILLAGE,
        "occurred_at": stamp(AT),
        "reported_at": stamp(AT),
        "category": "01",
        "title": "演示数据",
        "source": "grid",
        "source_ref": "R1",
        "place": "桥头",
        "headline": "演示数据",
    }
    return Invented(**{**common, **fields})


def test_fields_of_a_new_struct_are_masked_by_their_types() -> None:
    sent = invented(
        place=PHONE,
        remark=f"a\n{PHONE}",
        headline=f"a\n{PHONE}",
        words=(PHONE, "b"),
        number=f"R-{PHONE}",
    )
    masked = fields_of(Invented).masked(sent)
    assert masked.place == MASKED
    assert masked.remark == f"a\n{MASKED}"
    assert masked.headline == f"a\ufffd{MASKED}"
    assert masked.words == (MASKED, "b")
    assert masked.number == f"R-{MASKED}"


def test_what_needs_no_masking_comes_back_as_it_is() -> None:
    sent = invented(remark="第一行\n第二行", words=("a",))
    assert fields_of(Invented).masked(sent) is sent


def test_an_identifier_that_is_a_phone_is_refused_by_its_path() -> None:
    with pytest.raises(Refused) as caught:
        fields_of(Invented).masked(invented(other_id=PHONE))
    assert caught.value.reason == "identity_field"
    assert "`$.other_id`" in caught.value.detail
    assert PHONE not in caught.value.detail


def test_every_struct_of_handling_and_desk_has_its_centers_padded() -> None:
    assert fields_of(Move).divisions == ("division_code", "acting_center", "to_center")
    for entry in ENTRIES:
        assert fields_of(entry).divisions[0] == "acting_center"
    assert fields_of(Exported).divisions == ("acting_center", "division_code")


def test_no_hash_is_masked_whatever_digits_it_has() -> None:
    for entry in ENTRIES:
        fields = fields_of(entry)
        free = {*fields.codes, *fields.lines, *fields.texts, *fields.references}
        assert not {"edition", "checksum"} & free


def test_clean_codes_are_remembered_within_bounds_and_dirty_ones_never() -> None:
    clean = clean_codes(most=2)
    for number in range(10):
        assert clean.holds([f"code-{number}", None])
    assert not clean.holds(["code-1", PHONE])
    assert not clean.holds([PHONE])


def test_what_stands_inside_a_list_is_masked_as_well() -> None:
    fields = fields_of(HandedOver)
    handed = Handed(kind="dispute", item_id="d1", note=PHONE)
    said = HandedOver(
        entry_id="h1",
        actor="seat",
        acting_center=VILLAGE,
        entered_at=stamp(AT),
        person="张三",
        from_at=stamp(AT),
        as_of=stamp(AT),
        vector=(),
        items=(handed, replace(handed, note=None)),
    )
    masked = fields.masked(said)
    assert [one.note for one in masked.items] == [MASKED, None]
    known = replace(said, items=(replace(handed, item_id=PHONE),))
    with pytest.raises(Refused):
        fields.masked(known)
