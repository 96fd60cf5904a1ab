"""Whether pages are heard where somebody is on duty: the sound tests of this shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.clock import SHANGHAI
from board.reads.rows_duty import SoundTest
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.duty.asking import SOUND
from board.views.duty.changes import last_change

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture

STATES = {True: "heard", False: "unheard", None: "untested"}


def sound(picture: Picture) -> Contents:
    """Table `sound`: a row a center, what was not heard first."""
    words = picture.words
    found = picture.answered.rows(SOUND, SoundTest)
    total = found[0].total if found else 0
    none = {} if found else {"none": Notice(text=words("duty.sound_none"))}
    began = last_change(picture.now).astimezone(SHANGHAI)
    return Contents(
        title=words("duty.sound"),
        note=words("duty.sound_note", time=f"{began:%H:%M}"),
        notices=more(total - len(found), words) | none,
        tables=(
            table("sound", _columns(words), [_row(one, picture) for one in found]),
        ),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="code", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="is_refused", form="flag"),
        Column(key="center", name=words("duty.center")),
        Column(key="state", name=words("duty.sound_state")),
        Column(key="at", form="moment", name=words("duty.sound_at")),
        Column(key="by", name=words("duty.sound_by")),
        Column(key="page", name=words("duty.sound_page")),
    )


def _row(one: SoundTest, picture: Picture) -> dict[str, Any]:
    words, centers = picture.words, picture.snapshot.geography.centers
    return {
        "code": one.center_code,
        "is_late": int(one.is_heard is None),
        "is_refused": int(one.is_heard is False),
        "center": centers[one.center_code].name,
        "state": words(f"duty.sound_state.{STATES[one.is_heard]}"),
        "at": epoch_ms(one.tested_at),
        "by": words.known("role", one.acting_role or ""),
        "page": words.known("page", one.page or ""),
    }
