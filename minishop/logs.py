"""What is logged, and that nobody's personal data is in it."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

PERSONAL = re.compile(
    r"(^|_)(email|phone|mobile|address|name|recipient|password|code|token|secret|key|cookie|authorization)$"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\w-])\+?\d{10,15}(?![\w-])")
TOKEN = re.compile(r"\bmsp_[0-9A-Za-z]{8,}")
HIDDEN = "…"


def hide_personal_data(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """No value under a personal name, no e-mail address and no telephone number is left in the entry."""
    for name, value in event.items():
        if PERSONAL.search(name):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = without_addresses(value)
    return event


def without_addresses(text: str) -> str:
    """The text with no e-mail address, no telephone number and no personal token in it."""
    return PHONE.sub(HIDDEN, EMAIL.sub(HIDDEN, TOKEN.sub(HIDDEN, text)))


def told(problem: Exception) -> str:
    """What went wrong, as a column may keep it: at most 500 characters, nobody's address among them."""
    return without_addresses(f"{type(problem).__name__}: {problem}")[:500]


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.StackInfoRenderer(),
]


def configure(*, as_json: bool, level: str) -> dict[str, Any]:
    """Structlog writes through the standard library; the answer is Django's LOGGING."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"shop": _formatter(as_json)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "shop"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "fpdf": {"level": "ERROR"},
        },
    }


def _formatter(as_json: bool) -> dict[str, Any]:
    tail: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_personal_data]
    if as_json:
        stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
        tail = [stamp, *tail[:1], structlog.processors.format_exc_info, tail[1]]
        tail.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    else:
        tail.append(structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0))
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": tail,
        "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder()],
    }
