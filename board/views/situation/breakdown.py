"""What today's items are about, where they stand in the process, and alarm load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.look.definitions import definitions
from board.picture.rollup import by_part, told, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.bars import COUNT, Bar, apart, bars, largest
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    Level,
    Table,
    table,
)
from board.views.common.rates import rate
from board.views.common.standing import CASE, SIGNAL, open_as, opened_as
from board.views.situation.tiles import OPEN, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.picture.rollup import Tally

TOP = {CASE: 3, SIGNAL: 3}
FEW_SHOWN = 3
ALL_DEVICES = ("",)
FAULT_RATE = "device_fault_rate"
FAULTS = "faults"
LEVELS: dict[str, Level] = {"calm": "good", "busy": "warn", "flood": "bad"}
WINDOWS_AN_HOUR = 6
STEPS = {
    SIGNAL: ("raised", "acknowledged"),
    CASE: (
        "registered",
        "accepted",
        "assessed",
        "assigned",
        "signed",
        "handling",
        "joint",
        "feedback",
    ),
}
"""Steps that stand there even when nothing does; the others as they come up."""
FLOOD = 10
"""EEMUA 191: fewer alarms in ten minutes are no flood for the one seat that looks."""
TIMES_USUAL = 2
"""Above that seat's own number, a flood is so many times what is usual at the hour."""
BUSY = 0.75
"""From this share of a flood on it is busy."""


def categories(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """The commonest categories of today's cases, and those of its signals."""
    counts = tally(snapshot.pulse.categories, scope)
    groups = {
        standing: (
            words(f"standing.{standing}"),
            largest(_categories(opened_as(counts, standing), words), top),
        )
        for standing, top in TOP.items()
    }
    title, note = words("label.categories"), words("label.categories_note")
    return apart(groups, words, title, note, RECEIVED)


def _categories(counts: Tally, words: Texts) -> Iterator[Bar]:
    for key, count in counts.items():
        kind, code = key
        yield Bar(words.category(*key), words.short_kind(kind), kind, count, code)


def steps(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Open signals and open cases by their step in the process, a table of each."""
    return Contents(
        title=words("label.steps"),
        note=words("label.steps_note"),
        tables=tuple(
            _steps(open_as(snapshot, scope, standing), standing, words)
            for standing in STEPS
        ),
        charts=tuple(
            Chart(name=standing, table=standing, x=("name",), series=(COUNT,))
            for standing in STEPS
        ),
    )


def _steps(open_now: Tally | None, standing: str, words: Texts) -> Table:
    others = sorted({key[2] for key in open_now or ()} - set(STEPS[standing]))
    columns = (
        Column(key="status", form="code"),
        Column(key="name", name=words("column.status")),
        Column(
            key="count",
            form="count",
            name=words(f"tile.open.{standing}"),
            unit=words("unit.items"),
            indicator=OPEN[standing],
        ),
    )
    rows = (
        {
            "status": status,
            "name": words.known("status", status),
            "count": told(open_now, part2=status),
        }
        for status in (*STEPS[standing], *others)
    )
    return table(standing, columns, rows)


def flood(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """The load of camera alarms: figures `alarms`, with its load in words as its note,
    `usual` at this hour, and `load`, its share of what is a flood. Without history, or
    before it is loaded, nothing is usual and nothing judged.
    """
    recent = tally(snapshot.pulse.flood, scope)
    alarms, usual = total(recent), _usual(snapshot, scope)
    load = None if usual is None else alarms / max(TIMES_USUAL * usual, FLOOD)
    name = _load(load)
    unit = words("tile.unit")
    figures = (
        Figure(
            value=alarms,
            form="count",
            key="alarms",
            name=words("label.flood"),
            unit=unit,
            note=words(f"flood.{name}"),
            indicator=RECEIVED[SIGNAL],
            level=LEVELS.get(name, ""),
        ),
        Figure(
            value=None if usual is None else round(usual),
            form="count",
            key="usual",
            name=words("label.flood_usual"),
            unit=unit,
        ),
        Figure(value=load, form="share", key="load", name=words("label.flood_load")),
    )
    made = _named(recent, words, "flood", RECEIVED[SIGNAL])
    return structs.replace(made, figures=figures)


def _usual(snapshot: Snapshot, scope: int) -> float | None:
    """Alarms in ten minutes at this hour, on the days that the city knows."""
    days = snapshot.base(snapshot.pulse.usual, snapshot.geography.city)
    usual = snapshot.base(snapshot.pulse.usual, scope)
    if not days or usual is None:
        return None
    return total(usual) / len(days) / WINDOWS_AN_HOUR


def faults(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Device faults apart from public safety: figures `faults`, `device_fault_rate`."""
    broken = tally(snapshot.pulse.faults, scope)
    count = broken.get(ALL_DEVICES, 0)
    definition = definitions()[FAULT_RATE]
    per_camera = rate(
        count,
        snapshot.cameras.get(scope, 0),
        definition.form,
        minimum_n=definition.minimum_n,
    )
    named = {key: n for key, n in broken.items() if key != ALL_DEVICES}
    made = _named(named, words, "faults", FAULTS)
    figures = (
        Figure(
            value=count,
            form="count",
            key=FAULTS,
            name=words("label.faults"),
            unit=words("tile.unit"),
            better=definition.better,
        ),
        Figure(
            *structs.astuple(per_camera),
            key=FAULT_RATE,
            name=words.known("indicator", FAULT_RATE),
            formula=words.known("formula", FAULT_RATE),
            better=definition.better,
        ),
    )
    return structs.replace(made, figures=figures)


def _load(share: float | None) -> str:
    if share is None:
        return "unknown"
    if share > 1:
        return "flood"
    return "busy" if share > BUSY else "calm"


def _named(counted: Tally, words: Texts, part: str, indicator: str) -> Contents:
    """The commonest kinds of camera alarms."""
    found = (
        Bar(words.category("camera_alert", code), "", "camera_alert", count)
        for code, count in by_part(counted, 0).items()
    )
    return bars(
        largest(found, FEW_SHOWN),
        words,
        title=words(f"label.{part}"),
        note=words(f"label.{part}_note"),
        indicator=indicator,
    )
