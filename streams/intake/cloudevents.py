"""CloudEvents 1.0 around a message: in structured mode, in binary mode, or none.

One type per topic; its end is the major version, and another one is another type.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, Final

import msgspec

from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS
from streams.intake.rejects import Refused, too_deep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Headers = Iterable[tuple[str, bytes | None]]

EVENT_TYPES: Final[Mapping[str, str]] = {
    **{stream.topic: f"cn.cgc.{stream.kind}.v1" for stream in STREAMS},
    HANDLING_TOPIC: "cn.cgc.move.v1",
    DESK_TOPIC: "cn.cgc.desk_entry.v1",
}
_STRUCTURED: Final = "application/cloudevents+json"
_BATCH: Final = "application/cloudevents-batch"
_ENVELOPE: Final = frozenset({"specversion", "type"})
_DATA: Final = frozenset({"data", "data_base64"})


def data_of(document: Any, headers: Headers, event_type: str) -> Any:
    """Take the message out of its envelope; one without an envelope is itself.

    Raises Refused when the envelope says another type than the topic carries.
    """
    said = {
        name.lower(): (value or b"").decode(errors="replace") for name, value in headers
    }
    content_type = said.get("content-type", "").lower()
    if content_type.startswith(_BATCH):
        raise Refused("unknown_event_type", "a batch: send one event per record")
    if content_type.startswith(_STRUCTURED) or _is_envelope(document):
        return _opened(document, event_type)
    if "ce_specversion" in said or "ce_type" in said:
        _check(said.get("ce_specversion"), said.get("ce_type"), event_type)
    return document


def _is_envelope(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    return document.keys() >= _ENVELOPE and not _DATA.isdisjoint(document)


def _opened(document: Any, event_type: str) -> Any:
    if not isinstance(document, dict):
        raise Refused("not_an_object", "the envelope must be a JSON object")
    _check(document.get("specversion"), document.get("type"), event_type)
    if "data" in document:
        return document["data"]
    return _decoded(document.get("data_base64"))


def _check(version: Any, said_type: Any, event_type: str) -> None:
    if version != "1.0":
        raise Refused("unknown_event_type", "`specversion` must be 1.0")
    if said_type != event_type:
        raise Refused(
            "unknown_event_type", f"`type` must be {event_type} on this topic"
        )


def _decoded(encoded: Any) -> Any:
    if not isinstance(encoded, str):
        raise Refused("invalid_field", "the envelope holds no `data`: send it as JSON")
    try:
        return msgspec.json.decode(base64.b64decode(encoded, validate=True))
    except (
        binascii.Error,
        msgspec.DecodeError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        raise Refused("not_json", "`data_base64` is no JSON: send `data`") from error
    except RecursionError as error:
        raise too_deep() from error
