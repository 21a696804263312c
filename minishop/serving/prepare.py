"""What has to be true before a shop opens: tables, translations, static files, something to sell."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from minishop.serving import say, translations

BEGUN = "begun"


def everything() -> None:
    """Afterwards the shop can be served; what already holds costs next to nothing."""
    tables()
    if any(translations.stale(settings.LOCALE_PATHS)):
        with say.step("Compiling translations"):
            translations.compile_stale(settings.LOCALE_PATHS)
    with ThreadPoolExecutor(1) as beside:
        collected = beside.submit(static_files)
        if settings.DEMO:
            demo_brand()
        collected.result()


def tables() -> None:
    """Every migration is applied, and the staff's roles are as this version knows them."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with say.step(f"Applying {len(plan)} migrations"):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("ensure_roles", stdout=io.StringIO())


def static_files() -> None:
    """The static files are collected, hashed and compressed, once for each state of the sources."""
    if settings.DEBUG:
        return
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    with say.step("Collecting static files", every=20):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True, stdout=io.StringIO())
    stamp.write_text(now)


def fingerprint() -> str:
    """Changes whenever a static file does."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            changed = storage.get_modified_time(name).timestamp()
            digest.update(f"{name} {changed} {storage.size(name)}\n".encode())
    return digest.hexdigest()


def demo_brand() -> None:
    """The demo brand is loaded, whole, where nothing else is sold."""
    stamp = settings.DATA_DIR / "demo"
    if "load_demo" not in get_commands() or not _is_wanted(stamp):
        return
    stamp.write_text(BEGUN)
    with say.step("Loading the demo brand", every=15):
        call_command("load_demo", stdout=say.Lines("shop"))
    stamp.write_text("loaded")


def _is_wanted(stamp: Path) -> bool:
    """Whether loading was begun and not finished, or never begun while the shelves are empty."""
    if stamp.exists():
        return stamp.read_text() == BEGUN
    return not apps.get_model("catalog", "Product").objects.exists()
