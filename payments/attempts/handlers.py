"""What follows from an attempt's events; they call gateways, so they run outside transactions."""

from minishop import events
from minishop.events.models import Event
from payments.attempts import services as attempts
from payments.attempts.models import Payment


@events.on("payment.superseded", outside=True)
def close_superseded(event: Event) -> None:
    """An attempt left for another method is closed, unless the payer came back to it."""
    payment = Payment.objects.get(pk=event.data["payment"])
    others = Payment.objects.of(payment.reference).exclude(pk=payment.pk)
    if payment.is_live and others.filter(chosen_at__gt=payment.chosen_at).exists():
        attempts.close(payment)


@events.on("payment.captured", outside=True)
def close_the_others(event: Event) -> None:
    """Once one attempt brought the money, the other live ones of its reference are closed."""
    payment = Payment.objects.get(pk=event.data["payment"])
    for other in Payment.objects.live().of(payment.reference).exclude(pk=payment.pk):
        attempts.close(other)


@events.on("payment.questioned", outside=True)
def ask(event: Event) -> None:
    attempts.ask(Payment.objects.get(pk=event.data["payment"]), actor=event.actor)
