"""Colours and shapes stand in one place: scripts and styles hold none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from board.look.theme import DARK, LIGHT, SEVERITY_SHAPES, styles
from board.web import routes

STATIC = sorted(
    path for path in routes.STATIC.iterdir() if path.suffix in {".js", ".css"}
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
USED = re.compile(r"var\(--([\w-]+)[,)]")
GIVEN = re.compile(r"--([\w-]+):")
SET_IN_SCRIPTS = {
    "share",
    "shade",
    *(f"map-{side}" for side in ("top", "left", "width", "height")),
}


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_scripts_and_styles_hold_no_colour_and_no_shape(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert COLOUR.findall(text) == []
    assert [one for one in "◆■●" if one in text] == []


def test_every_colour_is_served_for_both_themes() -> None:
    served = styles()
    for theme, palette in (("dark", DARK), ("light", LIGHT)):
        [sheet] = re.findall(rf'\[data-theme="{theme}"\] {{([^}}]*)}}', served)
        for code, colour in palette.severity.items():
            assert f"--severity-{code}: {colour};" in sheet
        for kind, colour in palette.kind.items():
            assert f"--kind-{kind}: {colour};" in sheet
        assert f"--ink: {palette.ink};" in sheet


def test_severities_have_a_tone_and_streams_a_hue() -> None:
    for code in SEVERITY_SHAPES:
        marked = f'[data-severity="{code}"] {{ --tone: var(--severity-{code}); }}'
        assert marked in styles()
    for kind in DARK.kind:
        assert f'[data-kind="{kind}"] {{ --hue: var(--kind-{kind}); }}' in styles()


def test_every_property_that_styles_use_is_set_somewhere() -> None:
    every = styles() + "".join(path.read_text(encoding="utf-8") for path in STATIC)
    given = {*GIVEN.findall(every), *SET_IN_SCRIPTS}
    assert set(USED.findall(every)) <= given
