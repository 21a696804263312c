"""Marketing is written only to those who agreed to it."""

from members.consents import services as consents
from minishop.notify.leave import Leave, leaves

leaves.add("consents", Leave(may_write=consents.may_write, way_out=consents.way_out))
