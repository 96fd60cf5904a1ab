"""JSON Schema (2020-12) per message and one AsyncAPI 3 document, from the structs.

The files beside this module are what `documents` gives: a test holds them to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Union

import msgspec

from streams.entries.listed import ENTRIES
from streams.events import (
    DESK_TOPIC,
    HANDLING_TOPIC,
    ORDERED_TOPICS,
    STREAMS,
    TOPICS,
    Move,
)
from streams.intake.cloudevents import EVENT_TYPES
from streams.signing.signed import SIGNATURE, SIGNER

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TITLES: Final = {
    **{stream.topic: f"{stream.name_zh} {stream.name_en}" for stream in STREAMS},
    HANDLING_TOPIC: "处理动作 Handling",
    DESK_TOPIC: "值班登记 Desk",
}
_CARRIED: Final[Mapping[str, Any]] = {
    **{stream.topic: stream.struct for stream in STREAMS},
    HANDLING_TOPIC: Move,
    DESK_TOPIC: Union[ENTRIES],  # noqa: UP007 - the list is written down once
}
"""A struct, or several that their tags tell apart."""
_DESCRIPTION: Final = (
    "Messages of the situation board. JSON, bare or in a CloudEvents 1.0 envelope "
    "(structured or binary). Unknown fields of events are kept, masked. A message with "
    "a field that identifies a person (face*, person_id, plate*, id_number, id_card*, "
    "feature vectors, 身份证*, 人脸*, 车牌*) is rejected. To correct an event, send it "
    "again with the same id and a higher version. Where a city asks for signatures, "
    "the headers cgc-signer and cgc-signature prove who sent a message; "
    "streams/README.md says of which bytes."
)
_HEADERS: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        SIGNER: {"type": "string", "description": "Id of the key that signed."},
        SIGNATURE: {
            "type": "string",
            "contentEncoding": "base64",
            "description": "Ed25519 signature of topic, key, value and envelope.",
        },
    },
}


def documents() -> dict[str, bytes]:
    """Give the text of every file by its name."""
    made = {f"{name_of(topic)}.json": schema_of(topic) for topic in TOPICS}
    return {name: _text(made[name]) for name in made} | {"asyncapi.json": asyncapi()}


def name_of(topic: str) -> str:
    """Give the name of a topic's message: incident, move, ..."""
    return EVENT_TYPES[topic].split(".")[2]


def schema_of(topic: str) -> dict[str, Any]:
    """Give the JSON Schema of a topic's message, or of all that it may carry."""
    (carried,), components = msgspec.json.schema_components(
        [_CARRIED[topic]], ref_template="#/$defs/{name}"
    )
    about = {"$schema": _DIALECT, "$id": f"urn:{EVENT_TYPES[topic].replace('.', ':')}"}
    only = next(iter(components.values())) if "$ref" in carried else None
    return {**about, **(only or {**carried, "$defs": components})}


def asyncapi() -> bytes:
    """Give the AsyncAPI document of all topics."""
    payloads, schemas = msgspec.json.schema_components(
        _CARRIED.values(), ref_template="#/components/schemas/{name}"
    )
    messages = {
        name_of(topic): _message(topic, payload)
        for topic, payload in zip(_CARRIED, payloads, strict=True)
    }
    return _text(
        {
            "asyncapi": "3.0.0",
            "info": {
                "title": "综治中心态势大屏 Situation board",
                "version": "1.0.0",
                "description": _DESCRIPTION,
            },
            "defaultContentType": "application/json",
            "channels": {name_of(topic): _channel(topic) for topic in TOPICS},
            "operations": {f"read_{name_of(t)}": _operation(t) for t in TOPICS},
            "components": {"messages": messages, "schemas": schemas},
        }
    )


def _channel(topic: str) -> dict[str, Any]:
    name = name_of(topic)
    channel: dict[str, Any] = {
        "address": topic,
        "title": _TITLES[topic],
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
    }
    if topic in ORDERED_TOPICS:
        channel["bindings"] = {"kafka": {"partitions": 1}}
    return channel


def _operation(topic: str) -> dict[str, Any]:
    channel = f"#/channels/{name_of(topic)}"
    return {
        "action": "receive",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{name_of(topic)}"}],
    }


def _message(topic: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": EVENT_TYPES[topic],
        "title": _TITLES[topic],
        "contentType": "application/json",
        "headers": _HEADERS,
        "payload": payload,
    }


def _text(document: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
