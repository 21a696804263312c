"""Loads the brand's photographs, as many at a time as there are processors."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from catalog.pictures import services as pictures
from catalog.pictures.develop import Developed, develop
from catalog.pictures.models import Picture
from minishop.demo import files

Say = Callable[[str], None]
MIDDLE = [0.5, 0.5]


def load(alts: dict[str, str], say: Say) -> dict[str, Picture]:
    """Every photograph by name; those that are new are developed first."""
    words = files.toml("pictures")
    names = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files.photographs()}
    found = {picture.digest: picture for picture in Picture.objects.filter(digest__in=names)}
    new = {digest: path for digest, path in names.items() if digest not in found}

    def prepare(path: Path) -> Developed:
        return develop(path.read_bytes(), focal=_focal(words, path))

    # Pillow lets go of the interpreter while it resizes and encodes, so threads suffice.
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for done, (digest, developed) in enumerate(zip(new, pool.map(prepare, new.values()), strict=True)):
            path = new[digest]
            found[digest] = pictures.keep(
                developed,
                digest=digest,
                alt=alts.get(path.stem, ""),
                translations={"zh-hans": {"alt": words[path.stem]["zh"]}},
                focal=_focal(words, path),
            )
            if done % 9 == 8:
                say(f"photographs {done + 1} of {len(new)}")
    return {path.stem: found[digest] for digest, path in names.items()}


def _focal(words: dict[str, Any], path: Path) -> tuple[float, float]:
    x, y = words[path.stem].get("focal", MIDDLE)
    return (x, y)
