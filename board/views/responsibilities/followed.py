"""Whether the list was followed: by category and by agency, how many went to whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from board.reads.responsibility_rows import Followed
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import FEW
from board.views.common.rates import rate
from board.views.common.valued import cells_of, figure_of, valued
from board.views.responsibilities.asking import FOLLOWED, SAYS, chosen, is_counted
from sql.reference.responsibilities import every

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from board.look.formats import Value
    from board.viewer.page import Picture
    from board.views.common.contents import Table

    Key = tuple[str, ...]

BY_CATEGORY, BY_AGENCY = "responsible_categories", "responsible_agencies"
AS_LISTED = SAYS[:2]
"""What counts as handed over by the list."""
INDICATOR = "listed_rate"
"""What the dictionary calls it, which counts the same hand-overs by town."""
MOSTLY = 0.5
"""A row that fewer follow than this is likely to be wrong itself."""


def by_category(picture: Picture) -> Contents:
    """Figures of all, and table `responsible_categories`: what went where, what is
    followed least first.
    """
    if not is_counted(picture):
        return Contents()
    words, found = picture.words, _found(picture)
    rows = [
        _category(key, counts, picture)
        for key, counts in _counted(found, lambda one: (one.kind, one.category)).items()
    ]
    whole = _counts(found)
    return Contents(
        title=words("responsible.categories"),
        note=words("responsible.definition"),
        notices=_doubted(rows, picture) if rows else _nothing(picture),
        figures=(
            figure_of(
                share_of(whole),
                "followed",
                name=words("responsible.share"),
                indicator=INDICATOR,
            ),
        ),
        tables=(_table(BY_CATEGORY, ("kind", "category"), rows, picture),),
    )


def by_agency(picture: Picture) -> Contents:
    """Table `responsible_agencies`: what was handed to each, and what the list says."""
    if not is_counted(picture):
        return Contents()
    words, found = picture.words, _found(picture)
    rows = [
        _agency(agency, counts, picture)
        for (agency,), counts in _counted(found, lambda one: (one.agency,)).items()
    ]
    return Contents(
        title=words("responsible.agencies"),
        note=words("responsible.agencies_note"),
        tables=(_table(BY_AGENCY, ("agency",), rows, picture),),
    )


def share_of(counts: Mapping[str, int]) -> Value:
    """按清单分流率: to the lead or a helper of the list, of all that it says of."""
    listed = sum(counts.get(one, 0) for one in AS_LISTED)
    return rate(listed, listed + counts.get("other", 0))


def _found(picture: Picture) -> list[Followed]:
    """What was counted, of the stream and the way that were chosen."""
    choice = chosen(picture)
    return [
        one
        for one in picture.answered.rows(FOLLOWED, Followed)
        if choice.way in ("", one.way) and choice.kind in ("", one.kind)
    ]


def _counted(
    found: Iterable[Followed], by: Callable[[Followed], Key]
) -> Mapping[Key, Mapping[str, int]]:
    groups: defaultdict[Key, list[Followed]] = defaultdict(list)
    for one in found:
        groups[by(one)].append(one)
    return {key: _counts(some) for key, some in groups.items()}


def _counts(found: Iterable[Followed]) -> Mapping[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for one in found:
        counts[one.followed] += one.handed
    return counts


def _category(key: Key, counts: Mapping[str, int], picture: Picture) -> dict[str, Any]:
    words, (kind, category) = picture.words, key
    return {
        "kind": words.short_kind(kind),
        "category": words.category(kind, category),
        **_cells(counts, picture, kind=kind, category=category, agency_of=""),
    }


def _agency(agency: str, counts: Mapping[str, int], picture: Picture) -> dict[str, Any]:
    named = picture.words.known("agency", agency)
    return {"agency": named, **_cells(counts, picture, agency_of=agency, category="")}


def _cells(
    counts: Mapping[str, int], picture: Picture, **narrowed: str
) -> dict[str, Any]:
    choice = chosen(picture)
    kept = {"show": choice.show, "period": choice.period.name, "way": choice.way}
    of_all = {**kept, "kind": choice.kind, **narrowed}
    share = share_of(counts)
    is_doubted = share.value is not None and float(share.value) < MOSTLY
    return {
        "handed": sum(counts.values()),
        "to_handed": _query(of_all),
        **{one: counts.get(one, 0) for one in SAYS},
        **{
            f"to_{one}": _query(of_all | {"followed": one}) if counts.get(one) else ""
            for one in SAYS
        },
        "is_late": int(is_doubted),
        **cells_of("followed", share),
    }


def _table(
    name: str, said: tuple[str, ...], rows: list[dict[str, Any]], picture: Picture
) -> Table:
    words = picture.words
    columns = (
        Column(key="is_late", form="flag"),
        *(Column(key=f"to_{key}", form="code") for key in ("handed", *SAYS)),
        *(Column(key=key, name=words(f"responsible.column.{key}")) for key in said),
        *valued("followed", "share", words("responsible.share"), indicator=INDICATOR),
        *(
            Column(key=key, form="count", name=words(f"responsible.followed.{key}"))
            for key in ("handed", *SAYS)
        ),
    )
    return table(name, columns, sorted(rows, key=_order))


def _order(row: Mapping[str, Any]) -> tuple[bool, float, int]:
    """First what is followed least, of those whose rate says something."""
    share = row["followed"]
    return share is None, share or 0.0, -row["handed"]


def _doubted(rows: Iterable[Mapping[str, Any]], picture: Picture) -> dict[str, Notice]:
    """The rows of the list that more deviate from than follow."""
    words = picture.words
    names = words.listed(row["category"] for row in rows if row["is_late"])
    if not names:
        return {}
    text = words("responsible.doubted", names=names, few=FEW)
    return {"doubted": Notice(text=text, level="warn")}


def _nothing(picture: Picture) -> dict[str, Notice]:
    text = picture.words("responsible.nothing_handed", n=len(every()))
    return {"nothing": Notice(text=text)}


def _query(said: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in said.items() if value})
