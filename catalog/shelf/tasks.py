from catalog.shelf import moments
from minishop import schedule


@schedule.every(seconds=20)
def look_at_moments() -> None:
    moments.look()
