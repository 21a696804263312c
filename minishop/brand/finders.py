"""Joins the store's stylesheets into one file, so that a page asks for one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STORE = "css/store.css"
PARTS = ("tokens", "base", "layout", "bars", "controls", "parts", "catalog", "orders", "members")


def join() -> str:
    """The parts in the order their layers are declared."""
    folder = Path(settings.STATICFILES_DIRS[0]) / "css"
    return "".join((folder / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)


class BundleFinder(BaseFinder):
    """Finds css/store.css, written into the data folder whenever a part has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "bundles")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != STORE:
            return []
        found = str(self._write())
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield STORE, self.storage

    def _write(self) -> Path:
        target = Path(self.storage.path(STORE))
        text = join()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, text)
        return target


def _replace(target: Path, text: str) -> None:
    fresh = target.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(target)
