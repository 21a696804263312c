"""What the framework noted is forgotten once a day."""

from members.traces import services as traces
from minishop import schedule


@schedule.every(seconds=24 * 3600)
def forget_traces() -> None:
    traces.forget()
