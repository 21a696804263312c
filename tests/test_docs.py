"""What the documents name is there: files, headings, commands, variables, modules."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "minishop" / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?://|/)([^)\s]+)\)")
COMMAND = re.compile(r"manage\.py ([a-z][a-z_]+)")
MAKE = re.compile(r"`make ([a-z-]+)|^make ([a-z-]+)", re.MULTILINE)
VARIABLE = re.compile(r"`([A-Z][A-Z0-9_]{3,})(?:=[^`]*)?`")
FILE = re.compile(r"`((?:minishop|catalog|members|orders|payments|templates|tests)/[\w./]+\.\w+)")


def said(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """(page, what it names), for everything the pattern finds."""
    for page in PAGES:
        for found in pattern.finditer(page.read_text(encoding="utf-8")):
            yield page.name, next(group for group in found.groups() if group)


def slug(heading: str) -> str:
    """A heading's anchor, as the pages that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        if not file.exists() or (anchor and anchor not in map(slug, headings)):
            broken.append(target)
    assert broken == []


def test_commands_exist():
    known = set(get_commands())
    assert [named for named in said(COMMAND) if named[1] not in known] == []


def test_make_has_what_is_told():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert [named for named in said(MAKE) if named[1] not in known] == []


def test_files_that_are_named_are_there():
    assert [named for named in said(FILE) if not (ROOT / named[1]).exists()] == []


def test_variables_are_in_the_example_of_an_environment():
    """Or are names of the code: settings and constants that a document explains."""
    known = (ROOT / ".env.example").read_text(encoding="utf-8")
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for top in ("minishop", "catalog", "members", "orders", "payments", "tests")
        for path in (ROOT / top).rglob("*.py")
    )
    told = {named for named in said(VARIABLE) if "reference" not in named[0]}
    assert [named for named in told if named[1] not in known and named[1] not in code] == []


def test_every_document_is_listed():
    index = (ROOT / "minishop" / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in PAGES if path.parent.name in {"docs", "reference"}} - {"README.md"}
    assert [name for name in sorted(pages) if name not in index] == []


def test_modules_that_are_named_can_be_imported():
    dotted = re.compile(r"`((?:minishop|catalog|members|orders|payments)(?:\.[a-z_]+){2,})")
    missing = []
    for page, name in said(dotted):
        parts = name.split(".")
        if not any(_is_module(".".join(parts[:n])) for n in range(len(parts), 1, -1)):
            missing.append((page, name))
    assert missing == []


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
