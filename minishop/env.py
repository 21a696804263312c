"""Reads typed values from the environment; `.env` in the checkout fills in what it leaves unset.

Nobody else reads the environment, so that `.env.example` can be held to what is `asked` here.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"

#: The names of all variables anyone has asked for.
asked: set[str] = set()


class Missing(Exception):
    """A variable that has no safe default is not set."""


def load(file: Path | None = None) -> None:
    """Every `NAME=value` line of the file is in the environment, unless it was there before."""
    file = file or ENV_FILE
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    asked.add(name)
    return os.environ.get(name) or default


def flag(name: str, default: bool) -> bool:
    return text(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: list[str]) -> list[str]:
    value = text(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def path(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).resolve()


def _random() -> str:
    return secrets.token_urlsafe(60)


def secret(name: str, keep_in: Path, *, required: bool, make: Callable[[], str] = _random) -> str:
    """The secret given, or one made the first time and kept in the file.

    Raises:
        Missing: it is required, because several machines must share it.
    """
    given = text(name)
    if given:
        return given
    if required:
        raise Missing(f"Set {name}: a long random text, the same on every machine of the shop.")
    if keep_in.exists():
        return keep_in.read_text()
    keep_in.parent.mkdir(parents=True, exist_ok=True)
    draft = keep_in.with_name(f"{keep_in.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(make())
    with suppress(FileExistsError):
        os.link(draft, keep_in)  # whole or not at all, and the first one stays
    draft.unlink()
    return keep_in.read_text()
