"""The description of the read interface, made of the structs and lists it works by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from board.web.systems.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.web.systems.parameters import Parameter
    from board.web.systems.resources import Resource

REFUSED = {
    "400": "A parameter does not fit; `parameter` names it, `remedy` says what helps.",
    "401": "No token, or one of nobody.",
    "403": "The reader may not: the resource or the division is not granted.",
    "404": "The reader sees no such thing.",
    "410": "The cursor is of another store or of other rights: start anew.",
    "429": "Asked too often; `Retry-After` says how many seconds to wait.",
    "503": "The hub does not answer, or nothing is known yet; ask again.",
}
TEMPLATE = "#/components/schemas/{name}"


def described(resources: Iterable[Resource], root: str) -> bytes:
    """An OpenAPI 3.1 document."""
    known = tuple(resources)
    types = [*(one.answer for one in known), Problem]
    _, schemas = msgspec.json.schema_components(types, ref_template=TEMPLATE)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "综治中心态势板 · Read interface for other systems",
            "version": "1",
            "description": "Reading alone: moves and events are sent through Kafka.",
        },
        "servers": [{"url": root}],
        "security": [{"token": []}],
        "paths": {_path(one): {"get": _operation(one)} for one in known},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    }
    return msgspec.json.encode(document)


def _path(one: Resource) -> str:
    """Without what only our router is told."""
    return one.path.replace(":path", "")


def _operation(one: Resource) -> dict[str, Any]:
    answers = {"200": _answer("As asked.", "application/json", one.answer.__name__)}
    refused = {
        status: _answer(says, "application/problem+json", Problem.__name__)
        for status, says in REFUSED.items()
    }
    return {
        "operationId": one.name,
        "summary": one.says,
        "parameters": [_parameter(each) for each in one.parameters],
        "responses": answers | refused,
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.where,
        "required": one.where == "path",
        "description": " ".join(filter(None, (one.says, one.remedy))),
        "schema": one.schema,
    }


def _answer(says: str, media: str, name: str) -> dict[str, Any]:
    reference = {"$ref": TEMPLATE.format(name=name)}
    return {"description": says, "content": {media: {"schema": reference}}}
