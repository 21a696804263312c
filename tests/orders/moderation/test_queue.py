"""The queue of reviews in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from minishop.events.models import Event
from orders.reviews import services as reviews
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db
QUEUE = "/admin/orders/review/queue/"


@pytest.fixture
def marketing(client):
    call_command("ensure_roles", verbosity=0)
    person = factories.staff("marketing")
    person.groups.add(Group.objects.get(name="Marketing"))
    client.force_login(person)
    return person


def decide(client, review, decision: str, **more):
    told = {"decision": decision, "seen": review.written_at.isoformat(), "queue": "1"} | more
    return client.post(f"/admin/orders/review/{review.pk}/decision/", told)


def test_the_one_that_waits_longest_comes_first_and_a_skipped_one_last(client, marketing):
    first, second = (factories.review(state="waiting", text=text) for text in ("One.", "Two."))

    assert "One." in client.get(QUEUE).content.decode()
    assert "Two." in client.get(f"{QUEUE}?after={first.pk}").content.decode()
    assert "One." in client.get(f"{QUEUE}?after={second.pk}").content.decode()
    assert client.get(f"{QUEUE}?after=x").status_code == 200


def test_nothing_tells_marketing_whose_order_it_was(client, marketing):
    li = {"user": factories.member(name="Li Secret"), "name": "Li Secret"}
    line = factories.arrived(email="wen@example.com", **li)
    review = factories.review(line=line, state="waiting", photos=[photograph(90, 90)], name="W.")

    for address in (QUEUE, f"/admin/orders/review/{review.pk}/change/", "/admin/orders/review/"):
        html = client.get(address, follow=True).content.decode()
        assert "Softer than it looks." in html
        for secret in ("Li Secret", "wen@example.com", line.order.number, line.order.user.email):
            assert secret not in html
    photo = client.get(f"/admin/orders/review/photos/{review.photos.get().pk}.webp")
    assert (photo.status_code, "no-store" in photo["Cache-Control"]) == (200, True)


def test_approved_it_is_public_and_the_queue_goes_on(client, marketing):
    review = factories.review(state="waiting")

    answer = decide(client, review, "publish")

    review.refresh_from_db()
    assert (review.state, review.decided_by) == ("published", marketing)
    assert answer["Location"] == f"{QUEUE}?after={review.pk}"
    assert client.get(answer["Location"], follow=True).redirect_chain == [("/admin/orders/review/", 302)]
    assert Event.objects.get(name="review.published").actor == marketing


def test_a_refusal_needs_its_reason(client, marketing):
    review = factories.review(state="waiting")

    assert "change" in decide(client, review, "refuse")["Location"]
    assert factories.fresh(review).state == "waiting"

    decide(client, review, "refuse", reason="It is rude.")
    review.refresh_from_db()
    assert (review.state, review.refusal) == ("refused", "It is rude.")


def test_what_was_changed_meanwhile_is_read_again(client, marketing):
    review = factories.review(state="waiting")
    reviews.write(line=review.line, rating=1, text="Something else.")

    answer = decide(client, review, "publish")

    assert factories.fresh(review).state == "waiting"
    assert "changed it meanwhile" in client.get(answer["Location"], follow=True).content.decode()


def test_the_house_answers(client, marketing):
    review = factories.review()

    client.post(f"/admin/orders/review/{review.pk}/reply/", {"text": "Thank you."})

    assert factories.fresh(review).reply == "Thank you."
    assert "Thank you." in client.get(f"/products/{review.product.handle}/").content.decode()


def test_who_may_not_read_them_is_refused(client):
    review = factories.review(state="waiting", photos=[photograph(90, 90)])
    client.force_login(factories.staff("clerk"))

    assert client.get(QUEUE).status_code == 403
    assert decide(client, review, "publish").status_code == 403
    assert client.post(f"/admin/orders/review/{review.pk}/reply/", {"text": "x"}).status_code == 403
    assert client.get(f"/admin/orders/review/photos/{review.photos.get().pk}.webp").status_code == 403
    assert factories.fresh(review).state == "waiting"
