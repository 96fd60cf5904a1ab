"""The demo feed is told by words and environment, and refuses what it may not do."""

from pathlib import Path

import pytest

from streams.signing.key import SETTING
from streams.simulate.__main__ import main
from streams.simulate.settings import SettingsError, settings_from
from streams.simulate.tables import VolumesError
from tests.support.signing import key

HEADER = "kind,per_day,history_months,history_days\n"


def test_the_defaults_are_the_shipped_volumes_at_the_normal_rate() -> None:
    settings = settings_from([], {})
    volumes = {volume.kind: volume for volume in settings.volumes}
    assert settings.rate == 1
    assert settings.history
    assert settings.live
    assert volumes["incident"].per_day == 240
    assert volumes["incident"].history_months == 25
    assert volumes["camera_alert"].history_days == 10


def test_a_cluster_is_refused_without_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {"CGC_BROKER_KIND": "cluster"}) == 2
    told = capsys.readouterr().err
    assert "DEMO=1" in told
    assert told.count("\n") == 1
    assert settings_from([], {"CGC_BROKER_KIND": "cluster", "DEMO": "1"}).rate == 1


def test_the_embedded_broker_gets_the_reduced_set() -> None:
    assert settings_from([], {"CGC_BROKER_KIND": "embedded"}).reduced
    assert not settings_from([], {}).reduced


def test_another_length_of_history_leaves_cameras_at_most_their_own() -> None:
    volumes = {v.kind: v for v in settings_from(["--days", "30"], {}).volumes}
    assert volumes["incident"].history_days == 30
    assert volumes["incident"].history_months == 0
    assert volumes["camera_alert"].history_days == 10
    volumes = {v.kind: v for v in settings_from(["--days", "2"], {}).volumes}
    assert volumes["camera_alert"].history_days == 2


def test_a_rate_out_of_bounds_is_refused() -> None:
    for rate in ("0", "-1", "501"):
        with pytest.raises(SettingsError, match="--rate"):
            settings_from(["--rate", rate], {})


def test_volumes_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "volumes.csv"
    path.write_text(f"{HEADER}incident,12,0,3\n", encoding="utf-8")
    (volume,) = settings_from(["--volumes", str(path)], {}).volumes
    assert (volume.kind, volume.per_day, volume.history_days) == ("incident", 12, 3)


@pytest.mark.parametrize("line", ["accident,12,0,3", "incident,many,0,3", "incident"])
def test_a_wrong_file_of_volumes_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "volumes.csv"
    path.write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(VolumesError, match=str(path)):
        settings_from(["--volumes", str(path)], {})


def test_a_missing_file_of_volumes_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--volumes", str(tmp_path / "none.csv")], {}) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_key_to_sign_with_is_read_or_refused_in_words(tmp_path: Path) -> None:
    assert settings_from([], {}).signing_key is None
    path = tmp_path / "feed.pem"
    key("feed").write(path)
    found = settings_from([], {SETTING: str(path)}).signing_key
    assert found is not None
    assert found.key_id == "feed"
    path.chmod(0o644)
    with pytest.raises(SettingsError, match=r"CGC_SIGNING_KEY=.* is open to others"):
        settings_from([], {SETTING: str(path)})
