"""Everything a person reads exists in English and in Simplified Chinese."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "minishop" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
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
    for call in re.findall(
        r"\b_?(?:n?p?gettext|_)\((?:[^()\"']|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')*\)", lines
    ):
        yield from said(re.sub(r"\bu(?=['\"])", "", call))


def missing() -> list[str]:
    with CATALOGUE.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    known = {key[0] if isinstance(key, tuple) else key for key, words in catalogue.items() if words}
    wanted: dict[str, Path] = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        wanted |= dict.fromkeys(said_in_templates(path), path)
    for department in DEPARTMENTS:
        for path in sorted((ROOT / department).rglob("*.py")):
            wanted |= dict.fromkeys(said(path.read_text(encoding="utf-8")), path)
    return [f"{path.relative_to(ROOT)}: {words}" for words, path in wanted.items() if words not in known]


def test_every_sentence_has_its_chinese():
    assert missing() == []


def test_the_catalogue_matches_its_source():
    """The compiled file a run reads holds exactly what the readable one says."""
    source = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    assert "#, fuzzy" not in source.split("\n\n", 1)[1]
