"""Everything that is installed has a version that is written down here."""

from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
BROUGHT_BY_PYTHON = {"pip", "setuptools"}
"""What a new virtual environment holds already."""


def test_every_requirement_is_pinned_exactly_and_says_why() -> None:
    for path in ROOT.glob("requirements*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if line and line[0] not in "#-"]
        assert all("==" in line and "  # " in line for line in wanted), path.name


def test_what_the_requirements_bring_along_is_pinned_too() -> None:
    installed = {
        (canonicalize_name(each.name), f"=={each.version}") for each in distributions()
    }
    free = {name for name, _ in installed - set(_constraints())}
    assert free <= BROUGHT_BY_PYTHON


def _constraints() -> Iterator[tuple[str, str]]:
    """Name and version of what is pinned for this Python on this machine."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line[:1].isalnum():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate():
                yield canonicalize_name(wanted.name), str(wanted.specifier)
