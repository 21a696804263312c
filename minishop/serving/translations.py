"""Compiles the translations without gettext, so that nothing has to be installed for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import polib


def stale(roots: list[Path]) -> Iterator[Path]:
    """The .po files newer than what was compiled from them."""
    for root in roots:
        for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                yield source


def compile_stale(roots: list[Path]) -> int:
    """Every .po file has its .mo beside it, up to date; returns how many were compiled."""
    compiled = 0
    for source in stale(roots):
        draft = source.with_suffix(f".{os.getpid()}.draft")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(source.with_suffix(".mo"))
        compiled += 1
    return compiled
