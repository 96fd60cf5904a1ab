"""The board on a synthetic city in this process, for looking and for browser tests:
`python -m streamlit run tests/board/demo_app.py`. Settings: CITY_PACE (seconds between
batches), CITY_CONTROL (a file that says `gone`, or asks for one given event).
"""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st
from board.server import SHELL, around
from board.service import Service
from board.settings import settings_from
from sql.errors import StoreError

from tests.board.city import City, filled_city

if TYPE_CHECKING:
    import pyarrow as pa


class Switched:
    """A door that can be shut, as when the hub is gone."""

    def __init__(self, city: City, control: Path | None) -> None:
        self._city = city
        self._control = control

    def query(self, name: str, **parameters: object) -> pa.Table:
        if said(self._control).get("gone"):
            raise StoreError("no hub answers")
        return self._city.store.query(name, **parameters)


def said(control: Path | None) -> dict[str, Any]:
    if control is None or not control.exists():
        return {}
    return msgspec.json.decode(control.read_bytes() or b"{}", type=dict)


def keep_writing(city: City, pace: float, control: Path | None) -> None:
    done: set[str] = set()
    stop = threading.Event()
    while not stop.wait(pace):
        now = datetime.now(UTC)
        asked = said(control).get("event")
        if asked and asked["item_id"] not in done:
            done.add(asked["item_id"])
            city.write([city.event(now, **asked)], written_at=now)
        elif not said(control).get("quiet"):
            city.write([city.event(now)], written_at=now)


city = filled_city()
where = os.environ.get("CITY_CONTROL")
path = Path(where) if where else None
pace = float(os.environ.get("CITY_PACE", "2"))
threading.Thread(target=keep_writing, args=(city, pace, path), daemon=True).start()
service = Service(settings_from(os.environ), Switched(city, path))
app = st.App(SHELL, **around(service))
