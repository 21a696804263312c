import pytest

from minishop import idempotency
from minishop.idempotency.models import IdempotencyKey

pytestmark = pytest.mark.django_db


def ask(work, key: str = "k1", **wanted):
    return idempotency.once(scope="test", key=key, fingerprint=wanted, work=work)


def test_the_same_key_gets_the_first_answer():
    answers = iter([{"n": 1}, {"n": 2}])
    assert ask(lambda: next(answers)) == {"n": 1}
    assert ask(lambda: next(answers)) == {"n": 1}
    assert next(answers) == {"n": 2}


def test_another_key_is_another_piece_of_work():
    answers = iter([1, 2])
    assert [ask(lambda: next(answers), key) for key in ("a", "b")] == [1, 2]


def test_a_key_used_for_something_else_is_refused():
    ask(lambda: 1, colour="red")
    with pytest.raises(idempotency.KeyReused):
        ask(lambda: pytest.fail("worked twice"), colour="blue")


def test_work_that_fails_keeps_nothing_and_may_be_tried_again():
    def fail():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        ask(fail)
    assert not IdempotencyKey.objects.exists()
    assert ask(lambda: "done") == "done"
