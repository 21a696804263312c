from minishop.privacy import holdings
from tests import factories


def test_a_member_is_told_of_his_orders_and_of_no_others(db):
    factories.zone()
    person, other = factories.member(), factories.member()
    mine, _theirs = (factories.order(way="ship", user=one, note=f"for {one.pk}") for one in (person, other))

    (told,) = holdings["orders"].export(person)

    assert (told["number"], told["note"]) == (mine.number, f"for {person.pk}")
    assert told["addresses"][0]["street"] == "88 Huaihai Road"
    assert told["pieces"][0]["quantity"] == 1


def test_the_notice_names_orders_and_messages_too(client, db):
    page = client.get("/privacy/").text

    assert "What you bought" in page
    assert "Messages about your orders" in page
