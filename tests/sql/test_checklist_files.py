"""处置清单 as files: which list an item has, and what the files may say."""

from __future__ import annotations

from itertools import product

import pyarrow as pa
import pytest

from sql.checklists import RULES, STEPS, check
from sql.errors import StoreError
from sql.lists import reference_rows
from sql.reference.checklists import fitting, steps
from sql.reference.tables import table
from streams.privacy.masking import mask_line
from tests.support.ready import ready_store

SEVERITIES, SCALES = ("01", "02", "03", "04"), ("01", "02", "03")
AGENCIES = [row["agency_code"] for row in table("agencies.csv")]


def wanted(kind: str, category: str, severity: str, scale: str) -> str | None:
    """The rule in words: what burns or explodes first, then crowds, then the rest."""
    fires = {"0301": "03", "0302": "03", "0303": "03", "0304": "02"}
    if kind == "incident":
        if category in fires and severity <= fires[category]:
            return "fire"
        if category == "0404" or (category == "0403" and severity <= "03"):
            return "explosives"
    if kind == "risk_lead" and severity <= "02":
        dangerous = dict.fromkeys(("05", "06", "08"), "explosives")
        return {"02": "homicide", **dangerous}.get(category)
    if kind in ("incident", "dispute"):
        if scale == "03" or (scale == "02" and severity <= "03"):
            return "group"
        if severity <= "02":
            return {"incident": "grave", "dispute": "homicide"}[kind]
    return "camera" if kind == "camera_alert" and severity <= "02" else None


def test_every_item_has_the_one_list_that_the_rule_says_or_none() -> None:
    categories = [(row["kind"], row["category"]) for row in table("categories.csv")]
    every = list(product(categories, SEVERITIES, SCALES))
    fits = ready_store()._connection.table("checklist_fits")  # noqa: SLF001 - a table that reads join and none lists
    rows = fits.project("kind, category, severity, scale, checklist").fetchall()
    loaded = {row[:4]: row[4] for row in rows}
    assert len(loaded) == len(rows)
    for (kind, category), severity, scale in every:
        one = wanted(kind, category, severity, scale)
        assert fitting(kind, category, severity, scale) == one
        assert loaded.get((kind, category, severity, scale)) == one
    found = {fitting(*place, *rest) for place, *rest in every}
    assert found == {None, *steps()}


def test_a_step_is_kept_as_it_is_written() -> None:
    for row in table("checklist_steps.csv"):
        assert mask_line(row["name_zh"]) == row["name_zh"]


@pytest.mark.parametrize(
    ("file", "line", "cells", "remedy"),
    [
        (RULES, 2, {"checklist": "flood"}, "has no steps"),
        (RULES, 2, {"kind": ""}, "names the stream"),
        (RULES, 2, {"severity": "5"}, "is 01 to 04"),
        (RULES, 2, {"scale": "04"}, "`scale` 01 to 03"),
        (RULES, 2, {"valid_from": "today"}, "is a day such as"),
        (RULES, 3, {"category": "0301", "severity": "02"}, "put it above"),
        (STEPS, 2, {"checklist": "flood"}, "no rule of .* leads to this list"),
        (STEPS, 2, {"step": "one"}, "a number from 1 to 9"),
        (STEPS, 3, {"step": "3"}, "is number 2"),
        (STEPS, 3, {"step": "1"}, "is number 2"),
        (STEPS, 2, {"minutes": "0"}, "1 to 44640"),
        (STEPS, 2, {"name_en": ""}, "both languages"),
        (STEPS, 2, {"name_zh": "长" * 201}, "one short sentence"),
        (STEPS, 2, {"role": "auditor"}, "is one of duty_officer"),
        (STEPS, 3, {"agency": "navy", "role": ""}, "none of sql/reference/agencies"),
        (STEPS, 2, {"agency": "police"}, "empty one of them"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_with_place_and_remedy(
    file: str, line: int, cells: dict[str, str], remedy: str
) -> None:
    given = {RULES: table("checklists.csv"), STEPS: table("checklist_steps.csv")}
    given[file][line - 2] |= cells
    rules, told = (pa.Table.from_pylist(given[one]) for one in (RULES, STEPS))
    with pytest.raises(StoreError, match=rf"{file} line {line} \(.*{remedy}"):
        check(rules, told, AGENCIES)


def test_what_ships_may_stand() -> None:
    check(reference_rows("checklists"), reference_rows("checklist_steps"), AGENCIES)
