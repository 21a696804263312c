from uuid import uuid4

import pytest

from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.pickup import services as pickup
from orders.scanning import faces
from orders.scanning import services as scanning
from orders.scanning.models import Scan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    """A house with pieces on their shelf, their code, and someone at the counter."""
    house = factories.store()
    code = pickup.prepare(order=factories.order(at=house, pieces=2))[0]
    fulfilment.ready(fulfilment=code.fulfilment)
    told = {"staff": factories.staff(store=house), "store": house}
    return code, lambda: scanning.preview(code=code.code, nonce=uuid4().hex, **told), told


def test_pieces_kept_no_longer_are_not_handed_over_until_they_are_kept_again(counter):
    code, preview, told = counter
    Fulfilment.objects.update(keep_until="2026-01-02T10:00Z")
    row = fulfilment.no_show(fulfilment=code.fulfilment)

    face = faces.face(preview())
    assert (face.word, face.press) == ("Kept no longer", "")
    assert "2 January 2026" in face.reason or "2 January" in face.reason
    refused = scanning.confirm(pickup=code, nonce=uuid4().hex, **told)
    assert (refused.outcome, OrderLine.objects.get().sent) == (Scan.Outcome.NO_SHOW, 0)

    fulfilment.keep(fulfilment=row, days=2)
    assert scanning.confirm(pickup=code, nonce=uuid4().hex, **told).outcome == Scan.Outcome.HANDED_OVER


def test_pieces_all_asked_back_are_refused_with_the_reason(counter):
    code, preview, told = counter
    OrderLine.objects.update(withdrawn=2, claimed=2)

    assert faces.face(preview()).word == "Asked back"
    refused = scanning.confirm(pickup=code, nonce=uuid4().hex, **told)
    code.refresh_from_db()
    assert (refused.outcome, code.collected_at) == (Scan.Outcome.WITHDRAWN, None)
    assert OrderLine.objects.get().sent == 0


def test_only_the_pieces_left_are_handed_over(counter):
    code, preview, told = counter
    OrderLine.objects.update(withdrawn=1, claimed=1)

    assert preview().outcome == Scan.Outcome.PREVIEWED
    assert scanning.confirm(pickup=code, nonce=uuid4().hex, **told).outcome == Scan.Outcome.HANDED_OVER
    assert OrderLine.objects.get().sent == 1
