from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from board.web.middleware import Page, policy

INDEX = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8" />'
    "<title>Streamlit</title><script>window.x = 1</script></head></html>"
)

ADDRESSES = frozenset({"/", "/district"})


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


def get(address: str) -> Answer:
    """Ask the middleware as a server would, without one."""
    path, _, query = address.partition("?")
    inner = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(INDEX)),
            Route("/api", lambda _: JSONResponse({})),
            Route("/{path:path}", lambda _: HTMLResponse(INDEX)),
        ]
    )
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept", b"text/html")],
    }
    asyncio.run(Page(inner, addresses=ADDRESSES)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(
        sent[0]["status"], headers, b"".join(m["body"] for m in sent[1:]).decode()
    )


def test_the_page_speaks_chinese_and_is_dark_by_default() -> None:
    assert '<html lang="zh-CN" data-theme="dark"' in get("/").text


def test_the_address_chooses_language_and_theme_and_nothing_else() -> None:
    page = get("/?lang=en&theme=light").text
    assert '<html lang="en" data-theme="light"' in page
    assert "<b>" not in get("/?lang=<b>&theme=<b>").text


def test_scripts_run_from_here_alone_without_eval() -> None:
    answer = get("/")
    sent = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in sent.replace("wasm-unsafe-eval", "")
    assert "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-" in sent
    assert "http" not in sent
    assert answer.headers["content-length"] == str(len(answer.text.encode()))


def test_every_answer_carries_the_policy() -> None:
    assert get("/api").headers["content-security-policy"] == policy(())


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/nothing", "./"),
        ("/district/421303000000", "../"),
        ("/district/1/2?lang=zh", "../../?lang=zh"),
        ("/district/", "../"),
    ],
)
def test_an_address_without_a_page_says_so_and_leads_back(
    address: str, back: str
) -> None:
    answer = get(address)
    assert answer.status == HTTPStatus.NOT_FOUND
    assert "没有这个页面" in answer.text
    assert f'href="{back}"' in answer.text
    assert "<script" not in answer.text


def test_an_address_is_never_markup() -> None:
    answer = get('/<b>/"onload=x?lang=en&seat="><b>')
    assert "There is no such page" in answer.text
    assert "<b>" not in answer.text
    assert get("/district").status == HTTPStatus.OK
