"""What the list asks for a picture, and what was chosen on it in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.picture.areas import kept_in
from board.picture.filters import ANY, filters
from board.picture.listing import is_anywhere, questions
from board.views.areas.wording import area_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.picture.filters import Filters
    from board.viewer.page import Picture
    from sql.questions import Question


def wanted(picture: Picture) -> Filters:
    return filters(picture.choices, picture.snapshot.geography, picture.now)


def keeps_in(picture: Picture) -> str:
    """The text that says why people outside are told nothing of what was chosen; of a
    single camera as of an area on the map.
    """
    of_camera = "items.camera_not_outside" if wanted(picture).camera else ""
    return kept_in(picture.choices) or of_camera


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    asked, geography = wanted(picture), picture.snapshot.geography
    return questions(
        asked,
        geography.divisions[picture.scope],
        picture.now,
        is_home=_is_home(asked, picture),
    )


def _is_home(asked: Filters, picture: Picture) -> bool:
    """A smaller part of its range was chosen to see that part alone."""
    return picture.scope == picture.snapshot.geography.home(asked.own_center)


def said(picture: Picture) -> dict[str, str]:
    """Every choice that is not any and its value, by its parameter in the address."""
    asked, words = wanted(picture), picture.words
    found = {
        "own": _own(asked, picture),
        "indicator": words.known("indicator", asked.indicator),
        "state": "" if asked.indicator else words(f"state.{asked.state}"),
        "kind": words.known("kind", asked.kind),
        "category": words.category(asked.kind, asked.category),
        "severity": words.known("severity", asked.severity),
        "status": words.known("status", asked.status),
        "channel": words.known("channel", asked.channel),
        "campaign": words.known("campaign", asked.campaign),
        "right_in": words("items.right_in") if asked.is_right_in else "",
        **({} if asked.indicator else _others(asked, picture)),
        "period": _days(asked, words),
    }
    return {key: text for key, text in found.items() if text}


def _own(asked: Filters, picture: Picture) -> str:
    """To an agency, that no items but its own are listed."""
    if not asked.own_agency:
        return ""
    words, is_wide = picture.words, _is_home(asked, picture) and is_anywhere(asked)
    key = "items.own_anywhere" if is_wide else "items.own"
    return words(key, agency=words.known("agency", asked.own_agency))


def _others(asked: Filters, picture: Picture) -> dict[str, str]:
    """What a figure is not asked for besides."""
    words, geography = picture.words, picture.snapshot.geography
    owner, within = (geography.centers.get(one) for one in (asked.owner, asked.within))
    return {
        "marks": words("likely.and").join(words(f"mark.{one}") for one in asked.marks),
        "desk": words.known("desk", asked.desk),
        "within": words("items.within", center=within.name) if within else "",
        "tag": words.known("tag", asked.tag),
        "owner": owner.name if owner else "",
        "handler": words.known("agency", asked.handler),
        "claimed": asked.claimed,
        "number": asked.number,
        "camera": asked.camera,
        "area": area_words(asked.area, words),
        "text": asked.text,
        "sort": words(f"sort.{asked.sort}"),
    }


def _days(asked: Filters, words: Texts) -> str:
    """The days by their dates, and by which of its days an item is in them."""
    if asked.period == ANY:
        return ""
    last = asked.span.until - timedelta(days=1)
    first = asked.span.first
    is_one = first == last
    days = str(first) if is_one else words("items.days", first=first, last=last)
    return days if asked.indicator else words(f"dated.{asked.dated_by}", days=days)
