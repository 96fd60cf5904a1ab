"""A picture of a page with what it says of itself to programs, in a chunk of text."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import msgspec
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from board.exports.manifest import decoded
from board.exports.reading import ReadFile, UnreadableFileError
from board.exports.seen import Pixels, Seen

if TYPE_CHECKING:
    from pathlib import Path

KEY = "cgc-manifest"
BROKEN = (
    *(UnidentifiedImageError, Image.DecompressionBombError, zlib.error),
    *(OSError, SyntaxError, ValueError, EOFError),
)
"""What reading a broken picture raises."""
HEAD = 33
"""Bytes of the signature and the first chunk, behind which others may stand."""


def with_manifest(picture: bytes, manifest: bytes) -> bytes:
    """The same picture with an international text chunk, deflated."""
    text = zlib.compress(manifest, 9)
    chunk = b"iTXt" + KEY.encode() + b"\0\1\0\0\0" + text
    framed = struct.pack(">I", len(chunk) - 4) + chunk
    framed += struct.pack(">I", zlib.crc32(chunk))
    return picture[:HEAD] + framed + picture[HEAD:]


def read(path: Path) -> ReadFile:
    """What a picture of ours shows; raises UnreadableFileError."""
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            picture.load()
            said = _text(picture)
            size = picture.size
            points = picture.convert("RGB").tobytes()
        manifest = decoded(said)
    except KeyError as missing:
        raise UnreadableFileError(f"{path.name} says nothing of itself") from missing
    except (*BROKEN, msgspec.DecodeError) as fault:
        raise UnreadableFileError(
            f"{path.name} is no picture of ours: {fault}"
        ) from fault
    seen = Seen(picture=Pixels(*size, points))
    return ReadFile(manifest, (), seen=seen, has_cells=False)


def _text(picture: Image.Image) -> str:
    """Raises KeyError where there is none."""
    if not isinstance(picture, PngImagePlugin.PngImageFile):
        raise KeyError(KEY)
    return str(picture.text[KEY])
