from catalog.fetching import services as fetching
from minishop import schedule


@schedule.every(seconds=20)
def fetch_pictures() -> None:
    """In one process at a time, so that a host is asked for one picture after the other."""
    fetching.fetch_all(seconds=40)
