from collections.abc import Callable

import pytest

from payments.attempts import services as attempts
from payments.attempts.models import Payment


@pytest.fixture
def captured(begin, choose) -> Callable[..., Payment]:
    """A payment whose ¥238.00 arrived."""

    def capture(**asked: object) -> Payment:
        payment = begin(**asked)
        choose(payment, "lost")
        return attempts.ask(payment)

    return capture
