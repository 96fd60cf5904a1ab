"""Hostile messages: each is shown as plain text or refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import BrowserContext

from sql.flight import FlightStore
from streams.clock import now
from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.messages import VILLAGE, encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

MARKUP = {
    "html": "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>",
    "markdown": "# [x](javascript:window.hacked=1) ![y](http://203.0.113.9/p.png) $x$",
    "formula": '=HYPERLINK("http://203.0.113.9","x")+cmd|\' /C calc\'!A0',
    "control": "a\u0000b\u0007c\u202etxt\u2066d\ue000\u200b",
    "template": "{{7*7}} ${7*7} %(x)s {0} :material/bolt: :red[x]",
    "sql": "'; drop table event_log; --",
}
REFUSED: dict[str, tuple[str, Any]] = {
    "long": ("invalid_field", {"title": "长" * 333_000}),
    "type": ("invalid_field", {"version": "one"}),
    "missing": ("invalid_field", {"title": None}),
    "place": ("unknown_division", {"division_code": "990000000000"}),
    "1970": ("time_out_of_range", {"occurred_at": "1970-01-01T00:00:00Z"}),
    "2099": ("time_out_of_range", {"reported_at": "2099-01-01T00:00:00Z"}),
    "face": ("identity_field", {"note": {"faceId": "x"}}),
}
RAW = {
    "not json": ("not_json", b"<xml/>"),
    "not utf-8": ("not_utf8", b'{"id": "\xff\xfe"}'),
    "nothing": ("empty", b""),
    "deep": ("too_deep", b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}"),
    "list": ("not_an_object", b"[1,2,3]"),
}
SHOWN: dict[str, dict[str, Any]] = {
    "nowhere": {"longitude": 0, "latitude": 0},
    "outside": {"longitude": -74.0, "latitude": 40.7},
}


def hostile() -> Iterator[tuple[str, str, str, bytes]]:
    """Give kind, topic, expected reason ('' when accepted) and the message."""
    at = now().isoformat()
    for stream in STREAMS:
        number = 0
        times = {"occurred_at": at, "reported_at": at}
        for text in MARKUP.values():
            number += 1
            message = event(
                stream.kind,
                number,
                **times,
                title=text,
                description=text,
                tags=[text[:60]],
                more={"text": text},
            )
            yield stream.kind, stream.topic, "", encoded(message)
        for fields in SHOWN.values():
            number += 1
            message = event(stream.kind, number, **times, **fields)
            yield stream.kind, stream.topic, "", encoded(message)
        twice = json.dumps(event(stream.kind, number, **times))[:-1] + ', "version": 2}'
        yield stream.kind, stream.topic, "", twice.encode()
        for reason, fields in REFUSED.values():
            message = event(stream.kind, 99, **{**times, **fields})
            yield stream.kind, stream.topic, reason, encoded(message)
        for reason, value in RAW.values():
            yield stream.kind, stream.topic, reason, value


def test_hostile_messages_break_nothing_and_are_all_accounted_for(
    stack: Stack, map_context: BrowserContext
) -> None:
    sent = list(hostile())
    refused = sorted(reason for _, _, reason, _ in sent if reason)
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        pages = [
            Screen(map_context.new_page(), stack.address(path))
            for path in ("/", f"/district?scope={VILLAGE}", "/pipeline")
        ]
        for _, topic, _, value in sent:
            outbox.queue(topic, b"k", value)
        outbox.flush()
        wait_for(
            lambda: (
                store.query("rejects_recent", row_limit=500).num_rows == len(refused)
            ),
            f"{len(refused)} rejects",
        )
        rejects = store.query("rejects_recent", row_limit=500).to_pylist()
        assert sorted(row["reason"] for row in rejects) == refused
        assert all(row["detail"] for row in rejects)
        _look(pages, [kind for kind, _, reason, _ in sent if not reason])
    store.close()


def _look(pages: list[Screen], accepted: list[str]) -> None:
    wall, district, pipeline = pages
    for kind in dict.fromkeys(accepted):
        distinct = accepted.count(kind) - 1
        wall.wait_received(kind, distinct, timeout_s=60)
        district.seen(kind, f"{kind}-1", timeout_s=60)
    pipeline.page.wait_for_selector("text=不可重放", timeout=60_000)
    for screen in pages:
        assert screen.page.evaluate("window.hacked") is None
        assert screen.outside() == []
        assert screen.complaints == []
    titles = district.page.locator("[data-id] .cgc-what").all_inner_texts()
    assert MARKUP["html"] in titles
    assert "onerror" not in wall.page.content()
