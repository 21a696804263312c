from django.core.cache import cache

from catalog.feeds import services as feeds
from catalog.shelf import services as shelf
from minishop import schedule

WRITTEN = "catalog:feed"  # the state of the catalogue that the files show


@schedule.every(seconds=900)
def write_feeds() -> None:
    """The feeds follow the catalogue within a quarter of an hour; unchanged, they are left alone."""
    version = shelf.version()
    if not version or cache.get(WRITTEN) != version:
        feeds.write_all()
        cache.set(WRITTEN, version, None)
