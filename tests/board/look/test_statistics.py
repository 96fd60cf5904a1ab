"""The list of ready-made tables: what can be made of a line, and what is refused."""

from __future__ import annotations

import pytest

from board.look import statistics as look
from board.look.definitions import definitions
from board.look.statistics import (
    MOST_MEASURES,
    dimensions_of,
    is_of_signals,
    measures_of,
    statistics,
    subjects,
)
from sql.reference.tables import table

GOOD = {
    "statistic": "one",
    "name_zh": "一表",
    "name_en": "One",
    "of": "case",
    "rows": "town",
    "columns": "month",
    "measures": "received|close_rate",
    "source_note": "example",
}


def load(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, str]) -> tuple[str, ...]:
    monkeypatch.setattr(look, "table", lambda _name: list(rows))
    return tuple(look.statistics.__wrapped__())


def test_those_that_ship_are_examples_of_all_that_can_be_counted() -> None:
    assert len(statistics()) >= 8
    assert {row["source_note"] for row in table("statistics.csv")} == {"example"}
    assert {one.of for one in statistics().values()} >= {"case", "dispute", "risk_lead"}


def test_a_good_line_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, GOOD) == ("one",)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"of": "both"}, "`of` is one of case, signal"),
        ({"rows": "moon"}, "`rows` is one of"),
        ({"rows": ""}, "`rows` is one of"),
        ({"columns": "channel"}, "`columns` is one of"),
        ({"rows": "day"}, "differ"),
        ({"columns": "division"}, "differ"),
        ({"measures": "signals_received"}, "there is no 'signals_received'"),
        ({"measures": ""}, "there is no ''"),
        ({"measures": "open"}, "have no day"),
        ({"measures": "received|received"}, f"at most {MOST_MEASURES}"),
        ({"statistic": "a b"}, "a name of its own"),
        ({"name_en": ""}, "both languages"),
    ],
)
def test_a_line_that_cannot_be_made_is_refused_with_its_place(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=r"sql/reference/statistics\.csv line 3") as it:
        load(monkeypatch, GOOD, GOOD | {"statistic": "two"} | changed)
    assert said in str(it.value)


def test_a_name_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="line 3: `statistic`"):
        load(monkeypatch, GOOD, GOOD)


def test_cases_and_signals_have_no_measure_in_common() -> None:
    assert not set(measures_of("case")) & set(measures_of("signal"))
    for of in subjects():
        assert measures_of(of)
        assert all(definitions()[one].form in look.FORMS for one in measures_of(of))
    assert not any(is_of_signals(definitions()[one]) for one in measures_of("dispute"))


def test_what_only_some_items_have_is_no_dimension_of_others() -> None:
    assert "channel" in dimensions_of("dispute")
    assert "channel" not in dimensions_of("case")
    assert "campaign" not in dimensions_of("signal")
    assert "kind" not in dimensions_of("incident")
