"""Files of photographs that a stopped verb left are taken away."""

from minishop import schedule
from orders.reviews import services as reviews


@schedule.every(seconds=600)
def tidy_photographs() -> None:
    reviews.tidy()
