"""Small 3D models made on the spot: one triangle."""

import json
import struct
from typing import Any


def triangle(**changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "buffers": [{"byteLength": 36}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
    }
    return told | changes


def glb(told: dict[str, Any] | None = None, body: bytes | None = None) -> bytes:
    text = json.dumps(triangle() if told is None else told).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0) if body is None else body
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
    chunks += struct.pack("<II", len(body), 0x004E4942) + body if body else b""
    return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks
