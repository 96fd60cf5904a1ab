"""No identity comes in, and what free text says of people is masked."""

import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.privacy.masking import (
    mask_line,
    mask_reference,
    mask_text,
    mask_tree,
)

ID_NUMBER = "421303198501011234"
MASKED = {
    "身份证421303198501011234。": "身份证4213**********1234。",
    "421303 19850101 123x": "4213**********123x",
    "４２１３０３１９８５０１０１１２３４": "4213**********1234",
    "旧证421303850101123": "旧证4213*******1123",
    "电话13812345678": "电话138****5678",
    "+86 138-1234-5678": "138****5678",
    "8613812345678": "138****5678",
    "１３８１２３４５６７８": "138****5678",
    "138 1234 5678": "138****5678",
    "1 3 8 1 2 3 4 5 6 7 8": "138****5678",
    "138\u200b1234\u200b5678": "138****5678",
    "138\x001234\u202e5678": "138****5678",
    "0722-1234567": "0722-*******",
    "（0722）3221234": "（0722）*******",
    "010-12345678": "010-*******",
    "座机：3221234": "座机：*******",
    "卡号4111111111111111": "卡号4111********1111",
    "6222021234567890123": "6222***********0123",
    "6222 0212 3456 7890 123": "6222***********0123",
    "622202 1234567890123": "6222***********0123",
    "1381234567813912345678": "1381**************5678",
    "鄂S12345": "鄂S*****",
    "鄂S·1234学": "鄂S*****",
    "鄂SD12345": "鄂S*****",
    "鄂S12345D": "鄂S*****",
    "鄂A1234警": "鄂A*****",
    "鄂s1234挂": "鄂s*****",
    "粤Z1234港": "粤Z*****",
    "粤Z1234澳": "粤Z*****",
    "鄂Ｓ１２３４５": "鄂S*****",
    "WJ鄂12345": "WJ鄂*****",
    "姓名：王小明": "姓名：王**",
    "姓名: John Smith": "姓名: J**",
    "联系人=买买提·艾山": "联系人=买**",
    "当事人：王𬱖，家住东关": "当事人：王**，家住东关",
    "联系人：𠮷田": "联系人：𠮷**",
    "联系人𠮷田来电": "联系人𠮷**来电",
    "𠮷田反映邻居占道": "𠮷**反映邻居占道",
    "报警人：王明𬱖，已到场": "报警人：王**，已到场",
    "报警人：王﨑，已到场": "报警人：王**，已到场",
    "报警人：刘\ue863，已到场": "报警人：刘**，已到场",
    "报警人：〇三，已到场": "报警人：〇**，已到场",
    "报警人：王⿰女燕，已到场": "报警人：王**，已到场",
    "报警人：张〓，已到场": "报警人：张**，已到场",
    "报警人：陈\u2f4c，已到场": "报警人：陈**，已到场",
    "王𬱖，女，住何店镇": "王**，女，住何店镇",
    "报警人：买买提•吐尔逊，已到场": "报警人：买**，已到场",
    "报警人：买买提‧吐尔逊，已到场": "报警人：买**，已到场",
    "报警人：买买提・吐尔逊，已到场": "报警人：买**，已到场",
    "报警人：买买提.吐尔逊，已到场": "报警人：买**，已到场",
    "报警人：阿不都 · 热合曼 · 买买提，已到场": "报警人：阿**，已到场",
    "报警人买买提·吐尔逊称被打": "报警人买**称被打",
    "买买提·吐尔逊（身份证421303198501011234）": "买**（身份证4213**********1234）",
    "买买提·吐尔逊反映邻居占道": "买**反映邻居占道",
    "报警人：王小明，男，35岁": "报警人：王**，男，35岁",
    "报警人王小明称被打": "报警人王**称被打",
    "当事人王明与李强打架": "当事人王**与李**架",
    "当事人：王小明、李四、赵六，双方和解": "当事人：王**、李**、赵**，双方和解",
    "村民欧阳小明反映": "村民欧**反映",
    "王小明（身份证421303198501011234）": "王**（身份证4213**********1234）",
    "王小明，女，住何店镇": "王**，女，住何店镇",
    "请联系王小明13812345678": "请联系王**138****5678",
    "张小明先生来电": "张**先生来电",
    "王小明反映邻居占道": "王**反映邻居占道",
    "张伟报警称被打": "张**报警称被打",
    "王小明与李四因宅基地发生纠纷": "王**与李**因宅基地发生纠纷",
    "张三、李四土地纠纷": "张**、李**土地纠纷",
    "王明诉李强": "王**诉李**",
    "酒后，赵六殴打他人": "酒后，赵**殴打他人",
    '{"name": "Wang Xiaoming"}': '{"name": "W**"}',
}
KEPT = (
    "421303001001",
    "42130300001320000001",
    "区划421303001001 123456",
    "2023-04-06 2023-04-07",
    "2023-04-06T10:00:00+08:00",
    "113.3774123456789",
    "20230406123456",
    "1680739200000",
    "云server",
    "鄂S316省道",
    "当事人陈述",
    "万达广场·东关店门口",
    "一、二○二六年〇三月",
    "□是 □否",
    "当事人：双方均为村民",
    "民警马上到达",
    "司机高度紧张",
    "报警人称其被打",
    "群众方便出行",
    "居民水管破裂",
    "司机与车主发生争执",
    "商户与顾客因退货发生纠纷",
    "何店与万和边界纠纷",
    "高城镇与洪山镇因水渠",
    "苗木、花卉种植",
    "车辆驾驶不当",
    "严重受伤",
    "316国道马坪段两车追尾，一人受伤",
    "第一行\n\t第二行",
)
PIECES = st.sampled_from(
    [
        *MASKED,
        *KEPT,
        "姓名：",
        "，男，",
        "王**",
        "****",
        "与",
        "、",
        " ",
        "-",
        "鄂S",
        "1",
        "x",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=6).map("".join),
    st.text(alphabet="0123456789 -+xX*王小明李鄂SWJ姓名：、（，男身份证电话人\ufffd\n"),
)


