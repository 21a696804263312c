from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from minishop import audit, events
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.pickup import drawing, tasks
from orders.pickup import services as pickup
from orders.pickup.models import Pickup, drawer
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_drawn_file_reads_back_as_the_code_and_is_large_and_crisp() -> None:
    order = factories.order()
    (drawn,) = pickup.prepare(order=order)
    with drawer().open(drawn.qr.name) as file:
        image = Image.open(file).convert("L")
    assert zxingcpp.read_barcode(image).text == drawn.code
    assert min(image.size) >= 240
    assert set(image.tobytes()) == {0, 255}


def test_the_files_name_does_not_tell_the_code() -> None:
    (drawn,) = pickup.prepare(order=factories.order())
    assert drawn.code not in drawn.qr.name.upper()
    assert drawn.short_code not in drawn.qr.name.upper()


def test_the_path_for_the_page_reads_back_as_the_code() -> None:
    shape = drawing.svg("0123456789ABCDEFGHJK")
    image = Image.new("L", (shape.size, shape.size), 255)
    for run in shape.path.split("z")[:-1]:
        x, rest = run[1:].split(" ")
        y, rest = rest.split("h", 1)
        width = int(rest.split("v")[0])
        image.paste(0, (int(x), int(y), int(x) + width, int(y) + 1))
    large = image.resize((shape.size * 8,) * 2, Image.Resampling.NEAREST)
    assert zxingcpp.read_barcode(large).text == "0123456789ABCDEFGHJK"


def test_drawing_twice_keeps_one_file() -> None:
    (drawn,) = pickup.prepare(order=factories.order())
    Pickup.objects.filter(pk=drawn.pk).update(qr="")
    (again,) = pickup.prepare(order=drawn.order)
    assert again.qr.name == drawn.qr.name
    name = drawn.qr.name.removeprefix("pickups/")
    begins_alike = [file for file in drawer().listdir("pickups")[1] if file.startswith(name[:40])]
    assert begins_alike == [name]


def test_a_paid_order_is_drawn_by_the_job_of_its_event() -> None:
    order = factories.order()
    events.run_now(order)
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_an_order_to_be_paid_in_the_store_is_drawn_as_well() -> None:
    order = factories.order(paid=False)
    lifecycle.pay_in_store(order=order)
    events.run_now(order)
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_the_sweep_finds_a_paid_pickup_that_nobody_drew() -> None:
    order = factories.order()
    Order.objects.filter(pk=order.pk).update(paid_at=timezone.now() - timedelta(minutes=5))
    assert not audit.run("Q2")[0].is_clean
    tasks.draw_missing()
    assert Pickup.objects.get(fulfilment__order=order).qr
    assert audit.run("Q2")[0].is_clean


def test_a_lost_file_is_found_by_the_audit_and_drawn_again_when_shown() -> None:
    (drawn,) = pickup.prepare(order=factories.order())
    drawer().delete(drawn.qr.name)
    findings = [finding for finding in audit.run("M1")[0].findings if finding["table"] == "orders_pickup"]
    assert [finding["row"] for finding in findings] == [drawn.pk]
    pickup.draw(pickup=Pickup.objects.get(pk=drawn.pk))
    assert drawer().exists(Pickup.objects.get(pk=drawn.pk).qr.name)
