"""What is kept of a message that is not UTF-8 is masked, or nothing is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.intake.rejects import masked_payload

WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
SAID = '{"t":"13800001234 421303199003071231 鄂S12345 报警人：王小明"}'
SHOWN = '{"t":"138****1234 4213**********1231 鄂S***** 报警人：王**"}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *WIDE])
def test_with_and_without_a_mark_it_is_read_and_masked(encoding: str) -> None:
    assert masked_payload(SAID.encode(encoding)) == SHOWN


@pytest.mark.parametrize("encoding", WIDE)
def test_one_that_is_cut_within_a_character_is_read_up_to_there(encoding: str) -> None:
    assert masked_payload(SAID.encode(encoding)[:-1]) == SHOWN[:-1]


def test_what_an_older_system_sends_is_read_and_its_long_numbers_are_stars() -> None:
    assert masked_payload("鄂S12345 报警".encode("gb18030")) == "鄂S***** 报警"
    assert masked_payload("东关街报警13800001234".encode("gbk")) == (
        "东关街报警***********"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", *WIDE, "gb18030"])
def test_a_field_of_identity_empties_it_in_any_encoding(encoding: str) -> None:
    named = '{"t":"东关街门口", "sfzh":"421303199003071231"}'
    assert masked_payload(named.encode(encoding)) == ""
    assert masked_payload(named.removesuffix("}").encode(encoding)) == ""


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "euc_kr"])
def test_of_what_cannot_be_told_nothing_is_kept(encoding: str) -> None:
    assert masked_payload("東京S12345 電話".encode(encoding, "ignore")) == ""
    assert masked_payload(b"\x1f\x8b\x08\x00" + b"\xd7\x0013800001234\xff") == ""


def test_a_broken_character_does_not_hide_a_text_of_many() -> None:
    value = "报警人：王小明在东关街".encode() + b"\xff" + "鄂S12345".encode()
    assert masked_payload(value) == "报警人：王**在东关街\ufffd鄂S*****"


def test_zeros_between_digits_hide_no_number() -> None:
    spread = "\0".join("13800001234")
    assert masked_payload(f"电话 {spread} 东关街菜市场门口两名摊贩".encode()) == (
        "电话 138****1234 东关街菜市场门口两名摊贩"
    )


@given(
    st.text(alphabet="街摊位争执，。、 abc{}\"'"),
    st.text(alphabet="街摊位争执，。、 abc{}\"'"),
    st.sampled_from(["utf-8", *WIDE, "gb18030", "big5"]),
    st.integers(0, 3),
)
def test_no_phone_is_left_in_any_encoding(
    before: str, after: str, encoding: str, cut: int
) -> None:
    value = f"{before}13800001234{after}".encode(encoding, "ignore")
    payload = masked_payload(value[: len(value) - cut] if after else value)
    assert "13800001234" not in "".join(filter(str.isdecimal, payload))


def test_behind_a_mark_of_utf_8_rare_characters_are_read() -> None:
    assert masked_payload("\ufeff🔥🔥龘".encode()) == "🔥🔥龘"
