"""What stands around Streamlit's pages: the maker's life, our routes, our policy."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from anyio import create_task_group, sleep, to_thread
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from board.live.broadcast import telling_of_the_end
from board.service import install
from board.web.guard import Guard
from board.web.middleware import Page
from board.web.routes import routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from starlette.routing import BaseRoute

    from board.service import Service

SWEPT_EVERY_S = 5.0
SHELL = Path(__file__).parents[1] / "shell.py"


class Around(TypedDict):
    """The keyword arguments of `st.App`."""

    lifespan: Callable[[Any], AbstractAsyncContextManager[None]]
    routes: list[BaseRoute]
    middleware: list[Middleware]


def around(service: Service) -> Around:
    """All that `st.App(SHELL, ...)` takes; makes `service` the one that pages find."""
    install(service)
    _every_page_runs_behind_the_shell()
    addresses = frozenset(f"/{one.address}" for one in service.pages.values())

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        service.start()
        gc.collect()
        gc.freeze()
        with telling_of_the_end(service.broadcast.end):
            async with create_task_group() as beside:
                beside.start_soon(_keep_logins, service)
                yield
                beside.cancel_scope.cancel()
        service.stop()

    return Around(
        lifespan=lifespan,
        routes=routes(service),
        middleware=[Middleware(Page, addresses=addresses), *_guards(service)],
    )


def _every_page_runs_behind_the_shell() -> None:
    # Streamlit takes each script in a folder `pages` for a page of its own and runs it
    # without the shell, which asks who may, until somebody opens the first page.
    PagesManager.uses_pages_directory = False


def _guards(service: Service) -> list[Middleware]:
    """Behind what writes the headers, before all that is answered."""
    if service.logins is None:
        return []
    return [Middleware(Guard, service=service, logins=service.logins)]


async def _keep_logins(service: Service) -> None:
    """End logins when their time is over, also of whoever asks for nothing."""
    while service.knows_who:
        await to_thread.run_sync(service.sweep_logins)
        await sleep(SWEPT_EVERY_S)
