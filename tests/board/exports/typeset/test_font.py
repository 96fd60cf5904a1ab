from __future__ import annotations

import pytest

from board.exports.typeset.font import FAMILY, fonts, legible
from board.views.common.contents import Contents
from tests.board.conftest import NOW
from tests.board.exports.typeset.reading import bare, printed, table_of

HOSTILE = (
    "#let x = 1",
    '#eval("1")',
    "*粗* _斜_ $x^2$ @ref <label> `raw`",
    "\\u{41} \\n // 注释 /* 注释 */",
    "<script>alert(1)</script>",
    "= 标题 - 列表 + 项 ~ -- ---",
    "\"引号\" '单' ]]}}))",
    "{name} {pages} {0}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_printed_as_it_stands(text: str) -> None:
    contents = Contents(title=text, note=text, tables=(table_of(text),))
    assert printed(contents, NOW).count(bare(text)) == 3


def test_a_character_that_the_font_lacks_is_marked() -> None:
    assert "求助〔U+1F600〕电话" in printed(
        Contents(tables=(table_of("求助😀电话"),)), NOW
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("王\u202e敏", "王〔U+202E〕敏"),
        ("王\u200b敏", "王〔U+200B〕敏"),
        ("王\x07敏", "王〔U+0007〕敏"),
        ("王\ue000敏", "王〔U+E000〕敏"),
        ("王\ud800敏", "王〔U+D800〕敏"),
        ("一\n二\t三\u2028四", "一 二 三 四"),
        ("葛\U000e0100城", "葛城"),
        ("全\u3000角\xa0空", "全\u3000角\xa0空"),
    ],
)
def test_what_nobody_can_see_is_marked(text: str, seen: str) -> None:
    assert legible(text) == seen


def test_rare_characters_of_names_are_printed() -> None:
    rare = "𠮷䶮㛃𬱖龘"
    assert legible(rare) == rare
    assert rare in printed(Contents(tables=(table_of(rare),)), NOW)


def test_a_long_word_is_broken_and_stays_whole_as_text() -> None:
    word = "0123456789abcdef" * 20
    assert word in printed(Contents(tables=(table_of(word),)), NOW)


def test_only_our_font_is_there() -> None:
    families = fonts().families()
    assert FAMILY in families
    assert all(one.startswith("Noto Sans CJK") for one in families)
