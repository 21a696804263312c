import pytest
from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, DiskFull

from minishop.retries import retried


def failing(times, cause):
    """A verb that the database refuses so many times, and how often it was tried."""
    tries = []

    @retried
    def verb():
        tries.append(len(tries))
        if len(tries) <= times:
            raise OperationalError("no") from cause
        return "done"

    return verb, tries


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_is_tried_again_up_to_three_times():
    verb, tries = failing(2, DeadlockDetected())
    assert (verb(), len(tries)) == ("done", 3)

    verb, tries = failing(3, DeadlockDetected())
    with pytest.raises(OperationalError):
        verb()
    assert len(tries) == 3


@pytest.mark.django_db(transaction=True)
def test_what_will_not_pass_is_not_tried_again():
    verb, tries = failing(1, DiskFull())

    with pytest.raises(OperationalError):
        verb()
    assert len(tries) == 1


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_only_the_whole_can_be_repeated():
    verb, tries = failing(1, DeadlockDetected())

    with pytest.raises(OperationalError), transaction.atomic():
        verb()
    assert len(tries) == 1
