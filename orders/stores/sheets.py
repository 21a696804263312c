"""Whose texts of the houses may be brought as a table."""

from minishop.wording.registry import Wording, word
from orders.stores import services as stores
from orders.stores.models import Store

word(
    Wording(
        "house",
        Store,
        lambda store, actor: stores.keep(store=store, actor=actor, fields=["translations"]),
        key="code",
    )
)
