"""Every record becomes a typed, masked value or a reject that says why."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entries.duty import Roster
from streams.entries.entry import DeskEntry
from streams.entries.listed import ENTRIES, entry_name
from streams.entries.operations import Resend
from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS, TOPICS, Move, Stream
from streams.intake.codes import Codes
from streams.intake.decode import Fact, Reject, decode
from tests.support.messages import AT, VILLAGE, encoded, event, move
from tests.support.ready import ready_store
from tests.support.reference import rows, shipped_codes, stamp
from tests.support.samples import samples

CODES = shipped_codes()
RECORD_AT = stamp("2026-11-30T08:00:00+08:00")
EACH_STREAM = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.kind)
COUNTY, CITY, OTHER_COUNTY = "421321", "421300", "421303"
TYPES = {HANDLING_TOPIC: Move, DESK_TOPIC: DeskEntry}
DESK_ENTRY = {
    "entry_id": "d1",
    "entry": "resend",
    "actor": "seat-1",
    "acting_center": VILLAGE,
    "entered_at": AT,
    "topic": "cgc.incidents",
    "partition": 0,
    "offset": 7,
}


def fact(kind: str, **fields: Any) -> Fact:
    topic = next(stream.topic for stream in STREAMS if stream.kind == kind)
    decoded = decode(topic, encoded(event(kind, **fields)), (), RECORD_AT, CODES)
    assert isinstance(decoded, Fact), decoded
    return decoded


def refused(topic: str, message: Any) -> Reject:
    decoded = decode(topic, encoded(message), (), RECORD_AT, CODES)
    assert isinstance(decoded, Reject), decoded
    return decoded


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sample_is_valid_and_says_that_it_is_synthetic(topic: str) -> None:
    messages = samples(topic)
    assert len(messages) >= 5
    for message in messages:
        decoded = decode(topic, message, (), RECORD_AT, CODES)
        assert isinstance(decoded, TYPES.get(topic, Fact)), decoded
        assert json.loads(message)["synthetic"] is True


@EACH_STREAM
def test_a_fact_carries_the_common_fields_of_its_event(stream: Stream) -> None:
    made = fact(
        stream.kind,
        division_code="421321101",
        description="说明",
        tags=["a", "b"],
        campaign="summer_100_days",
        party_hash="0" * 32,
        longitude=113.4,
        latitude=32.0,
    )
    assert (made.kind, made.item_id, made.version) == (
        stream.kind,
        f"{stream.kind}-1",
        1,
    )
    assert (made.division_code, made.town_code) == (421321101000, 421321101000)
    assert made.occurred_at == made.reported_at == stamp(AT)
    assert (made.title, made.description) == ("演示数据", "说明")
    assert (made.longitude, made.latitude) == (113.4, 32.0)
    assert (made.source, made.source_ref, made.tags) == ("grid", "R1", ["a", "b"])
    assert (made.campaign, made.party_hash) == ("summer_100_days", "0" * 32)
    assert made.is_synthetic is True
    assert made.extra is None
    assert json.loads(made.details).keys() >= {stream.own_scale}


def test_the_order_of_a_fact_is_the_order_of_the_log() -> None:
    assert Fact.__struct_fields__[:5] == (
        "kind",
        "item_id",
        "version",
        "content_hash",
        "division_code",
    )
    assert Fact.__struct_fields__[-3:] == ("is_device_health", "details", "extra")


def test_codes_from_the_store_and_from_the_files_are_the_same() -> None:
    store = ready_store()
    names = (
        "divisions",
        "categories",
        "severity_map",
        "camera_alarms",
        "moves",
        "centers",
    )
    read = {name: store.query(name).to_pylist() for name in names}
    assert Codes.build(**read) == CODES


def test_the_severity_map_reaches_over_the_whole_of_every_scale() -> None:
    for stream in STREAMS:
        steps = CODES.severities[stream.kind]
        assert set(steps) - {""} <= {"01", "02", "03", "04"}
    assert len(CODES.severities["risk_lead"]) == 101
    assert all(CODES.severities["risk_lead"])


def test_a_severity_map_with_a_hole_is_refused() -> None:
    shipped = {
        "divisions": rows("suizhou/divisions"),
        "categories": rows("categories"),
        "severity_map": [r for r in rows("severity_map") if r["severity"] != "02"],
        "camera_alarms": rows("camera_alarms"),
        "moves": rows("moves"),
        "centers": rows("suizhou/centers"),
    }
    with pytest.raises(ValueError, match="incident has no severity for"):
        Codes.build(**shipped)


@pytest.mark.parametrize(
    ("kind", "fields", "severity"),
    [
        ("incident", {"level": "01"}, "01"),
        ("dispute", {"level": "04"}, "04"),
        ("camera_alert", {"priority": 2}, "02"),
        ("risk_lead", {"score": 0}, "04"),
        ("risk_lead", {"score": 60}, "03"),
        ("risk_lead", {"score": 100}, "01"),
    ],
)
def test_each_streams_own_scale_maps_to_one_severity(
    kind: str, fields: dict[str, Any], severity: str
) -> None:
    assert fact(kind, **fields).severity == severity


@pytest.mark.parametrize(
    ("division", "spread", "expected"),
    [
        (VILLAGE, [], "none"),
        (VILLAGE, [VILLAGE], "none"),
        (VILLAGE, ["421321101202"], "within_town"),
        ("421321101", [VILLAGE], "within_town"),
        (VILLAGE, ["421321102"], "cross_town"),
        (COUNTY, [VILLAGE], "cross_town"),
        (VILLAGE, [OTHER_COUNTY], "cross_county"),
        (VILLAGE, ["429006"], "cross_county"),
        (CITY, [VILLAGE], "cross_county"),
    ],
)
def test_spread_is_the_smallest_area_that_holds_all_divisions(
    division: str, spread: list[str], expected: str
) -> None:
    assert fact("incident", division_code=division, spread=spread).spread == expected


def test_codes_of_six_and_nine_digits_are_filled_up() -> None:
    assert fact("incident", division_code=COUNTY).division_code == 421321000000
    assert fact("incident", division_code=COUNTY).town_code == 0
    assert fact("incident", division_code="421321101").town_code == 421321101000
    spread = json.loads(fact("incident", spread=[COUNTY]).details)["spread"]
    assert spread == ["421321000000"]


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_no_position_is_none_in_every_datum(datum: str) -> None:
    for sent in ({"longitude": 0, "latitude": 0}, {"longitude": 113.4}, {}):
        made = fact("camera_alert", datum=datum, **sent)
        assert (made.longitude, made.latitude, made.extra) == (None, None, None)


def test_a_position_outside_the_city_is_dropped_and_kept_aside() -> None:
    made = fact("incident", longitude=116.4, latitude=39.9, datum="gcj02")
    assert (made.longitude, made.latitude) == (None, None)
    assert json.loads(made.extra or "") == {"position_outside": [116.4, 39.9, "gcj02"]}


def test_a_gcj02_position_is_stored_as_wgs84() -> None:
    made = fact("incident", longitude=113.4, latitude=31.7, datum="gcj02")
    assert made.longitude == pytest.approx(113.3938, abs=2e-4)
    assert made.latitude == pytest.approx(31.7019, abs=2e-4)


def test_a_camera_alert_takes_its_category_from_method_and_type() -> None:
    made = fact("camera_alert", alarm_method=2, alarm_type=1)
    assert (made.category, made.is_device_health) == ("video_loss", True)
    made = fact("camera_alert", category="自定义", alarm_method=5, alarm_type=6)
    assert (made.category, made.is_device_health) == ("intrusion", False)
    assert json.loads(made.details)["category_sent"] == "自定义"


@EACH_STREAM
def test_unknown_fields_are_kept_masked(stream: Stream) -> None:
    made = fact(stream.kind, 备注={"联系人": "王小明", "a": ["电话13812345678"]}, z=1)
    assert json.loads(made.extra or "") == {
        "z": 1,
        "备注": {"联系人": "王**", "a": ["电话138****5678"]},
    }


@EACH_STREAM
def test_free_text_is_masked_in_every_field(stream: Stream) -> None:
    made = fact(
        stream.kind,
        title="报警人王小明",
        description="身份证421303198501011234\n电话13812345678",
        tags=["13812345678"],
        source_ref="12345-13812345678",
        campaign="鄂S12345",
    )
    assert made.title == "报警人王**"
    assert made.description == "身份证4213**********1234\n电话138****5678"
    assert made.tags == ["138****5678"]
    assert made.source_ref == "12345-138****5678"
    assert made.campaign == "鄂S*****"


def test_kind_specific_text_is_masked_too() -> None:
    assert "王小明" not in fact("risk_lead", hazard="业主：王小明").details
    assert "1381234" not in fact("dispute", channel="13812345678").details
    assert "1381234" not in fact("camera_alert", algorithm="13812345678").details


@given(st.randoms())
def test_equal_content_gives_an_equal_hash_in_any_order_of_keys(random: Any) -> None:
    message = event("incident", x={"b": 1, "a": [1, 2]}, y="z", description="说明")
    expected = decode("cgc.incidents", encoded(message), (), RECORD_AT, CODES)
    keys = list(message)
    random.shuffle(keys)
    shuffled = {key: message[key] for key in keys}
    shuffled["x"] = {"a": [1, 2], "b": 1}
    value = json.dumps(shuffled, indent=1).encode()
    assert decode("cgc.incidents", value, (), RECORD_AT, CODES) == expected


def test_other_content_gives_another_hash_of_64_bits() -> None:
    hashes = {
        fact("incident").content_hash,
        fact("incident", version=2).content_hash,
        fact("incident", title="另一").content_hash,
        fact("incident", z=1).content_hash,
        fact("incident", z=2).content_hash,
        fact("incident", longitude=113.4, latitude=32.0).content_hash,
    }
    assert len(hashes) == 6
    assert all(-(2**63) <= number < 2**63 for number in hashes)


@pytest.mark.parametrize("kind", ["incident", "dispute", "risk_lead"])
def test_an_unknown_category_is_refused(kind: str) -> None:
    topic = next(stream.topic for stream in STREAMS if stream.kind == kind)
    reject = refused(topic, event(kind, category="报警人王小明"))
    assert reject.reason == "unknown_category"
    assert "王小明" not in reject.detail + reject.payload


@EACH_STREAM
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"division_code": "110101001001"}, "unknown_division"),
        ({"occurred_at": "2026-12-01T08:00:01+08:00"}, "time_out_of_range"),
        ({"reported_at": "1999-12-31T00:00:00+08:00"}, "time_out_of_range"),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "time_out_of_range"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "time_out_of_range"),
        ({"occurred_at": "2026-11-01T08:00:00"}, "invalid_field"),
        ({"title": ""}, "invalid_field"),
        ({"title": "长" * 201}, "invalid_field"),
        ({"title": None}, "invalid_field"),
        ({"id": "a\n"}, "invalid_field"),
        ({"id": "a\u202eb"}, "invalid_field"),
        ({"id": "x" * 65}, "invalid_field"),
        ({"id": "13812345678"}, "identity_field"),
        ({"division_code": "421303\n"}, "invalid_field"),
        ({"division_code": "42130300100"}, "invalid_field"),
        ({"version": -1}, "invalid_field"),
        ({"version": 2**64}, "invalid_field"),
        ({"version": "1"}, "invalid_field"),
        ({"longitude": 181}, "invalid_field"),
        ({"datum": "cgcs"}, "invalid_field"),
        ({"tags": ["x"] * 33}, "invalid_field"),
        ({"x": "y" * 17_000}, "extra_too_large"),
        ({"x": {"face_id": 1}}, "identity_field"),
    ],
)
def test_what_is_wrong_is_named(
    stream: Stream, fields: dict[str, Any], reason: str
) -> None:
    assert refused(stream.topic, event(stream.kind, **fields)).reason == reason


@EACH_STREAM
def test_a_missing_field_is_named(stream: Stream) -> None:
    message = event(stream.kind)
    del message["source"]
    reject = refused(stream.topic, message)
    assert reject.reason == "invalid_field"
    assert "`source`" in reject.detail


@EACH_STREAM
def test_an_event_of_yesterdays_future_is_let_in_within_a_day(stream: Stream) -> None:
    at = (RECORD_AT + timedelta(hours=23)).isoformat()
    assert fact(stream.kind, occurred_at=at, reported_at=at).occurred_at == stamp(at)


def test_a_value_out_of_a_closed_list_is_not_repeated() -> None:
    for sent in ("王小明", "王小明' - at `$.x`", '"', "a\nb"):
        reject = refused("cgc.incidents", event("incident", level=sent))
        assert reject.reason == "invalid_field"
        assert reject.detail.startswith("Invalid enum value - at `$.level`")


@pytest.mark.parametrize("topic", TOPICS)
def test_identity_is_refused_by_its_path_alone(topic: str) -> None:
    good = json.loads(samples(topic)[0])
    for bad in (
        {**good, "extra": {"a": [{"Face_ID": "f-77"}]}},
        {**good, "face_id": "f-77", "title": 1, "move": 1, "entry": 1},
        {"身份证号": "f-77"},
        {**good, "title": {"plate": "f-77"}, "role": {"plate": "f-77"}, "actor": 1},
    ):
        reject = refused(topic, bad)
        assert reject.reason == "identity_field"
        assert reject.payload == ""
        assert "f-77" not in reject.detail


def test_a_key_that_holds_a_number_is_masked_in_the_detail() -> None:
    reject = refused("cgc.incidents", event("incident", face_13812345678=1))
    assert reject.reason == "identity_field"
    assert "13812345678" not in reject.detail


def test_what_is_shown_of_a_reject_is_masked_and_short() -> None:
    message = event(
        "incident", level="9", title="报警人王小明 13812345678", x="y" * 9_000
    )
    reject = refused("cgc.incidents", message)
    assert "报警人王** 138****5678" in reject.payload
    assert len(reject.payload) == 4_096


def test_what_is_shown_of_broken_json_is_masked_too() -> None:
    message = json.dumps({"title": "报警人王小明", "tel": "13812345678"})[:-1].encode()
    reject = decode("cgc.incidents", message, (), RECORD_AT, CODES)
    assert isinstance(reject, Reject)
    assert reject.reason == "not_json"
    assert reject.payload == '{"title": "报警人王**", "tel": "138****5678"'
    broken = b'{"\\u0066ace_id": "f-77", '
    reject = decode("cgc.incidents", broken, (), RECORD_AT, CODES)
    assert isinstance(reject, Reject)
    assert reject.payload == ""


def test_a_number_cut_at_the_end_of_what_is_shown_does_not_leak() -> None:
    for filler in range(4_075, 4_100):
        message = b"x" * filler + b" 13812345678"
        reject = decode("cgc.incidents", message, (), RECORD_AT, CODES)
        assert isinstance(reject, Reject)
        assert "13812" not in reject.payload


def test_a_move_comes_typed_padded_and_masked() -> None:
    message = move(
        "incident",
        "assign",
        acting_center="421321101",
        to_center=COUNTY,
        note="联系人：王小明\n13812345678",
    )
    decoded = decode(HANDLING_TOPIC, encoded(message), (), RECORD_AT, CODES)
    assert isinstance(decoded, Move)
    assert decoded.acting_center == "421321101000"
    assert decoded.to_center == "421321000000"
    assert decoded.note == "联系人：王**\n138****5678"
    assert decoded.moved_at == stamp(AT)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"move": "vanish"}, "unknown_move"),
        ({"kind": "person"}, "unknown_kind"),
        ({"acting_center": "110101"}, "unknown_center"),
        ({"to_center": "110101"}, "unknown_center"),
        ({"moved_at": "2027-01-01T00:00:00+08:00"}, "time_out_of_range"),
        ({"due_at": "2100-01-02T00:00:00+08:00"}, "time_out_of_range"),
        ({"due_at": "9999-12-31T23:59:59-14:00"}, "time_out_of_range"),
        ({"case_id": "13812345678"}, "identity_field"),
        ({"note": 1}, "invalid_field"),
        ({"person_id": "1"}, "identity_field"),
    ],
)
def test_a_move_that_cannot_be_read_is_refused(
    fields: dict[str, Any], reason: str
) -> None:
    assert (
        refused(HANDLING_TOPIC, {**move("incident", "accept"), **fields}).reason
        == reason
    )


def test_a_desk_entry_comes_typed_and_padded() -> None:
    message = {**DESK_ENTRY, "acting_center": COUNTY}
    decoded = decode(DESK_TOPIC, encoded(message), (), RECORD_AT, CODES)
    assert isinstance(decoded, Resend)
    assert decoded.acting_center == "421321000000"
    assert decoded.role is None


def test_a_desk_entry_says_in_which_role_it_was_made() -> None:
    message = {**DESK_ENTRY, "role": "staff"}
    decoded = decode(DESK_TOPIC, encoded(message), (), RECORD_AT, CODES)
    assert isinstance(decoded, Resend)
    assert decoded.role == "staff"


@pytest.mark.parametrize("struct", ENTRIES, ids=entry_name)
def test_every_desk_entry_is_told_by_its_name(struct: type[DeskEntry]) -> None:
    kinds = {
        type(decode(DESK_TOPIC, value, (), RECORD_AT, CODES))
        for value in samples(DESK_TOPIC)
        if json.loads(value)["entry"] == entry_name(struct)
    }
    assert kinds == {struct}


def test_what_lies_within_a_desk_entry_is_masked_as_well() -> None:
    shared = ("entry_id", "actor", "acting_center", "entered_at")
    span = {"from_at": "2026-03-18T08:00:00+08:00", "until": "2026-03-18T20:00:00Z"}
    shift = {"person": "演示甲13812345678", "function": "leader", **span}
    message = {name: DESK_ENTRY[name] for name in shared} | span
    message |= {"entry": "roster", "shifts": [shift]}
    decoded = decode(DESK_TOPIC, encoded(message), (), RECORD_AT, CODES)
    assert isinstance(decoded, Roster)
    assert [one.person for one in decoded.shifts] == ["演示甲138****5678"]


def test_a_desk_entry_without_a_name_is_refused() -> None:
    message = {name: DESK_ENTRY[name] for name in DESK_ENTRY if name != "entry"}
    assert "`entry`" in refused(DESK_TOPIC, message).detail


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"acting_center": "110101"}, "unknown_center"),
        ({"entry": "delete"}, "invalid_field"),
        ({"entry": "DeskEntry"}, "invalid_field"),
        ({"entry": ["resend"]}, "invalid_field"),
        ({"entry": "delete", "person_id": "1"}, "identity_field"),
        ({"person_id": "1"}, "identity_field"),
        ({"partition": 2**31}, "invalid_field"),
        ({"offset": 2**63}, "invalid_field"),
        ({"entered_at": "2027-01-01T00:00:00+08:00"}, "time_out_of_range"),
    ],
)
def test_a_desk_entry_that_cannot_be_read_is_refused(
    fields: dict[str, Any], reason: str
) -> None:
    assert refused(DESK_TOPIC, {**DESK_ENTRY, **fields}).reason == reason


def test_a_topic_that_is_not_ours_is_a_bug_and_not_a_reject() -> None:
    with pytest.raises(KeyError):
        decode("someone.elses", b"{}", (), RECORD_AT, CODES)


def test_facts_travel_as_json() -> None:
    assert msgspec.json.encode(fact("incident"))
