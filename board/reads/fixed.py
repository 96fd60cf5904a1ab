"""What hardly ever changes: sites, cameras, rules, asked once when first wanted, and
anew when another hub answers or the hub has other lists.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.reads.reads import Reads
    from board.reads.rows import Camera, Site
    from streams.handling.rules import Rules


class Fixed:
    """Sites and cameras of the register, rules of handling; raises HubGone while the
    hub is away and the answer is not known yet. `whose` names the hub and the lists
    that answer now: what was kept of others is forgotten.
    """

    def __init__(self, reads: Reads, whose: Callable[[], str] = str) -> None:
        self._reads, self._whose = reads, whose
        self._lock = threading.Lock()
        self._kept_of = ""
        self._kept: dict[str, Any] = {}

    def sites(self) -> tuple[Site, ...]:
        found: tuple[Site, ...] = self._known("sites", self._reads.sites)
        return found

    def cameras(self) -> tuple[Camera, ...]:
        found: tuple[Camera, ...] = self._known("cameras", self._reads.cameras)
        return found

    def rules(self) -> Rules:
        found: Rules = self._known("rules", self._reads.rules)
        return found

    def _known(self, name: str, ask: Callable[[], Any]) -> Any:
        with self._lock:
            # Asked first: what comes while they change is kept as of those before.
            whose = self._whose()
            if whose != self._kept_of:
                self._kept_of, self._kept = whose, {}
            if name not in self._kept:
                self._kept[name] = ask()
            return self._kept[name]
