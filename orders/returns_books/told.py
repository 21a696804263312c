"""What others hear of returns: nothing yet."""

from minishop.events import catalogue

catalogue.internal(
    "return.agreed",
    "return.asked",
    "return.done",
    "return.lapsed",
    "return.received",
    "return.refunded_instead",
    "return.refunding",
    "return.refused",
    "return.replacing",
    "return.seconded",
    "return.sent",
    "return.withdrawn",
)
