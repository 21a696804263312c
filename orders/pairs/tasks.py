from minishop import schedule
from orders.pairs import services as pairs


@schedule.every(seconds=3600)
def tell_what_is_bought_together() -> None:
    pairs.tell()
