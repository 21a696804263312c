"""Turns the addresses given in the environment into Django's settings: database, Redis, e-mail, storage."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from minishop import env
from minishop.embedded import Places
from minishop.embedded.postgres import DATABASE, USER


def database(name: str, data_dir: Path) -> dict[str, Any]:
    """The database of the address, or the embedded one of the data folder."""
    given = env.text(name)
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
    return (env.text(name) or f"redis://127.0.0.1:{Places(data_dir).ports().valkey}").rstrip("/")


def email(name: str) -> dict[str, Any]:
    """Django's e-mail settings: `smtp://user:password@host:587?tls=1`; the console when nothing is given."""
    url = urlsplit(env.text(name, "console://"))
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
    url = urlsplit(env.text(name, "file://"))
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
