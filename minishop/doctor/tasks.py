from minishop import schedule
from minishop.doctor import running


@schedule.every(seconds=15)
def note_pulse() -> None:
    running.beat()
