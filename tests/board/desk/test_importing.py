"""A list: its own column names, every row checked, the same list twice adds nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from board.desk import forms
from board.desk.columns import NEEDED, header_at, importable, mapped
from board.desk.importing import Given, Row, Source, lacking, rows_of, standing
from board.desk.said import Place, place
from board.look.texts import table, texts
from board.reads.reads import Reads
from sql.flight import FlightServer, FlightStore
from streams.intake.decode import Fact, decode
from streams.privacy.parties import PartyKey
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ports import free_port
from tests.support.ready import ready_store
from tests.support.reference import shipped_codes

if TYPE_CHECKING:
    from board.desk.said import Raw
    from board.picture.snapshot import Snapshot
    from streams.events import Stream

CITY = 421300000000
DISPUTE = forms.stream_of("dispute")
HEADER = ("编号", "纠纷类型", "级别", "所属村", "发生日期", "案由", "来访途径", "备注")
ROW = (
    *("SX-1", "邻里关系", "一般", "421321101001", "2026-03-02", "因边界争吵"),
    *("窗口", "无"),
)
FIELDS = (
    *("source_ref", "category", "level", "division_code", "occurred_at", "title"),
    *("channel", ""),
)
KEY = PartyKey(bytes(32))
ALL = Source(DISPUTE, "mediation", is_synthetic=True)
KINDS = pytest.mark.parametrize("stream", forms.registrable(), ids=lambda one: one.kind)


@pytest.fixture(scope="session")
def where(snapshot: Snapshot) -> Place:
    return place(snapshot.geography, CITY, NOW, KEY)


def row(**changes: Raw) -> tuple[Raw, ...]:
    """The row with other cells under these fields."""
    said = dict(zip(FIELDS, ROW, strict=True)) | changes
    return tuple(said[field] for field in FIELDS)


def read(where: Place, *rows: tuple[Raw, ...]) -> tuple[Row, ...]:
    return rows_of(Given(HEADER, rows, 2), FIELDS, ALL, where)


def messages(rows: tuple[Row, ...]) -> list[bytes]:
    return [msgspec.json.encode(one.event) for one in rows if one.event]


def test_columns_are_known_by_the_citys_own_names() -> None:
    assert mapped(HEADER, "dispute") == FIELDS
    assert mapped((" 纠纷类型 * ", "标题（必填）", None, 7), "dispute")[0] == "category"


def test_what_somebody_chose_for_a_column_counts_more_than_its_name() -> None:
    own = {"备注": "description", "案由": "", "编号": "level", "级别": "no such field"}
    found = mapped(HEADER, "dispute", own)
    assert (found[0], found[2], found[5], found[7]) == ("level", "", "", "description")


def test_a_field_has_one_column() -> None:
    assert mapped(("标题", "案由", "名称"), "dispute") == ("title", "", "")


def test_a_list_may_begin_with_a_title() -> None:
    rows = [("随县台账", None), (), HEADER, ROW]
    assert header_at(rows, "dispute") == 2
    assert header_at([], "dispute") == 0


def test_no_name_means_two_fields() -> None:
    names = [
        name
        for one in table(forms.REFERENCE.parents[1] / "board/desk/columns.csv")
        for name in one["names"].split("|")
    ]
    assert len(names) == len(set(names))


@KINDS
def test_every_field_of_a_list_has_a_name_on_screen(stream: Stream) -> None:
    assert {*NEEDED, stream.own_scale} <= set(importable(stream.kind))
    for field in importable(stream.kind):
        assert texts("en")(f"field.{field}")


def test_columns_that_are_lacking_are_named() -> None:
    assert lacking(FIELDS, "dispute") == ()
    assert lacking(("title", "level"), "dispute") == (
        "category",
        "division_code",
        "occurred_at",
    )


def test_the_hub_takes_a_row_as_it_was_read(where: Place) -> None:
    [one] = read(where, row(title="王小明13812345678与邻居争吵"))
    assert one.faults == ()
    [message] = messages((one,))
    fact = decode(DISPUTE.topic, message, (), NOW, shipped_codes())
    assert isinstance(fact, Fact), fact
    assert (fact.source, fact.source_ref, fact.category) == ("mediation", "SX-1", "17")
    assert fact.title == "王**138****5678与邻居争吵"


def test_cells_of_a_spreadsheet_are_read_as_a_person_means_them(where: Place) -> None:
    typed = row(
        source_ref=1001.0,
        category=17.0,
        level=4,
        division_code=421321101001.0,
        occurred_at=date(2026, 3, 2),
    )
    [one] = read(where, typed)
    assert one.event is not None, one.faults
    assert one.event.source_ref == "1001"
    assert one.event.occurred_at == datetime.fromisoformat("2026-03-02T00:00+08:00")


def test_all_that_is_wrong_with_a_row_is_told_and_the_others_go(where: Place) -> None:
    bad = row(source_ref="", category="外星", division_code="无此村", title=None)
    rows = read(where, ROW, bad, row(source_ref="SX-2"))
    assert [one.standing for one in rows] == ["new", "bad", "new"]
    told = {one.field: one.reason for one in rows[1].faults}
    assert told == {
        "category": "not_listed",
        "division_code": "unknown_division",
        "title": "missing",
    }
    assert rows[1].number == 3


def test_a_row_twice_is_one_item(where: Place) -> None:
    plain = row(source_ref="")
    rows = read(where, ROW, plain, row(title="别的"), plain, (None,) * 8, ("",) * 8)
    assert [one.standing for one in rows] == ["new", "new", "bad", "bad"]
    assert [one.faults[0].values for one in rows[2:]] == [{"n": 2}, {"n": 3}]


@given(some.permutations(range(5)))
def test_the_same_list_says_the_same_in_any_order(
    where: Place, order: list[int]
) -> None:
    rows = [
        row(source_ref=f"SX-{number}" if number % 2 else "", title=f"事由{number}")
        for number in range(5)
    ]
    again = [rows[place] for place in order]
    assert set(messages(read(where, *rows))) == set(messages(read(where, *again)))


def test_what_was_sent_before_is_told_from_what_changed(where: Place) -> None:
    city = City(ready_store())
    reads = Reads(city.store)
    rows = read(where, ROW, row(source_ref="SX-2"))
    city.write(*(one.event for one in rows if one.event), at=NOW)
    again = read(where, ROW, row(source_ref="SX-2", title="改了"), row(source_ref="3"))
    ids = [one.event.id for one in again if one.event]
    known = {one.item_id: one for one in reads.items_of_ids("dispute", ids)}
    held = standing(again, known)
    assert [one.standing for one in held] == ["same", "changed", "new"]
    assert [one.event.version for one in held if one.event] == [1, 2, 1]
    city.write(*(one.event for one in held if one.event), at=NOW)
    assert city.store.query("item_list", low=0, high=10**12, row_limit=9).num_rows == 3
    known = {one.item_id: one for one in reads.items_of_ids("dispute", ids)}
    assert {one.standing for one in standing(again, known)} == {"same"}


def test_a_column_with_parties_is_hashed_and_another_party_is_a_change(
    where: Place,
) -> None:
    city = City(ready_store())
    reads = Reads(city.store)
    header = (*HEADER[:-1], "身份证号")
    fields = mapped(header, "dispute")
    assert fields[-1] == "party"

    def told(who: Raw, of: tuple[str, ...] = fields) -> tuple[Row, ...]:
        rows = rows_of(Given(header, ((*ROW[:-1], who),), 2), of, ALL, where)
        ids = [one.event.id for one in rows if one.event]
        known = {one.item_id: one for one in reads.items_of_ids("dispute", ids)}
        return standing(rows, known)

    [first] = told(13812345678.0)
    assert first.event is not None
    assert first.event.party_hash == KEY.hash_of("13812345678")
    city.write(first.event, at=NOW)
    assert [one.standing for one in told("138 1234 5678")] == ["same"]
    [rounded] = told(421302199001011000.0)
    assert [one.reason for one in rounded.faults] == ["rounded_number"]
    [other] = told("王小明")
    assert other.standing == "changed"
    assert other.event is not None
    assert other.event.party_hash == KEY.hash_of("王小明")
    [silent] = told(None, FIELDS)
    assert silent.standing == "same"


def test_a_list_of_any_length_is_held_against_what_the_store_has(where: Place) -> None:
    city = City(ready_store())
    many = tuple(row(source_ref=f"SX-{number}") for number in range(700))
    sent = [one.event for one in read(where, *many) if one.event]
    city.write(*sent, at=NOW)
    port = free_port()
    with FlightServer(city.store, host="127.0.0.1", port=port):
        reads = Reads(FlightStore(f"127.0.0.1:{port}"))
        found = reads.items_of_ids("dispute", (one.id for one in sent))
    assert sorted(one.item_id for one in found) == sorted(one.id for one in sent)
