"""Reads typed values from the environment; `.env` in the checkout fills in what it leaves unset.

Nobody else reads the environment, so that `.env.example` can be held to what is `asked` here.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

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


def secret(name: str, keep_in: Path, *, required: bool) -> str:
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
        file.write(secrets.token_urlsafe(60))
    with suppress(FileExistsError):
        os.link(draft, keep_in)  # whole or not at all, and the first one stays
    draft.unlink()
    return keep_in.read_text()


def database(name: str, data_dir: Path) -> dict[str, Any]:
    """The database of the address, or the embedded one of the data folder."""
    from minishop.embedded import Places
    from minishop.embedded.postgres import DATABASE, USER

    given = text(name)
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

    return (text(name) or f"redis://127.0.0.1:{Places(data_dir).ports().valkey}").rstrip("/")


def email(name: str) -> dict[str, Any]:
    """Django's e-mail settings: `smtp://user:password@host:587?tls=1`; the console when nothing is given."""
    url = urlsplit(text(name, "console://"))
    if url.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    wants = dict(parse_qsl(url.query))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if "ssl" in wants else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": wants.get("ssl") == "1",
        "EMAIL_USE_TLS": wants.get("tls", "0" if "ssl" in wants else "1") == "1",
        "EMAIL_TIMEOUT": 10,
    }


def storage(name: str) -> dict[str, Any]:
    """Where pictures are kept: files in the data folder, or
    `s3://key:secret@bucket?endpoint=https://…&region=…&public=media.example.com`."""
    url = urlsplit(text(name, "file://"))
    if url.scheme == "file":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    wants = dict(parse_qsl(url.query))
    options = {
        "bucket_name": url.hostname,
        "access_key": unquote(url.username or "") or None,
        "secret_key": unquote(url.password or "") or None,
        "endpoint_url": wants.get("endpoint"),
        "region_name": wants.get("region"),
        "custom_domain": wants.get("public"),
        "querystring_auth": False,
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def private_storage(public: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Where files are kept that only a view hands out, beside the public ones but never at an address."""
    if not public.get("OPTIONS"):
        return public | {"OPTIONS": {"location": str(folder)}}
    hidden = {"custom_domain": None, "querystring_auth": True, "location": "private"}
    return public | {"OPTIONS": public["OPTIONS"] | hidden}
