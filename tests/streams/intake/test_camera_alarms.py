"""Camera alarms: the category follows from (method, type), an algorithm or a sender."""

from typing import Any

import pytest
from msgspec import convert

from streams.events import CameraAlert
from streams.intake.camera_alarms import METHODS, alarms_from, category_of
from tests.support.messages import event
from tests.support.reference import rows, shipped_codes

ALARMS = shipped_codes().alarms


def alert(**fields: Any) -> CameraAlert:
    sent = {"alarm_type": None, **fields}
    message = event("camera_alert", **sent)
    return convert(message, CameraAlert)


def test_the_same_type_number_means_another_thing_under_another_method() -> None:
    assert category_of(alert(alarm_method=2, alarm_type=1), ALARMS) == "video_loss"
    assert category_of(alert(alarm_method=5, alarm_type=1), ALARMS) == "manual_video"
    assert category_of(alert(alarm_method=6, alarm_type=1), ALARMS) == "disk_fault"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("alarm_type", [None, 0, 42, 99])
def test_an_unknown_type_falls_back_within_its_method(
    method: int, alarm_type: int | None
) -> None:
    category = category_of(alert(alarm_method=method, alarm_type=alarm_type), ALARMS)
    assert category == ALARMS.pairs[method, None]
    assert (category in ALARMS.device_categories) is (method in {2, 6})


@pytest.mark.parametrize("algorithm", ["fire_smoke", "烟火", " Fire-Smoke "])
def test_an_algorithm_is_known_by_its_code_and_its_chinese_name(algorithm: str) -> None:
    sent = alert(alarm_method=5, alarm_type=2, algorithm=algorithm)
    assert category_of(sent, ALARMS) == "fire_smoke"


def test_an_unknown_algorithm_leaves_method_and_type() -> None:
    sent = alert(alarm_method=5, alarm_type=6, algorithm="厂商自定义")
    assert category_of(sent, ALARMS) == "intrusion"


def test_a_senders_own_category_counts_when_it_is_known() -> None:
    assert category_of(alert(alarm_method=7, category="crowd"), ALARMS) == "crowd"
    assert category_of(alert(alarm_method=7, category="??"), ALARMS) == "other_alarm"


def test_a_device_fault_stays_one_whatever_the_sender_calls_it() -> None:
    sent = alert(alarm_method=6, alarm_type=2, category="crowd", algorithm="crowd")
    assert category_of(sent, ALARMS) == "fan_fault"


def test_a_table_without_a_fallback_is_refused_naming_the_method() -> None:
    incomplete = [row for row in rows("camera_alarms") if row["alarm_method"] != "7"]
    with pytest.raises(ValueError, match=r"methods \[7\]"):
        alarms_from(incomplete)