@pytest.mark.parametrize("text", MASKED)
def test_what_leads_to_a_person_is_masked(text: str) -> None:
    assert mask_text(text) == MASKED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_leads_to_no_one_stays(text: str) -> None:
    assert mask_text(text) == text


@given(TEXTS)
def test_masking_twice_changes_nothing(text: str) -> None:
    for mask in (mask_text, mask_line, mask_reference):
        assert mask(mask(text)) == mask(text)


@given(
    st.text(alphabet="街摊位争执，。、 "),
    st.sampled_from([ID_NUMBER, "13812345678", "6222021234567890123"]),
    st.text(alphabet="街摊位争执，。、 "),
)
def test_a_number_is_masked_wherever_it_stands(
    before: str, number: str, after: str
) -> None:
    masked = mask_text(before + number + after)
    assert number not in masked
    assert masked.startswith(before)
    assert masked.endswith(after)


@given(st.text())
def test_no_control_or_hidden_character_is_left(text: str) -> None:
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", mask_text(text)
    )
    assert not re.search(r"[\n\t]", mask_line(text))


def test_control_characters_become_visible() -> None:
    assert mask_line("a\x00b\u202ec\nd\te") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert mask_text("a\r\nb\tc\rd") == "a\nb\tc\ufffdd"


def test_a_tree_is_masked_in_keys_values_and_numbers() -> None:
    tree = {
        "姓名": "王小明",
        "contact": ["李四", {"tel": 3221234}],
        "电话13812345678": True,
        "call": 13812345678,
        "amount": 13812345678.0,
        "huge": 10**30,
        "code": 421303001001,
        "when": 1680739200000,
        "ratio": 0.5,
        "none": None,
        "deep": [[{"text": "报警人：王小明"}]],
    }
    assert mask_tree(tree) == {
        "姓名": "王**",
        "contact": ["李**", {"tel": "*******"}],
        "电话138****5678": True,
        "call": "138****5678",
        "amount": "138****5678",
        "huge": "1000***********************0000",
        "code": 421303001001,
        "when": 1680739200000,
        "ratio": 0.5,
        "none": None,
        "deep": [[{"text": "报警人：王**"}]],
    }


def test_a_number_of_a_source_system_leads_back_unless_it_is_a_persons() -> None:
    valid, sequence = "11010519491231002X", "421303202304060011"
    assert mask_reference(f"XF-{valid}") == "XF-1101**********002X"
    assert mask_reference(sequence) == sequence
    assert mask_reference("12345-13812345678") == "12345-138****5678"
    assert mask_reference("WG138123456789") == "WG138123456789"
    assert mask_reference("（2026）鄂诉前调7号") == "（2026）鄂诉前调7号"
    assert mask_reference("A\x001") == "A\ufffd1"


def test_clean_text_costs_next_to_nothing() -> None:
    title = "东关街菜市场门口两名摊贩因摊位争执引发冲突"
    clean = min(timeit.repeat(lambda: mask_line(title), number=2_000, repeat=5))
    yardstick = min(
        timeit.repeat(lambda: re.search(r"\d{7}", title), number=2_000, repeat=5)
    )
    assert clean < 6 * yardstick
