"""Resident memory of a process, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path

KIB_PER_MIB = 1024


def resident_mib(pid: int) -> float:
    """What it holds now."""
    return _status_mib(pid, "VmRSS")


def peak_mib(pid: int | str = "self") -> float:
    """The most that it ever held."""
    return _status_mib(pid, "VmHWM")


def _status_mib(pid: int | str, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / KIB_PER_MIB
    raise ValueError(f"/proc/{pid}/status has no {name}")
