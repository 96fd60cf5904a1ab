"""A message that cannot be accepted: why, what helps, and what may be shown of it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

import msgspec
from msgspec import Struct

from streams.intake.unreadable import text_of
from streams.privacy.field_names import judge
from streams.privacy.identity import identity_path, is_deeper_than
from streams.privacy.masking import (
    mask_line,
    mask_text,
    mask_tree,
)

PAYLOAD_CHARACTERS: Final = 4096
DEEPEST: Final = 32
_DETAIL_CHARACTERS: Final = 400
# Masking shortens a text, never to a third: what is cut mid-number stays out of sight.
_READ_CHARACTERS: Final = 3 * PAYLOAD_CHARACTERS
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENT_VALUE: Final = re.compile(r"Invalid enum value .*(?= - at )", re.DOTALL)
_KEY: Final = re.compile(r"([\w-]{1,64})[\"'”]?\s*[:=]")
_ENCODED: Final = "data_base64"


class Reject(Struct, frozen=True):
    """`reason` is a code, `detail` says where and what helps, `payload` is the masked
    message, cut to 4,096 characters; empty where it holds identity.
    """

    reason: str
    detail: str
    payload: str


class Refused(Exception):  # noqa: N818 (a verdict on a message, not an error of ours)
    """Raised by the steps of decoding when a message cannot be accepted."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def explain(error: msgspec.ValidationError) -> Refused:
    """Refuse a message for its form: msgspec says what and where, never the value."""
    text = _SENT_VALUE.sub("Invalid enum value", str(error))
    return Refused("invalid_field", f"{text}: correct it by the schema and send again")


def identity_found(path: str) -> Refused:
    """Refuse a message that names an identity field; only the path is told."""
    return Refused(
        "identity_field",
        f"`{mask_line(path)}` identifies a person: leave this field out at the source",
    )


def too_deep() -> Refused:
    """Refuse a message that nests deeper than anything sensible."""
    return Refused("too_deep", f"nested deeper than {DEEPEST} levels: send it flatter")


def reject(refused: Refused, value: bytes | None) -> Reject:
    """Turn a refusal into a row: identity anywhere in the message outweighs it."""
    refused, payload = _shown(refused, value or b"")
    return Reject(
        refused.reason,
        refused.detail[:_DETAIL_CHARACTERS],
        payload[:PAYLOAD_CHARACTERS],
    )


def masked_payload(value: bytes | None) -> str:
    """What may be kept and shown of a message that was not accepted."""
    return _shown(Refused("", ""), value or b"")[1][:PAYLOAD_CHARACTERS]


def _shown(refused: Refused, value: bytes) -> tuple[Refused, str]:
    text = text_of(value)
    if text is None:
        return refused, ""
    try:
        document = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return refused, _masked_text(text)
    except RecursionError:
        return too_deep(), ""
    return _shown_document(refused, document)


def _shown_document(refused: Refused, document: Any) -> tuple[Refused, str]:
    if refused.reason == "identity_field":
        return refused, ""
    if is_deeper_than(document, DEEPEST):
        return too_deep(), ""
    path = identity_path(document)
    if path is not None:
        return identity_found(path), ""
    if isinstance(document, dict) and _ENCODED in document:
        document = {**document, _ENCODED: "…"}
    return refused, msgspec.json.encode(mask_tree(_cut(document))).decode()


def _cut(value: Any) -> Any:
    """Leave out what cannot show within the payload anyway: masking it would cost."""
    if isinstance(value, dict):
        first = islice(value.items(), PAYLOAD_CHARACTERS)
        return {key[:_READ_CHARACTERS]: _cut(item) for key, item in first}
    if isinstance(value, list):
        return [_cut(item) for item in value[:PAYLOAD_CHARACTERS]]
    return value[:_READ_CHARACTERS] if isinstance(value, str) else value


def _masked_text(text: str) -> str:
    """Mask what is no JSON: escapes are undone first, for they would hide names."""
    text = text[: 6 * _READ_CHARACTERS]
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)[:_READ_CHARACTERS]
    if any(judge(key).is_identity for key in _KEY.findall(text)):
        return ""
    return mask_text(text)
