import pytest

from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.pickup import services as pickup
from orders.shipments import services as shipments
from tests import factories
from tests.minishop.pdf import drawn
from tests.orders.board.packing import allow, at_board, press, row, told

pytestmark = pytest.mark.django_db


def state(one):
    one.refresh_from_db()
    return one.state


def test_picking_begins_for_those_it_applies_to_and_the_others_are_told(client):
    house, clerk = at_board(client)
    paid, packed = row(house), fulfilment.pack(fulfilment=row(house))
    answer = press(client, house, "pick", paid, packed)
    assert (state(paid), state(packed)) == ("picking", "packed")
    assert paid.picker == clerk
    short = packed.order.number.partition("-")[2]
    assert told(client, answer) == f"Start picking: 1 Left out: {short} is packed already."


def test_a_card_s_own_button_leaves_the_selection_alone(client):
    house, _ = at_board(client)
    one, selected = row(house), row(house)
    press(client, house, f"pick:{one.pk}", selected)
    assert (state(one), state(selected)) == ("picking", "open")


def test_bags_and_parcels_are_packed_each_in_their_way(client):
    house, _ = at_board(client)
    bag, parcel = row(house), row(house, way="ship")
    press(client, house, "pack", bag, parcel, carrier="manual")
    assert (state(bag), state(parcel)) == ("packed", "ready")
    assert [(one.carrier, one.lines.count()) for one in parcel.shipments.all()] == [("manual", 1)]


def test_a_shelf_is_asked_for_each_bag(client):
    house, _ = at_board(client)
    bag, parcel = fulfilment.pack(fulfilment=row(house)), row(house, way="ship")
    asked = press(client, house, "shelf", bag, parcel, at="way=pickup").url
    page = client.get(asked).content.decode()
    assert f'name="shelf-{bag.pk}"' in page
    assert f'name="shelf-{parcel.pk}"' not in page
    assert "is sent, not collected" in page
    data = {"o": [bag.pk], f"shelf-{bag.pk}": "B14", "at": "way=pickup"}
    answer = client.post(f"/staff/board/{house.code}/shelf/", data)
    assert (state(bag), bag.shelf) == ("ready", "B14")
    assert answer.url == f"/staff/board/{house.code}/?way=pickup"


def test_the_courier_takes_each_parcel_under_its_number(client):
    house, _ = at_board(client)
    one, other = row(house, way="ship"), row(house, way="ship")
    first, second = shipments.pack(fulfilment=one), shipments.pack(fulfilment=other)
    asked = press(client, house, "courier", one, other).url
    assert f'name="tracking-{first.pk}"' in client.get(asked).content.decode()
    numbers = {f"tracking-{first.pk}": "SF1", f"tracking-{second.pk}": "SF2"}
    data = {"o": [one.pk, other.pk], "carrier_name": "SF Express"} | numbers
    client.post(f"/staff/board/{house.code}/courier/", data)
    assert (state(one), state(other)) == ("shipped", "shipped")
    first.refresh_from_db()
    assert (first.carrier_name, first.tracking_number) == ("SF Express", "SF1")


def test_what_a_verb_refuses_keeps_nobody_else_back(client):
    house, _ = at_board(client)
    stopped, fine = row(house), row(house)
    lifecycle.cancel(order=stopped.order, refund=True)
    answer = press(client, house, "pick", stopped, fine)
    assert (state(stopped), state(fine)) == ("cancelled", "picking")
    assert "is not to be packed" in told(client, answer)


def test_pressed_twice_it_happens_once(client):
    house, _ = at_board(client)
    parcel = row(house, way="ship")
    for _again in range(2):
        press(client, house, "pack", parcel)
    assert parcel.shipments.count() == 1


@pytest.mark.parametrize("deed", ["pick", "pack", "shelf", "courier", "list", "slips", "labels"])
def test_another_house_s_orders_are_not_there(client, deed):
    house, _ = at_board(client)
    own, other = row(house), row(factories.store())
    assert press(client, house, deed, own, other).status_code == 404
    assert (state(own), state(other)) == ("open", "open")


