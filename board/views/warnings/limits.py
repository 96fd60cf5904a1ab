"""By which limits a type runs hot: of each stream and tier, as the lists say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.warning_rows import HotTypeLimit
from board.views.common.contents import Column, Contents, Notice, table
from board.views.warnings.asking import LIMITS, LINES

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture


def limits(picture: Picture) -> Contents:
    """Table `hot_type_limits`: of each stream and tier, its levels side by side."""
    words = picture.words
    columns = (
        Column(key="kind", name=words("column.kind")),
        Column(key="tier", name=words("warning.tier")),
        Column(key="by", name=words("warning.by")),
        Column(key="days", form="rank", name=words("warning.days")),
        Column(key="kept", name=words("warning.kept")),
        *(Column(key=key, name=words(f"warning.line.{key}")) for key in LINES),
    )
    found = picture.answered.rows(LIMITS, HotTypeLimit)
    rows = (_limit(one, words) for one in found)
    return Contents(
        title=words("warning.limits"),
        note=words("warning.limits_note"),
        notices={"formula": Notice(text=words("warning.formula"))},
        tables=(table(LIMITS, columns, rows),),
    )


def _limit(one: HotTypeLimit, words: Texts) -> dict[str, Any]:
    by = "warning.by_category" if one.by_category else "warning.by_whole"
    lines = zip(LINES, one.least, one.z, one.above, strict=True)
    return {
        "kind": words.short_kind(one.kind),
        "tier": words.known("tier", one.tier),
        "by": words(by),
        "days": one.window_days,
        "kept": f"{one.kept_base}/{one.base_days}",
        **{
            key: words("warning.limit", least=least, z=z, above=above)
            for key, least, z, above in lines
        },
    }
