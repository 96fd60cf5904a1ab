from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from board.look.texts import texts
from board.views.situation.live_list import items

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot


@pytest.mark.parametrize("blank", ["", "   ", "\u3000", "\u200b", "\ufeff \u2060"])
def test_a_title_of_which_nothing_can_be_seen_leaves_its_place_to_the_category(
    snapshot: Snapshot, blank: str
) -> None:
    item = snapshot.pulse.items[0]
    assert _cell(snapshot, blank, "title") == ""
    assert _cell(snapshot, blank, "category")
    assert item.title
    assert _cell(snapshot, f"{blank}打架{blank}", "title").strip(blank) == "打架"


def _cell(snapshot: Snapshot, title: str, key: str) -> str:
    found = [msgspec.structs.replace(snapshot.pulse.items[0], title=title)]
    table = items(
        found, geography=snapshot.geography, words=texts("zh"), with_titles=True
    )
    place = [column.key for column in table.columns].index(key)
    return str(table.rows[0][place])