@pytest.mark.parametrize("path", ["", "do/", "shelf/", "courier/"])
def test_another_house_s_board_is_not_there(client, path):
    at_board(client)
    other = row(factories.store())
    address = f"/staff/board/{other.store.code}/{path}?o={other.pk}"
    assert client.get(address).status_code == (405 if path == "do/" else 404)
    assert client.post(address, {"do": "pick", "o": other.pk}).status_code in {404, 405}
    assert state(other) == "open"


@pytest.mark.parametrize("what", ["list", "slips", "labels"])
def test_another_house_s_documents_are_not_there(client, what):
    house, _ = at_board(client)
    own, other = row(house), row(factories.store())
    assert client.get(f"/staff/documents/{what}/?o={own.pk}&o={other.pk}").status_code == 404
    assert client.get(f"/staff/documents/{what}/?o={other.pk}").status_code == 404


def test_who_may_not_pack_is_refused(client):
    house = factories.store()
    client.force_login(factories.staff("clerk", house))
    assert client.get(f"/staff/board/{house.code}/").status_code == 403
    paid = row(house)
    assert press(client, house, "pick", paid).status_code == 403
    assert state(paid) == "open"


def test_only_one_house_is_gone_to_at_once(client):
    house, clerk = at_board(client)
    assert client.get("/staff/board/").url == f"/staff/board/{house.code}/"
    allow(clerk, "work_in_any_store")
    factories.store(name="Jing'an")
    assert "Jing&#x27;an" in client.get("/staff/board/").content.decode()


@pytest.mark.parametrize("sent", [{"do": "nothing"}, {"do": "pick", "o": "x"}, {"do": "pick:0"}, {}])
def test_nonsense_is_not_found(client, sent):
    house, _ = at_board(client)
    assert client.post(f"/staff/board/{house.code}/do/", sent).status_code == 404


def test_nothing_selected_is_said(client):
    house, _ = at_board(client)
    assert told(client, press(client, house, "pick")) == "Select some orders first."


def test_one_list_is_printed_for_what_is_still_to_fetch(client):
    house, _ = at_board(client)
    one, two = row(house), row(house, way="ship")
    packed = fulfilment.pack(fulfilment=row(house))
    printed = client.get(press(client, house, "list", one, two, packed).url)
    words = drawn.words(printed.content)
    assert printed["Content-Type"] == "application/pdf"
    assert one.order.number in words
    assert two.order.number in words
    assert packed.order.number not in words


def test_slips_and_labels_are_one_file_each(client):
    house, _ = at_board(client)
    bag, parcel = row(house), row(house, way="ship")
    pickup.prepare(order=bag.order)
    shipments.pack(fulfilment=parcel, carrier_name="SF Express", tracking="SF77")
    slips = client.get(press(client, house, "slips", bag, parcel).url).content
    labels = client.get(press(client, house, "labels", bag, parcel).url).content
    assert len(drawn.pages(slips)) == 2
    assert drawn.sizes(labels) == [(100, 150)] * 2
    assert {bag.pickup.code, "SF77"} <= set(drawn.codes(labels))


def test_what_has_no_document_says_so(client):
    house, _ = at_board(client)
    unpacked = row(house, way="ship")
    assert client.get(press(client, house, "labels", unpacked).url).status_code == 409


def test_what_waits_is_kept_longer(client, settings):
    house, _ = at_board(client)
    ready = fulfilment.ready(fulfilment=row(house))
    before = ready.keep_until
    press(client, house, "keep", ready)
    ready.refresh_from_db()
    assert before is None or ready.keep_until > before
    assert ready.keep_until is not None


@pytest.mark.parametrize("listed", ["order", "fulfilment"])
def test_the_lists_of_the_admin_print_the_same(client, listed):
    house, _ = at_board(client, "admin")
    one, two = row(house), row(house, way="ship")
    keys = {"order": [one.order_id, two.order_id], "fulfilment": [one.pk, two.pk]}[listed]
    data = {"action": "print-list", "_selected_action": keys, "index": "0"}
    words = drawn.words(client.get(client.post(f"/admin/orders/{listed}/", data).url).content)
    assert one.order.number in words
    assert two.order.number in words
