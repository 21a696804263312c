"""Phone and e-mail are taken by a code sent there, and let go while another way in remains."""

from time import time

import pytest
from django.test import Client

from members.accounts.models import User
from members.accounts.services import SIGNED_IN
from members.identities import asking, ways
from members.identities.models import BelongsToAnother, Identity, LastWay, StaffAddress
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
NEW, OLD, RESUME = "new@example.com", "wen@example.com", "/sign-in/resume/"


@pytest.fixture
def wen() -> User:
    return factories.member(email=OLD, name="Wen")


def signed_in(client: Client, user: User, *, ago: int = 0) -> Client:
    client.force_login(user)
    session = client.session
    session[SIGNED_IN] = {"way": "code", "at": int(time()) - ago}
    session.save()
    return client


def add(client: Client, code_sent, address: str = NEW):
    client.post("/me/sign-in/email/", {"email": address})
    return client.post("/me/sign-in/code/", {"code": code_sent(address)})


def test_a_new_e_mail_is_taken_by_its_code_and_the_old_one_is_told(client, wen, code_sent):
    assert add(signed_in(client, wen), code_sent)["Location"] == "/me/sign-in/"
    wen.refresh_from_db()
    assert wen.email == NEW
    assert Message.objects.get(kind="address-let-go").address == OLD
    assert NEW in client.get("/me/sign-in/").text


def test_a_wrong_code_changes_nothing(client, wen, code_sent):
    signed_in(client, wen).post("/me/sign-in/email/", {"email": NEW})
    wrong = f"{(int(code_sent(NEW)) + 1) % 1_000_000:06d}"
    assert client.post("/me/sign-in/code/", {"code": wrong}).status_code == 400
    wen.refresh_from_db()
    assert wen.email == OLD
    assert not Message.objects.filter(kind="address-let-go").exists()


def test_without_a_code_asked_for_there_is_nothing_to_prove(client, wen):
    assert signed_in(client, wen).post("/me/sign-in/code/", {"code": "123456"})["Location"] == "/me/sign-in/"


@pytest.mark.parametrize("path", ["email/", "email/removal/", "code/", "joining/"])
def test_who_signed_in_long_ago_is_asked_again(client, wen, path):
    answer = signed_in(client, wen, ago=601).post(f"/me/sign-in/{path}", {"email": NEW})
    assert answer["Location"].startswith("/me/confirm/?next=/")
    wen.refresh_from_db()
    assert wen.email == OLD


def test_a_change_goes_on_once_one_has_shown_who_one_is(client, wen, code_sent, patience):
    signed_in(client, wen, ago=601).post("/me/sign-in/email/", {"email": NEW})
    client.post("/me/confirm/")
    assert client.post("/me/confirm/?next=/sign-in/resume/", {"code": code_sent(OLD)})["Location"] == RESUME
    assert NEW in client.get(RESUME).text
    patience()
    assert add(client, code_sent)["Location"] == "/me/sign-in/"


def test_a_merge_that_was_offered_outlives_the_question_who_one_is(client, wen, code_sent):
    """WeChat leads straight to it, however long ago one signed in."""
    other = factories.member(email=NEW)
    session = signed_in(client, wen, ago=601).session
    session[asking.JOINING] = {"owner": other.pk, "address": "", "at": int(time())}
    session.save()
    here = "/me/sign-in/joining/"
    assert client.get(here)["Location"] == f"/me/confirm/?next={here}"
    client.post("/me/confirm/")
    assert client.post(f"/me/confirm/?next={here}", {"code": code_sent(OLD)})["Location"] == here
    assert "two accounts" in client.get(here).text
    client.post(here)
    other.refresh_from_db()
    assert other.merged_into == wen


def test_the_last_way_in_is_kept(client, wen):
    answer = signed_in(client, wen).post("/me/sign-in/email/removal/", follow=True)
    assert "the only way into your account" in answer.text
    wen.refresh_from_db()
    assert wen.email == OLD
    with pytest.raises(LastWay):
        ways.remove(user=wen, kind="email")


def test_with_another_way_in_it_is_let_go(client, wen):
    Identity.objects.create(user=wen, provider="wechat", subject="o1")
    signed_in(client, wen).post("/me/sign-in/email/removal/")
    wen.refresh_from_db()
    assert (wen.email, wen.is_known_elsewhere) == (None, True)


def test_staff_are_known_as_their_admins_wrote(client, code_sent):
    clerk = factories.staff(email="clerk@example.com")
    signed_in(client, clerk).post("/me/sign-in/email/", {"email": NEW})
    assert not Message.objects.filter(address=NEW).exists()
    for change in (lambda: ways.take(user=clerk, address=NEW), lambda: ways.remove(user=clerk, kind="email")):
        with pytest.raises(StaffAddress):
            change()
    clerk.refresh_from_db()
    assert clerk.email == "clerk@example.com"


def test_anothers_address_is_not_taken(wen):
    other = factories.member(email=NEW)
    with pytest.raises(BelongsToAnother) as taken:
        ways.take(user=wen, address=NEW)
    assert taken.value.owner == other


def test_what_joins_is_said_and_happens_on_consent_alone(client, wen, code_sent):
    other = factories.member(email=NEW)
    placed = factories.order(user=other)
    assert add(signed_in(client, wen), code_sent)["Location"] == "/me/sign-in/joining/"
    assert "1 order" in client.get("/me/sign-in/joining/").text
    placed.refresh_from_db()
    assert placed.user == other
    assert "Both accounts are one now" in client.post("/me/sign-in/joining/", follow=True).text
    placed.refresh_from_db()
    wen.refresh_from_db()
    other.refresh_from_db()
    assert (placed.user, wen.email, other.merged_into) == (wen, NEW, wen)


def test_nobody_joins_an_account_they_did_not_prove(client, wen):
    other = factories.member(email=NEW)
    assert signed_in(client, wen).post("/me/sign-in/joining/")["Location"] == "/me/sign-in/"
    other.refresh_from_db()
    assert other.is_active


def test_asking_never_tells_whose_an_address_is(client, wen, patience):
    factories.member(email=NEW)
    answers = set()
    for address in (NEW, "nobody@example.com"):
        patience()
        answers.add(signed_in(client, wen).post("/me/sign-in/email/", {"email": address})["Location"])
    assert answers == {"/me/sign-in/code/"}


@pytest.mark.parametrize("more", [0, 5])
def test_the_page_asks_as_often_whatever_one_has(client, wen, more, django_assert_num_queries):
    for n in range(more):
        Identity.objects.create(user=wen, provider=f"other{n}", subject="o1")
    signed_in(client, wen).get("/me/sign-in/")
    with django_assert_num_queries(3):
        client.get("/me/sign-in/")
