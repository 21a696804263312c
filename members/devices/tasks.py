from members.devices import services as devices
from minishop import schedule


@schedule.every(seconds=24 * 3600)
def forget_devices() -> None:
    devices.sweep()
