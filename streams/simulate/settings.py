"""What the demo feed is told by its command line and environment, read once."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from streams.broker.connection import connection_from
from streams.signing.key import SETTING, signing_key
from streams.simulate.tables import HERE, Volume, read_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.signing.key import SigningKey

PROJECT = Path(__file__).parents[2]
DEFAULT_SEED = 421_300
HIGHEST_RATE = 500.0


class SettingsError(Exception):
    """The demo feed may not or cannot run like this; the text names the setting."""


@dataclass(frozen=True, kw_only=True)
class SimulateSettings:
    """Settings of one run; `reduced` for the embedded broker, which holds little."""

    seed: int
    rate: float
    volumes: tuple[Volume, ...]
    history: bool
    live: bool
    home: Path
    broker_kind: str
    connection: Mapping[str, Any]
    signing_key: SigningKey | None = None

    @property
    def reduced(self) -> bool:
        return self.broker_kind == "embedded"

    @property
    def state_path(self) -> Path:
        return self.home / "simulate.json"

    @property
    def status_path(self) -> Path:
        return self.home / "simulate-status.json"

    @property
    def truth_path(self) -> Path:
        return self.home / "simulate-truth.json"


def settings_from(words: Sequence[str], environ: Mapping[str, str]) -> SimulateSettings:
    """Settings from the command line and the environment.

    Raises SettingsError, and VolumesError for a file of volumes.
    """
    options = _parser(environ.get("CGC_RATE", "1")).parse_args(words)
    require_demo(environ, "the demo feed")
    if not 0 < options.rate <= HIGHEST_RATE:
        raise SettingsError(
            f"--rate (CGC_RATE) must be above 0 and at most {HIGHEST_RATE:g}"
        )
    volumes = tuple(
        _with_history(volume, options.months, options.days)
        for volume in read_volumes(options.volumes)
    )
    return SimulateSettings(
        seed=options.seed,
        rate=options.rate,
        volumes=volumes,
        history=not options.no_history,
        live=not options.history_only,
        home=Path(environ.get("CGC_HOME", str(PROJECT / "var"))),
        broker_kind=environ.get("CGC_BROKER_KIND", "local"),
        connection=connection_from(environ),
        signing_key=key_from(environ),
    )


def key_from(environ: Mapping[str, str]) -> SigningKey | None:
    """The key to sign with, if one is named. Raises SettingsError."""
    try:
        return signing_key(environ.get(SETTING, ""))
    except ValueError as error:
        raise SettingsError(str(error)) from error


def require_demo(environ: Mapping[str, str], who: str) -> None:
    """Refuse to write synthetic records to a cluster that is not for demos."""
    is_cluster = environ.get("CGC_BROKER_KIND") == "cluster"
    if is_cluster and environ.get("DEMO") != "1":
        raise SettingsError(
            f"{who} does not write to an existing cluster (CGC_BROKER_KIND=cluster); "
            "set DEMO=1 if this one is for demos"
        )


def _with_history(volume: Volume, months: int | None, days: int | None) -> Volume:
    """Another length for streams with months of history; never longer for the rest."""
    if months is None and days is None:
        return volume
    if volume.history_months:
        return replace(volume, history_months=months or 0, history_days=days or 0)
    if days is None:
        return volume
    return replace(volume, history_days=min(volume.history_days, days))


def _parser(rate: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m streams.simulate",
        description="Demo feed (演示数据): history through the broker, then live.",
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument(
        "--rate", type=float, default=rate, help="multiplies the live volume"
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--months", type=int, help="length of history")
    length.add_argument("--days", type=int, help="length of history")
    parser.add_argument("--volumes", type=Path, default=HERE / "volumes.csv")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--history-only", action="store_true", help="then stop")
    part.add_argument("--no-history", action="store_true", help="live at once")
    return parser
