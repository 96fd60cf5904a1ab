"""Links out of the board by a template."""

from __future__ import annotations

import pytest

from board.look.links import LinkTemplate, link_template
from board.settings import settings_from

NAME = "CGC_SOURCE_LINK"


def test_no_template_gives_no_link() -> None:
    assert link_template(NAME, "") == LinkTemplate()
    assert not LinkTemplate().to({"source_ref": "R1"})


def test_fields_are_url_encoded() -> None:
    made = link_template(NAME, "https://one.example:8443/a/{source}?n={source_ref}")
    given = {"source": "../x", "source_ref": "R 1&b=/#演"}
    assert made.to(given) == (
        "https://one.example:8443/a/..%2Fx?n=R%201%26b%3D%2F%23%E6%BC%94"
    )


def test_an_item_without_the_field_has_no_link() -> None:
    made = link_template(NAME, "https://one.example/{camera_id}")
    assert not made.to({"source_ref": "R1"})
    assert not made.to({"camera_id": ""})


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert({source_ref})",
        "ftp://one.example/{source_ref}",
        "//one.example/{source_ref}",
        "one.example/{source_ref}",
        "https:///{source_ref}",
        "https://{source_ref}.example/",
        "https://one.example/{title}",
        "https://one.example/{source_ref!r}",
        "https://one.example/{source_ref:>9}",
        "https://one.example/{source_ref.x}",
        "https://one.example/{}",
        "https://one.example/{",
    ],
)
def test_what_is_no_template_is_refused_at_start_by_its_name(text: str) -> None:
    with pytest.raises(ValueError, match=NAME):
        settings_from({NAME: text})


def test_both_links_are_read_from_the_settings() -> None:
    settings = settings_from(
        {NAME: "http://a.example/{id}", "CGC_VIDEO_LINK": "http://b.example/{kind}"}
    )
    assert settings.source_link.to({"id": "1"}) == "http://a.example/1"
    assert settings.video_link.to({"kind": "x"}) == "http://b.example/x"
