"""What today's items are about, where they stand in the process, and alarm load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.look.definitions import definitions
from board.picture.rollup import by_part, total
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
from board.views.common.standing import CASE, SIGNAL, opened_as, standing_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.texts import Texts
    from board.picture.rollup import Tally

TOP = {CASE: 3, SIGNAL: 3}
FEW_SHOWN = 3
FAULT_RATE = "device_fault_rate"
LEVELS: dict[str, Level] = {"calm": "good", "busy": "warn", "flood": "bad"}
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
MANAGEABLE = 1
"""EEMUA 191: about one alarm in ten minutes is what one operator can handle."""
FLOOD = 10
"""EEMUA 191 calls more than ten alarms in ten minutes a flood."""


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
    return apart(groups, words, title, note)


def _categories(counts: Tally, words: Texts) -> Iterator[Bar]:
    for key, count in counts.items():
        yield Bar(words.category(*key), words.short_kind(key[0]), key[0], count)


def steps(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Open signals and open cases by their step in the process, a table of each."""
    open_now = tally(snapshot.pulse.open, scope)
    return Contents(
        title=words("label.steps"),
        note=words("label.steps_note"),
        tables=tuple(_steps(open_now, standing, words) for standing in STEPS),
        charts=tuple(
            Chart(name=standing, table=standing, x=("name",), series=(COUNT,))
            for standing in STEPS
        ),
    )


def _steps(open_now: Tally, standing: str, words: Texts) -> Table:
    counts = by_part(standing_as(open_now, standing), 2)
    others = sorted(counts.keys() - set(STEPS[standing]))
    columns = (
        Column(key="status", form="code"),
        Column(key="name", name=words("column.status")),
        Column(
            key="count",
            form="count",
            name=words(f"tile.open.{standing}"),
            unit=words("unit.items"),
        ),
    )
    rows = (
        {
            "status": status,
            "name": words.known("status", status),
            "count": counts.get(status, 0),
        }
        for status in (*STEPS[standing], *others)
    )
    return table(standing, columns, rows)


def flood(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """The load of camera alarms: figure `alarms`, its load in words as its note."""
    recent = tally(snapshot.pulse.flood, scope)
    alarms = total(recent)
    load = _load(alarms)
    made = _named(recent, words, "flood")
    figure = Figure(
        value=alarms,
        form="count",
        key="alarms",
        name=words("label.flood"),
        unit=words("tile.unit"),
        note=words(f"flood.{load}"),
        level=LEVELS[load],
    )
    return structs.replace(made, figures=(figure,))


def faults(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Device faults apart from public safety: figures `faults`, `device_fault_rate`."""
    broken = tally(snapshot.pulse.faults, scope)
    count = total(broken)
    definition = definitions()[FAULT_RATE]
    per_camera = rate(
        count,
        snapshot.cameras.get(scope, 0),
        definition.form,
        minimum_n=definition.minimum_n,
    )
    made = _named(broken, words, "faults")
    figures = (
        Figure(
            value=count,
            form="count",
            key="faults",
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


def _load(alarms: int) -> str:
    if alarms > FLOOD:
        return "flood"
    return "busy" if alarms > MANAGEABLE else "calm"


def _named(counted: Tally, words: Texts, part: str) -> Contents:
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
    )
