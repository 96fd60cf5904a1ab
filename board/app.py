"""Composition root of the board: `python -m streamlit run board/app.py`.

Streamlit finds the application by the literal call of `st.App` below.
"""

from __future__ import annotations

import os
import sys

import streamlit as st

from board.look.statistics import statistics
from board.pages.list import PAGES
from board.reads.ways import door_of
from board.service import Service
from board.settings import settings_from
from board.web.server import SHELL, around

try:
    settings = settings_from(os.environ)
    statistics()
    service = Service(settings, door_of(settings), PAGES)
except ValueError as unfit:
    sys.stderr.write(f"board: {unfit}\n")
    sys.exit(2)
app = st.App(SHELL, **around(service))
