"""Someone at the board of a house, and orders for it."""

import re

from tests import factories


def at_board(client, role="clerk"):
    """A house and who packs there, signed in."""
    house = factories.store(name="Wukang Road")
    clerk = factories.staff(role, house)
    if role == "clerk":
        allow(clerk, "change_fulfilment", "view_fulfilment")
    client.force_login(clerk)
    return house, clerk


def allow(person, *rights):
    person.user_permissions.add(*factories.Permission.objects.filter(codename__in=rights))


def row(house, way="pickup", **told):
    """The fulfilment of a paid order."""
    order = factories.order(at=house, way=way, **told)
    return order.fulfilments.select_related("order").get()


def cards(client, house, query=""):
    """The keys of each lane's cards, as the page shows them."""
    page = client.get(f"/staff/board/{house.code}/{query}").content.decode()
    parts = re.split(r'data-lane="(\w+)"', page)[1:]
    lanes = dict(zip(parts[::2], parts[1::2], strict=True))
    return {
        code: [int(key) for key in re.findall(r'data-card="(\d+)"', part)] for code, part in lanes.items()
    }


def press(client, house, deed, *rows, **told):
    """A button of the board is pressed with these cards selected."""
    data = {"do": deed, "o": [one.pk for one in rows]} | told
    return client.post(f"/staff/board/{house.code}/do/", data)


def told(client, answer):
    """What the board says after it."""
    page = client.get(answer.url).content.decode()
    return " ".join(re.findall(r'<p class="told[^>]*>(.*?)</p>', page))
