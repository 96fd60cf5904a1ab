"""Quix Streams' own Python environment, made once and kept beside the figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.place import FIGURES
from tests.support.processes import ROOT

PINS = ROOT / "requirements-bench-quix.txt"


def quix_python() -> str:
    """The Python that can import Quix Streams. Safe to repeat, and to interrupt."""
    folder = FIGURES / "quix"
    python, ready = folder / "bin" / "python", folder / PINS.name
    if not ready.is_file() or ready.read_text() != PINS.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        _install(python)
        ready.write_text(PINS.read_text())
    return str(python)


def _install(python: Path) -> None:
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", PINS], check=True)
