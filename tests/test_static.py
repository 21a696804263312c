"""What a first visit downloads stays small, and templates stay inside the strict policy."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from minishop.brand import finders

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "minishop" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHOPPER = [path for path in TEMPLATES if path.relative_to(ROOT / "templates").parts[0] != "admin"]
#: Mail programs read no stylesheet: a letter's style stands in it.
PAGES = [path for path in SHOPPER if path.relative_to(ROOT / "templates").parts[0] != "messages"]


def weight(*texts: bytes) -> int:
    return sum(len(gzip.compress(text, 9)) for text in texts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_store_stylesheet_is_at_most_15_kb():
    assert weight(finders.join().encode()) <= 15_000


def test_the_scripts_of_every_page_are_at_most_40_kb():
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script src=\"{% static '([^']+)' %}\"", base)
    assert scripts
    assert weight(*[(STATIC / script).read_bytes() for script in scripts]) <= 40_000


def test_the_fonts_are_at_most_40_kb():
    assert sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2")) <= 40_000


def test_every_vendored_file_is_in_the_manifest_with_its_hash():
    rows = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text(encoding="utf-8"))
    listed = {row["file"]: row for row in rows}
    for file in (STATIC / "vendor").rglob("*"):
        if file.is_file() and file.name != "MANIFEST.json":
            assert str(file.relative_to(STATIC / "vendor")) in listed
    for name, row in listed.items():
        content = (STATIC / "vendor" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"], name
        assert all(row[key] for key in ("name", "version", "licence", "source"))


def test_the_bundle_holds_every_part_once():
    parts = {path.stem for path in (STATIC / "css").glob("*.css")} - {"staff", "pages", "docs"}
    assert parts == set(finders.PARTS)
    assert all(path.read_text(encoding="utf-8") in finders.join() for path in map(part_file, finders.PARTS))


def part_file(part: str) -> Path:
    return STATIC / "css" / f"{part}.css"


def test_every_address_in_a_stylesheet_exists():
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r"url\(([^)#]+)\)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / address.strip("\"'")).resolve().is_file(), (sheet.name, address)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_has_no_inline_style_script_or_handler(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style\b|\sstyle=", text)
    assert not re.search(r"\s(on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']", text)
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.S):
        assert "src=" in attributes or "application/ld+json" in attributes or "application/json" in attributes
        assert not (body.strip() and "src=" in attributes)


@pytest.mark.parametrize("path", SHOPPER, ids=named)
def test_a_template_spells_no_colour_and_no_foreign_address(path: Path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    assert not re.search(r"[\"'(:\s]#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b(?![\w-])", text)
    assert not re.search(r"\b(?:src|href)=[\"'](?:https?:)?//", text.replace("https://schema.org", ""))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_at_most_200_lines(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200


def test_every_icon_a_template_names_is_in_the_sprite():
    sprite = (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    for path in TEMPLATES:
        for name in re.findall(r"{% icon \"([^\"]+)\"", path.read_text(encoding="utf-8")):
            assert name in drawn or name.endswith("-"), (named(path), name)


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=named)
def test_a_stylesheet_closes_what_it_opens(sheet: Path):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert text.count("{") == text.count("}")
