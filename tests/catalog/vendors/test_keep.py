import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.redirects.models import Redirect
from catalog.vendors import services as vendors
from catalog.vendors.models import SameVendor, Vendor
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(factories.staff("admin"))
    return client


def test_a_new_name_keeps_the_address(desk):
    lune = vendors.named("Lune")
    lune.name = "Lune & Loom"
    vendors.keep(vendor=lune)
    assert lune.get_absolute_url() == "/brands/lune/"
    assert not Redirect.objects.exists()


def test_a_new_handle_leaves_the_old_address_behind(client):
    lune = vendors.named("月织")
    factories.product(vendor=lune)
    lune.handle = "lune"
    vendors.keep(vendor=lune)
    assert client.get("/brands/月织/?sort=loved")["Location"] == "/brands/lune/?sort=loved"
    assert client.get("/brands/lune/").status_code == 200


@pytest.mark.parametrize("field", ["name", "handle"])
def test_a_name_or_handle_of_another_is_refused(field):
    lune, loom = vendors.named("Lune"), vendors.named("Loom")
    setattr(loom, field, getattr(lune, field))
    with pytest.raises(ValidationError):
        vendors.keep(vendor=loom)
    assert Vendor.objects.get(pk=loom.pk).name == "Loom"


def test_one_takes_anothers_pieces_and_address(client):
    lune, loom = vendors.named("Lune"), vendors.named("Loom")
    pieces = [factories.product(vendor=lune), factories.product(vendor=loom)]
    vendors.merge(vendor=lune, into=loom)
    assert [type(piece).objects.get(pk=piece.pk).vendor for piece in pieces] == [loom, loom]
    assert not Vendor.objects.filter(pk=lune.pk).exists()
    assert client.get("/brands/lune/")["Location"] == "/brands/loom/"
    assert Event.objects.get(name="vendor.merged").data == {"vendor": lune.pk, "pieces": 1}


def test_none_is_merged_into_itself():
    lune = vendors.named("Lune")
    piece = factories.product(vendor=lune)
    with pytest.raises(SameVendor):
        vendors.merge(vendor=lune, into=Vendor.objects.get(pk=lune.pk))
    piece.refresh_from_db()
    assert (piece.vendor, Redirect.objects.count()) == (lune, 0)


def test_staff_merge_two_after_being_asked(desk):
    lune, loom = vendors.named("Lune"), vendors.named("Loom")
    address = reverse("admin:catalog_vendor_do", args=[lune.pk, "merge"])
    assert "Which brand takes its pieces?" in desk.get(address).content.decode()
    assert "this is the same one" in desk.post(address, {"into": lune.pk}, follow=True).content.decode()
    assert Vendor.objects.count() == 2
    desk.post(address, {"into": loom.pk})
    assert list(Vendor.objects.all()) == [loom]


def test_staff_rename_one(desk):
    lune = vendors.named("Lune")
    sent = {"name": "Lune & Loom", "handle": "lune-loom", "name_zh_hans": "月织"}
    desk.post(reverse("admin:catalog_vendor_change", args=[lune.pk]), sent)
    lune.refresh_from_db()
    assert (lune.name, lune.text_in("zh-hans", "name")) == ("Lune & Loom", "月织")
    assert Redirect.objects.get().path == "/brands/lune/"


def test_all_brands_are_listed_where_there_is_more_than_one(client, django_capture_on_commit_callbacks):
    factories.product(vendor=vendors.named("Lune"))
    assert client.get("/brands/").status_code == 404
    factories.product(vendor=vendors.named("Loom"))
    factories.product(vendor=vendors.named("Hidden"), status="draft")
    with django_capture_on_commit_callbacks(execute=True):
        vendors.keep(vendor=Vendor.objects.get(name="Loom"))
    shown = client.get("/brands/").content.decode()
    assert shown.index('href="/brands/loom/"') < shown.index('href="/brands/lune/"')
    assert "Hidden" not in shown
