"""What stands around Streamlit's pages: the maker's life, our routes, our policy."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from starlette.middleware import Middleware

from board.live.broadcast import telling_of_the_end
from board.service import install
from board.web.middleware import Page
from board.web.routes import routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from starlette.routing import BaseRoute

    from board.service import Service

SHELL = Path(__file__).parents[1] / "shell.py"


class Around(TypedDict):
    """The keyword arguments of `st.App`."""

    lifespan: Callable[[Any], AbstractAsyncContextManager[None]]
    routes: list[BaseRoute]
    middleware: list[Middleware]


def around(service: Service) -> Around:
    """All that `st.App(SHELL, ...)` takes; makes `service` the one that pages find."""
    install(service)
    addresses = frozenset(f"/{one.address}" for one in service.pages.values())

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        service.start()
        gc.collect()
        gc.freeze()
        with telling_of_the_end(service.broadcast.end):
            yield
        service.stop()

    return Around(
        lifespan=lifespan,
        routes=routes(service),
        middleware=[Middleware(Page, addresses=addresses)],
    )
