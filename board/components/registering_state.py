"""What a session knows of the item that it is registering."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st
from msgspec import Struct

if TYPE_CHECKING:
    from board.desk.said import Fault
    from board.reads.rows_registration import ItemNow, Likely
    from streams.events import Event, Stream

KEPT = "register_state"


class Ready(Struct, frozen=True):
    """A message that may go."""

    stream: Stream
    event: Event


class State(Struct):
    """One form after the other: `token` names the item of the present one, `done` that
    of the one before. A click on a form that is gone bears another token. The form may
    be about an item that it `corrects`; what may not be corrected was `refused`.
    """

    token: str
    done: str = ""
    faults: tuple[Fault, ...] = ()
    likely: tuple[Likely, ...] = ()
    ready: Ready | None = None
    is_looked_up: bool = True
    error: str = ""
    sent: Ready | None = None
    landed: ItemNow | None = None
    corrects: ItemNow | None = None
    refused: str = ""

    def forget(self) -> None:
        """What was found out about the form as it was."""
        self.faults, self.likely, self.ready, self.error = (), (), None, ""
        self.is_looked_up = True

    def begin_anew(self) -> None:
        """The form was sent or given up."""
        self.forget()
        self.done, self.token = self.token, uuid4().hex


def state() -> State:
    """Of this session; no rerun loses it."""
    found: State = st.session_state.setdefault(KEPT, State(uuid4().hex))
    return found
