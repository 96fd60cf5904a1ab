"""The identity provider as routes ask it: never on the event loop, and in a line."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread

from board.logins.sso.provider import Provider
from board.logins.sso.unproven import Unproven
from board.logins.sso.ways import LASTS, Ways
from board.look import clock
from board.web.forms import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from board.provider import ProviderSettings

LOG = logging.getLogger(__name__)
AT_ONCE, IN_LINE = 8, 20
"""So many ask the provider at once, and so many wait: another line than that of the
passwords, which goes on where the provider hangs.
"""
OURS = frozenset({"unreachable", "provider"})
"""Why nobody is proven that is nobody's fault who comes."""
One = TypeVar("One")


class Gate:
    """One for all routes of a board."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self.provider = Provider(settings)
        self.ways = Ways()
        self._is_https = settings.redirect.startswith("https:")
        self._cookie = "__Host-cgc_sso" if self._is_https else "cgc_sso"
        self._line = CapacityLimiter(AT_ONCE)

    async def asked(self, ask: Callable[[], One]) -> One:
        """What the provider says. Raises Refused, and the log says why."""
        if self._line.statistics().tasks_waiting >= IN_LINE:
            raise Refused("busy", HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return await to_thread.run_sync(ask, limiter=self._line)
        except Unproven as fault:
            raise refused(fault) from fault

    async def has_way_out(self) -> bool:
        """Whether the provider ends its own session on demand; not while it is mute."""
        try:
            return bool(
                await self.asked(lambda: self.provider.way_out(clock.now(), ""))
            )
        except Refused:
            return False

    def browser_of(self, request: Request) -> str:
        return request.cookies.get(self._cookie, "")

    def remember(self, answer: Response, browser: str) -> None:
        """Lax, since the provider's host is another's, and sends people back."""
        answer.set_cookie(
            self._cookie,
            browser,
            max_age=int(LASTS.total_seconds()),
            secure=self._is_https,
            httponly=True,
            samesite="lax",
        )


def refused(fault: Unproven) -> Refused:
    """What a person is told, after the log was."""
    LOG.warning("the identity provider proved nobody: %s", fault)
    is_ours = fault.reason in OURS
    status = HTTPStatus.BAD_GATEWAY if is_ours else HTTPStatus.FORBIDDEN
    return Refused(f"sso_{fault.reason}", status)
