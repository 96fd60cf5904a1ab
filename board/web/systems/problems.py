"""What goes back where nothing is answered: a problem (RFC 9457), and what helps."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from starlette.responses import Response

from board.web.answers import ANEW

if TYPE_CHECKING:
    from collections.abc import Mapping

REALM = 'Bearer realm="situation board"'


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was wrong (RFC 9457), with which parameter, and what helps."""

    title: str
    status: int
    type: str = "about:blank"
    detail: str
    parameter: str = ""
    remedy: str = ""


class Refusal(Exception):  # noqa: N818 - it says what happened, as the house names things
    """Nothing is answered; raised wherever that is noticed."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        parameter: str = "",
        remedy: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(
            title=status.phrase,
            status=int(status),
            detail=detail,
            parameter=parameter,
            remedy=remedy,
        )
        self.headers = dict(headers or {})

    @property
    def response(self) -> Response:
        return Response(
            msgspec.json.encode(self.problem),
            status_code=self.problem.status,
            media_type="application/problem+json",
            headers=ANEW | self.headers,
        )


def unfit(parameter: str, detail: str, remedy: str) -> Refusal:
    """A parameter is not what it can be."""
    return Refusal(HTTPStatus.BAD_REQUEST, detail, parameter=parameter, remedy=remedy)


def not_granted(detail: str, remedy: str) -> Refusal:
    """The reader is known, and may not."""
    return Refusal(HTTPStatus.FORBIDDEN, detail, remedy=remedy)


def unauthorized(*, was_given: bool) -> Refusal:
    """No token, or one of nobody: in the same words whatever is wrong with it."""
    invalid = ', error="invalid_token"' if was_given else ""
    return Refusal(
        HTTPStatus.UNAUTHORIZED,
        "This takes a token of a system that may read here now.",
        remedy="Send the header `Authorization: Bearer TOKEN`; who runs the board makes"
        " tokens by `python -m board system`.",
        headers={"www-authenticate": REALM + invalid},
    )


def too_often(wait_s: int) -> Refusal:
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "Asked too often.",
        remedy=f"Ask again after {wait_s} s.",
        headers={"retry-after": str(wait_s)},
    )


def not_ready(detail: str) -> Refusal:
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        detail,
        remedy="Ask again in some seconds: nothing was missed.",
        headers={"retry-after": "5"},
    )


def not_there(detail: str) -> Refusal:
    return Refusal(
        HTTPStatus.NOT_FOUND, detail, remedy="/api/v1/openapi.json says what there is."
    )


def start_anew(detail: str) -> Refusal:
    """A cursor leads nowhere any more."""
    return Refusal(
        HTTPStatus.GONE,
        detail,
        parameter="after",
        remedy="Read /api/v1/items anew, then the changes after its `changes_after`.",
    )
