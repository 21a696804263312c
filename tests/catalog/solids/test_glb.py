"""Only models that a phone can show by themselves are taken."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalog.products.models import Product
from catalog.solids.forms import REASONS
from catalog.solids.glb import MAX_BYTES, ModelRefused, check
from minishop import demo
from tests import factories
from tests.catalog.solids.models import glb, triangle

MODELS = sorted((Path(demo.__file__).parent / "lune_and_loom" / "models").glob("*.glb"))


def textured(side: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    data = file.getvalue()
    views = [{"buffer": 0, "byteLength": len(data)}]
    return glb(triangle(bufferViews=views, images=[{"bufferView": 0, "mimeType": "image/png"}]), data)


REFUSED = {
    "no model": (b"moon" * 40, "format"),
    "nothing": (b"", "format"),
    "a head alone": (glb()[:12], "format"),
    "cut short": (glb()[:-4], "format"),
    "something behind it": (glb() + b"<script>", "format"),
    "version 1": (glb()[:4] + b"\1" + glb()[5:], "format"),
    "a description of another kind": (glb(triangle(asset={"version": "1.0"})), "format"),
    "no description": (glb().replace(b'"asset"', b'"moons"'), "format"),
    "a list for a description": (glb([]), "format"),  # type: ignore[arg-type]
    "no mesh": (glb(triangle(meshes=[])), "format"),
    "a part outside": (glb(triangle(bufferViews=[{"buffer": 0, "byteLength": 99}])), "format"),
    "a part before it": (
        glb(triangle(bufferViews=[{"buffer": 0, "byteOffset": -8, "byteLength": 8}])), "format",
    ),
    "a buffer elsewhere": (glb(triangle(buffers=[{"byteLength": 36, "uri": "moon.bin"}])), "outside"),
    "a buffer in words": (glb(triangle(buffers=[{"byteLength": 3, "uri": "data:,moon"}])), "outside"),
    "a texture elsewhere": (glb(triangle(images=[{"uri": "../secret.png"}])), "outside"),
    "two buffers": (glb(triangle(buffers=[{"byteLength": 36}, {"byteLength": 36}])), "outside"),
    "draco": (glb(triangle(extensionsUsed=["KHR_draco_mesh_compression"])), "compressed"),
    "meshopt": (glb(triangle(extensionsRequired=["EXT_meshopt_compression"])), "compressed"),
    "basis": (glb(triangle(extensionsUsed=["KHR_texture_basisu"])), "compressed"),
    "an unknown need": (glb(triangle(extensionsRequired=["ACME_moon"])), "extension"),
    "too many points": (
        glb(triangle(accessors=[{"componentType": 5126, "count": 10**9, "type": "VEC3"}])), "heavy",
    ),
    "textures too large": (textured(5000), "heavy"),
    "too large": (bytes(MAX_BYTES + 1), "size"),
}  # fmt: skip


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_the_demos_models_are_taken(path):
    assert check(path.read_bytes())["meshes"]


@pytest.mark.parametrize("extension", ["KHR_materials_variants", "KHR_texture_transform"])
def test_what_the_viewer_knows_is_taken(extension):
    assert check(glb(triangle(extensionsUsed=[extension], extensionsRequired=[extension])))


def test_a_model_with_its_textures_inside_is_taken():
    assert check(textured(64))


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_phone_could_not_show_is_refused(what):
    data, reason = REFUSED[what]
    with pytest.raises(ModelRefused) as refusal:
        check(data)
    assert refusal.value.reason == reason
    assert REASONS[reason]


def test_a_description_nested_without_end_is_refused():
    deep = b"[" * 200_000
    text = b'{"asset":{"version":"2.0"},"meshes":' + deep
    text += b" " * (-len(text) % 4)
    whole = b"glTF" + (2).to_bytes(4, "little") + (20 + len(text)).to_bytes(4, "little")
    with pytest.raises(ModelRefused):
        check(whole + len(text).to_bytes(4, "little") + b"JSON" + text)


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "kept"), [(glb(), True), (b"moon", False)], ids=["a model", "no model"])
def test_staff_attach_a_model_named_by_what_it_holds(client, settings, tmp_path, data, kept):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(factories.staff("admin"))
    product = factories.product()
    form = {"title": product.title, "handle": product.handle, "status": "active"}
    for inline in ("variants", "images", "relations", "related_to"):
        form |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    file = SimpleUploadedFile("../../moon.html", data, content_type="text/html")
    page = client.post(f"/admin/catalog/product/{product.pk}/change/", form | {"model_file": file})
    name = Product.objects.get().model_file.name
    assert (page.status_code, bool(name)) == ((302, True) if kept else (200, False))
    if kept:
        assert name.startswith("models/")
        assert name.endswith(".glb")
        assert "moon" not in name
    else:
        assert "no model we can read" in page.content.decode()
