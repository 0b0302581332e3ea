"""Messages between a renderer and its workers: a JSON header and bytes, each with its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")

Header = dict[str, Any]


def write_message(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    """Write one message and flush it."""
    text = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(text), len(payload)) + text)
    stream.write(payload)
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[Header, bytes]:
    """Read one message; EOFError when the other side is gone."""
    header_length, payload_length = _LENGTHS.unpack(_read_exactly(stream, _LENGTHS.size))
    header: Header = json.loads(_read_exactly(stream, header_length))
    return header, _read_exactly(stream, payload_length)


def _read_exactly(stream: BinaryIO, length: int) -> bytes:
    block = stream.read(length)
    if len(block) != length:
        raise EOFError
    return block
