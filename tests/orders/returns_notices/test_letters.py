import pytest

from minishop.notify.models import Message
from orders.returns import services as returns
from orders.returns_goods import services as goods
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories
from tests.orders.aftersale.shopping import asked, collected

pytestmark = pytest.mark.django_db


def letters() -> list[str]:
    """The kinds of letters about returns, in order; each event is handled twice and tells once."""
    from minishop.events.models import Event
    from orders.returns_notices import handlers

    for event in Event.objects.filter(name__startswith="return.").order_by("id"):
        tell = getattr(handlers, "tell_" + event.name.partition(".")[2], None)
        for _n in range(2 if tell else 0):
            tell(event)
    kinds = Message.objects.filter(kind__startswith="return-").order_by("id").values_list("kind", flat=True)
    return list(kinds)


def test_agreed_and_paid_back_are_told_once_each() -> None:
    order = collected()
    row = asked(order)
    assert letters() == ["return-agreed"]
    line = order.lines.all()[0].pk
    goods.receive(request=row, pieces={line: (1, "shelf")}, actor=factories.staff())
    assert letters() == ["return-agreed", "return-money"]


def test_a_refusal_is_told_with_its_reason(settings) -> None:
    settings.RETURN_AUTO_LIMIT = 0
    row = asked(collected())
    returns.refuse(request=row, answer="It was worn.", actor=factories.staff("admin"))
    assert letters() == ["return-refused"]
    assert "It was worn." in Message.objects.get(kind="return-refused").body


def test_what_waits_to_be_looked_at_is_told_to_be_here() -> None:
    order = collected()
    row = asked(order)
    letters()
    goods.receive(request=row, pieces={order.lines.all()[0].pk: (1, "")}, actor=factories.staff())
    assert letters()[-1] == "return-received"


def test_money_the_bank_refuses_for_good_is_told_to_be_owed_once() -> None:
    order = collected()
    goods.receive(
        request=asked(order), pieces={order.lines.all()[0].pk: (1, "shelf")}, actor=factories.staff()
    )
    row = Refund.objects.get()
    refuse = RefundSnapshot(row.number, RefundStatus.FAILED, failure="account closed")

    refunds.record(row, refuse)
    assert owed() == 0  # it is sent again by itself

    Refund.objects.update(state="requested", retries=99, retry_at=None)
    refunds.record(row, refuse)
    assert owed() == 1


def owed() -> int:
    from minishop.events.models import Event
    from orders.returns_notices import handlers

    for event in Event.objects.filter(name="refund.failed"):
        handlers.tell_owed(event)
    return Message.objects.filter(kind="return-owed").count()
