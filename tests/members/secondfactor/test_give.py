"""What passes the question: digits once, a recovery code once, a passkey of one's own."""

from time import time

import pytest
from django.test import Client

from members.accounts.services import SIGNED_IN
from members.passkeys.models import Passkey
from members.secondfactor.models import Authenticator
from minishop.events.models import Event
from tests import factories
from tests.members.passkeys.authenticator import Authenticator as Device

from .conftest import digits_of

pytestmark = pytest.mark.django_db

QUESTION = "/staff/second-factor/"


@pytest.fixture
def wen(engage):
    return engage()


@pytest.fixture
def app(wen, equip):
    return equip(wen)


def typed(client: Client, text: str) -> bool:
    """Whether it passed."""
    answer = client.post(QUESTION, {"typed": text})
    assert answer.status_code in (302, 400)
    return answer.status_code == 302 and client.get("/admin/").status_code == 200


@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_digits_of_this_half_minute_or_a_neighbour_pass(wen, app, knock, ahead):
    assert typed(knock(wen), digits_of(app.secret, ahead))


@pytest.mark.parametrize("ahead", [-3, 3])
def test_older_or_later_ones_do_not(wen, app, knock, ahead):
    assert not typed(knock(wen), digits_of(app.secret, ahead))


def test_digits_pass_once(wen, app, knock):
    digits = digits_of(app.secret, 1)
    assert typed(knock(wen), f" {digits[:3]} {digits[3:]} ")
    assert not typed(knock(wen), digits)
    assert not typed(knock(wen), digits_of(app.secret, 0)), "an older step neither"


def test_another_s_digits_do_not(wen, app, knock, engage, equip):
    other = equip(engage(email="other@shop.example"))
    assert not typed(knock(wen), digits_of(other.secret))
    assert not typed(knock(wen), "")


def test_a_recovery_code_passes_once(wen, app, knock):
    assert typed(knock(wen), "AAAA-bbbb")
    assert not typed(knock(wen), "aaaabbbb")
    app.refresh_from_db()
    assert len(app.recovery) == 1
    assert "ccccdddd" not in str(app.recovery), "kept as digests alone"
    assert Event.objects.get(name="staff.recovery_code_used").data == {"left": 1}


def test_after_five_wrong_ones_the_right_one_waits(wen, app, knock, patience):
    client = knock(wen)
    for _ in range(5):
        assert not typed(client, "000000")
    assert not typed(client, digits_of(app.secret))
    assert "That was often" in client.post(QUESTION, {"typed": digits_of(app.secret)}).text
    app.refresh_from_db()
    assert app.last_step == 0
    patience()
    assert typed(client, digits_of(app.secret))


def own_passkey(user) -> Device:
    client, device = Client(), Device()
    client.force_login(user)
    session = client.session
    from members.secondfactor import services as second

    session[second.PASSED] = second._mark(user)
    session[SIGNED_IN] = {"way": "password", "at": int(time())}
    session.save()
    client.post("/me/passkeys/", {"answer": device.make(client.post("/me/passkeys/invitation/").text)})
    return device


def test_a_passkey_of_one_s_own_serves_instead(wen, knock):
    device, client = own_passkey(wen), knock(wen)
    assert "Use a passkey" in client.get(QUESTION).text
    question = client.post(f"{QUESTION}question/").text
    assert client.post(QUESTION, {"answer": device.answer(question)}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_another_s_passkey_does_not(wen, app, knock):
    other = own_passkey(factories.member())
    client = knock(wen)
    question = client.post(f"{QUESTION}question/").text
    answer = client.post(QUESTION, {"answer": other.answer(question)})
    assert answer.status_code == 400
    assert "not yours here" in answer.text
    assert client.get("/admin/").status_code == 302


def test_an_answer_given_for_signing_in_does_not(wen, knock):
    device, client = own_passkey(wen), knock(wen)
    question = client.post("/sign-in/passkey/question/").text
    assert client.post(QUESTION, {"answer": device.answer(question)}).status_code == 400
    assert client.get("/admin/").status_code == 302


def test_a_reset_takes_the_passkeys_along(wen, app):
    from members.secondfactor import services as second

    own_passkey(wen)
    second.reset(user=wen)
    assert not Passkey.objects.exists()
    assert not Authenticator.objects.exists()
    assert not second.has_any(wen)
