"""Ways to reach a person: classes behind one Protocol, named in `settings.MESSAGE_CHANNELS`."""

from minishop.notify.channels.base import Busy, Channel, Letter, Undeliverable
from minishop.notify.channels.chosen import channel, codes
from minishop.notify.channels.console import Console
from minishop.notify.channels.email import Email

__all__ = ["Busy", "Channel", "Console", "Email", "Letter", "Undeliverable", "channel", "codes"]
