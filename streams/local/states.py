"""What supervisor knows of a running program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REFUSED_STATUS = 2
"""The exit status of a program that says: put something right first."""
STEADY_SECONDS = 2


@dataclass(frozen=True, kw_only=True)
class ProgramState:
    """One program at one moment; `pid` is 0 while it does not run."""

    pid: int
    is_running: bool
    exit_status: int
    seconds: int

    @classmethod
    def from_information(cls, information: Mapping[str, Any]) -> "ProgramState":
        """Read what supervisor's `getAllProcessInfo` says of one program."""
        return cls(
            pid=information["pid"],
            is_running=information["statename"] == "RUNNING",
            exit_status=information["exitstatus"],
            seconds=information["now"] - information["start"],
        )

    @property
    def has_refused(self) -> bool:
        return not self.is_running and self.exit_status == REFUSED_STATUS

    @property
    def is_steady(self) -> bool:
        """Whether it has run long enough not to be one that ends at once."""
        return self.is_running and self.seconds >= STEADY_SECONDS
