"""A whole board with logins, asked without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime import Runtime

from board.desk.entries import Desk
from board.look import clock
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web.server import SHELL, around
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books
from tests.support.intake import Intake
from tests.support.users import (
    PASSWORD,
    SOME,
    Answer,
    ask,
    line,
    users_file,
)

if TYPE_CHECKING:
    from concurrent.futures import Future

    from starlette.applications import Starlette

    from streams.entries.entry import DeskEntry

LINK = {"CGC_SOURCE_LINK": "https://source.example/case?no={source_ref}"}


class Waiting(Desk):
    """A desk whose entries are where they belong before anything goes on."""

    def send_behind(self, entry: DeskEntry) -> Future[None]:
        sending = super().send_behind(entry)
        sending.exception()
        return sending


class Board:
    """A whole board with logins, Streamlit's routes and all, but no server and no
    runtime that runs.
    """

    def __init__(self, home: Path, **settings: str) -> None:
        self.books = Books()
        intake = Intake(self.books.store)
        with intake.together():
            intake.event("dispute")
        path = users_file(home, *(line(*one) for one in SOME))
        given = {"CGC_HOME": str(home), "CGC_USERS": str(path), **LINK, **settings}
        self.service = Service(settings_from(given), self.books.store, PAGES)
        self.service.maker.tick(clock.now())
        self.answer("")
        Runtime._instance = None  # noqa: SLF001 - as for a process of its own
        app = st.App(SHELL, **around(self.service))
        self.app: Starlette = app._build_starlette_app()  # noqa: SLF001 - unserved

    def answer(self, refusal: str) -> None:
        """From now on the broker answers, or refuses in these words."""
        outbox: Any = Sent(self.books, refusal)
        self.service.desk = Waiting(outbox, Reads(self.books.store))

    def enter(
        self, name: str = "k0231", password: str = PASSWORD, **more: Any
    ) -> Answer:
        form = {"name": name, "password": password, "next": "/district?scope=421321"}
        return ask(self.app, "/login", form=form | more.pop("form", {}), **more)

    def written(self) -> list[tuple[str, str, int, str]]:
        """Who did what at which center in what role, the first first."""
        given = {"low": 0, "high": 10**12, "role": "", "what": "", "item_id": ""}
        given |= {"from_at": "2026-01-01", "until_at": "2100-01-01"}
        given |= {"center_code": 0, "page_no": 1, "row_limit": 100}
        rows = self.books.store.query("audit_page", **given).to_pylist()
        return [
            (
                row["actor"],
                row["what"],
                row["acting_center"],
                row["acting_role"] or "",
            )
            for row in reversed(rows)
        ]
