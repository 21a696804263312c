"""Reads typed values from the environment; `.env` in the checkout fills in what it leaves unset."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


def load(file: Path = ENV_FILE) -> None:
    """Every `NAME=value` line of the file is in the environment, unless it was there before."""
    if not file.is_file():
        return
    for line in file.read_text().splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def flag(name: str, default: bool) -> bool:
    return (os.environ.get(name) or str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).resolve()


def database(name: str, data_dir: Path) -> dict:
    """The database of the address, or the embedded one of the data folder."""
    from minishop.embedded import Places
    from minishop.embedded.postgres import DATABASE, USER

    given = os.environ.get(name)
    url = urlsplit(given or f"postgres://{USER}@127.0.0.1:{Places(data_dir).ports().postgres}/{DATABASE}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname,
        "PORT": url.port or 5432,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "3"} | dict(parse_qsl(url.query)),
    }


def redis(name: str, data_dir: Path) -> str:
    """The address of the server, without a database number, or the embedded one of the data folder."""
    from minishop.embedded import Places

    given = os.environ.get(name)
    return (given or f"redis://127.0.0.1:{Places(data_dir).ports().valkey}").rstrip("/")
