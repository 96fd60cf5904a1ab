"""How what is asked by a notice, and what was done of it, is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.texts import Texts
    from board.reads.notice_rows import Notice, NoticeGot, NoticeTold
    from board.viewer.page import Picture


def standing(one: NoticeGot | NoticeTold, words: Texts) -> str:
    """What an addressee did of it: done by what was asked, late where it is."""
    if one.state == "done":
        return words(f"notice_done.{one.asks}{'.late' if one.is_late else ''}")
    if one.state == "withdrawn":
        return words("notice_state.withdrawn")
    late = ".late" if one.is_late else ""
    return words(f"notice_state.{one.state}{late}")


def whom(center: int, agency: str, picture: Picture) -> str:
    """An addressee by its name."""
    name = center_name(center, picture)
    if not agency:
        return name
    unit = picture.words.known("agency", agency)
    return picture.words("notice.agency_at", center=name, agency=unit)


def asked_for(one: Notice, words: Texts) -> str:
    return words(f"notice_asks.{one.asks}")


def counted(
    one: Notice, told: Sequence[int | None] | None, words: Texts
) -> tuple[str, ...]:
    """The numbers of an answer by their names; none where there are none."""
    pairs = zip(one.numbers, told or (), strict=False)
    return tuple(
        words("notice.counted", name=asked["name"], n=n, unit=asked["unit"])
        for asked, n in pairs
        if n is not None
    )
