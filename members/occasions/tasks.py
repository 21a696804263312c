from members.occasions import services as occasions
from minishop import schedule


@schedule.every(seconds=600)
def give_gifts() -> None:
    occasions.sweep()
