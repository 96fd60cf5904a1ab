"""What a sender asked for, and what came of it, as rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from board.look.texts import texts
from board.reads.rows import DeskSent
from board.views.common.contents import written_rows
from board.views.operations.requests import requests, result_text
from streams.hub.desk import RESULTS

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
WORDS = texts("zh")
DETAILS = '{"offset":7,"partition":1,"topic":"cgc.incidents"}'


def sent(result: str | None, detail: str | None = None) -> DeskSent:
    return DeskSent("E1", "resend", DETAILS, NOW, result, detail)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_result_has_words(language: str) -> None:
    words = texts(language)
    told = {result_text(result, words) for result in (*RESULTS, None)}
    assert len(told) == len(RESULTS) + 1
    assert not told & set(RESULTS)


def test_a_request_says_when_which_and_what_came_of_it() -> None:
    listed = requests(
        [sent(None), sent("gone"), sent("failed", "<b>no broker</b>")], WORDS
    )
    place = "重发 cgc.incidents[1]@7"
    assert list(written_rows(listed, WORDS, NOW)) == [
        ("03-18 15:30:00", place, "已发送，待处理", ""),
        ("03-18 15:30:00", place, "不可重放（Kafka 已丢弃）", ""),
        ("03-18 15:30:00", place, "重发失败", "<b>no broker</b>"),
    ]


def test_an_entry_of_another_kind_is_no_request() -> None:
    other = DeskSent("E2", "sign_on", "{}", NOW, None, None)
    assert requests([other], WORDS).rows == ()
