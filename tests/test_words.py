"""Everything a person reads exists in English and in Simplified Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "minishop" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
DEPARTMENTS = ("minishop", "catalog", "members", "orders", "payments")
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CALL = re.compile(
    r"\b_?(?:n?p?gettext|_)\("
    r"(?:[^()\"']|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')*\)"
)
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}


def said(source: str) -> Iterator[str]:
    """Message ids of a Python source, as the catalogue keys them."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if called in PLAIN | PLURAL and words:
            yield words[0]
        elif called in CONTEXT | CONTEXT_PLURAL and len(words) > 1:
            yield f"{words[0]}\x04{words[1]}"


def said_in_templates(path: Path) -> Iterator[str]:
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in CALL.findall(lines):
        yield from said(re.sub(r"\bu(?=['\"])", "", call))


def missing() -> list[str]:
    known = {
        f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        for entry in polib.pofile(str(CATALOGUE))
        if entry.translated()
    }
    wanted: dict[str, Path] = {}
    for path in sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]):
        wanted |= dict.fromkeys(said_in_templates(path), path)
    for department in DEPARTMENTS:
        for path in sorted((ROOT / department).rglob("*.py")):
            wanted |= dict.fromkeys(said(path.read_text(encoding="utf-8")), path)
    return [f"{path.relative_to(ROOT)}: {words}" for words, path in wanted.items() if words not in known]


def test_every_sentence_has_its_chinese():
    assert missing() == []
