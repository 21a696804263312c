"""Looks through a 3D model before it is kept: one binary glTF 2.0 file with all it needs inside. Pure.

Phones open it as it is, so whatever would need a decoder (Draco, meshopt, Basis textures) or another file
is refused, and so is what says it is larger than it is.
"""

import io
import json
import struct
from collections.abc import Iterator
from typing import Any

from PIL import Image

MAX_BYTES = 8 * 1024 * 1024
MAX_JSON = 1024 * 1024
MAX_POINTS = 500_000
MAX_TEXTURE_PIXELS = 4096 * 4096
MAGIC, JSON_CHUNK, BIN_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942
COMPRESSED = {
    "KHR_draco_mesh_compression",
    "EXT_meshopt_compression",
    "KHR_meshopt_compression",
    "KHR_texture_basisu",
}
#: What the viewer understands without a decoder; anything else that a file requires is refused.
KNOWN = ("KHR_materials_", "KHR_texture_transform", "KHR_mesh_quantization", "EXT_texture_webp")
TEXTURES = ("PNG", "JPEG", "WEBP")
#: What reading a description that no honest program wrote may end in.
FLAWS = (struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class ModelRefused(Exception):
    """The file is no model we take.

    `reason` is one of "size", "format", "compressed", "outside", "extension", "heavy".
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def check(data: bytes) -> dict[str, Any]:
    """The model's description, when phones can show the file without asking for anything else.

    Raises:
        ModelRefused: they can't.
    """
    if len(data) > MAX_BYTES:
        raise ModelRefused("size")
    try:
        told, body = _chunks(data)
        _stands_alone(told)
        _needs_no_decoder(told)
        _fits(told, body)
    except FLAWS as flaw:
        raise ModelRefused("format") from flaw
    return told


def _chunks(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The description and the bytes it describes."""
    magic, version, length, size, kind = struct.unpack_from("<IIIII", data)
    if (magic, version, length, kind) != (MAGIC, 2, len(data), JSON_CHUNK) or size > MAX_JSON:
        raise ValueError("no binary glTF 2.0")
    told = json.loads(data[20 : 20 + size])
    if told["asset"]["version"].split(".")[0] != "2" or not told["meshes"]:
        raise ValueError("nothing to show")
    rest = data[20 + size :]
    if not rest:
        return told, b""
    size, kind = struct.unpack_from("<II", rest)
    if kind != BIN_CHUNK or size != len(rest) - 8:
        raise ValueError("more than a description and its bytes")
    return told, rest[8:]


def _stands_alone(told: dict[str, Any]) -> None:
    named = [*told.get("buffers", []), *told.get("images", [])]
    if any("uri" in each for each in named) or len(told.get("buffers", [])) > 1:
        raise ModelRefused("outside")


def _needs_no_decoder(told: dict[str, Any]) -> None:
    used = {*told.get("extensionsUsed", []), *told.get("extensionsRequired", [])}
    if used & COMPRESSED:
        raise ModelRefused("compressed")
    if not all(name.startswith(KNOWN) for name in told.get("extensionsRequired", [])):
        raise ModelRefused("extension")


def _fits(told: dict[str, Any], body: bytes) -> None:
    """Every part lies inside the file, and there is no more of it than a phone can draw."""
    for view in told.get("bufferViews", []):
        start, length = view.get("byteOffset", 0), view["byteLength"]
        if not (start >= 0 and length > 0 and start + length <= len(body)):
            raise ValueError("a part lies outside the file")
    if any(each["count"] < 0 or each["count"] > MAX_POINTS for each in told.get("accessors", [])):
        raise ModelRefused("heavy")
    if sum(pixels for pixels in _textures(told, body)) > MAX_TEXTURE_PIXELS:
        raise ModelRefused("heavy")


def _textures(told: dict[str, Any], body: bytes) -> Iterator[int]:
    """How many pixels each picture on its surface has, from its header."""
    for image in told.get("images", []):
        view = told["bufferViews"][image["bufferView"]]
        start = view.get("byteOffset", 0)
        try:
            opened = Image.open(io.BytesIO(body[start : start + view["byteLength"]]), formats=TEXTURES)
        except Image.DecompressionBombError as bomb:
            raise ModelRefused("heavy") from bomb
        except OSError as flaw:
            raise ModelRefused("format") from flaw
        yield opened.width * opened.height
