from members.tiers import services as tiers
from minishop import schedule


@schedule.every(seconds=600)
def sweep_tiers() -> None:
    tiers.sweep()
