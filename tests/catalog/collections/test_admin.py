import pytest
from django.urls import reverse

from catalog.collections import services as collections
from catalog.collections.models import Collection
from tests import factories

pytestmark = pytest.mark.django_db

EMPTY = {
    "places-TOTAL_FORMS": "0", "places-INITIAL_FORMS": "0", "title": "Silk", "handle": "silk",
    "position": "0",
}  # fmt: skip
ADMITTED = "/admin/catalog/collection/admitted/"


@pytest.fixture
def desk(client):
    client.force_login(factories.staff("admin"))
    return client


def save(desk, collection: Collection | None = None, **fields: object) -> str:
    page = "change" if collection else "add"
    address = reverse(f"admin:catalog_collection_{page}", args=[collection.pk] if collection else [])
    sent = {**EMPTY, "match": "hand", "order": "hand", **fields}
    return desk.post(address, sent, follow=True).content.decode()


def held(collection: Collection) -> set[str]:
    return set(collection.places.values_list("product__handle", flat=True))


def test_staff_fill_a_collection_by_rule(desk):
    silk = factories.product(tags=["silk"])
    factories.product(tags=["leather"])
    save(desk, match="all", rules_asks=["tag.equals", "", "stock.yes"], rules_value=["silk", "", ""])
    made = Collection.objects.get()
    assert made.rules == [
        {"field": "tag", "is": "equals", "value": "silk"},
        {"field": "stock", "is": "yes", "value": ""},
    ]
    assert held(made) == {silk.handle}


def test_the_form_shows_the_rules_it_kept_and_whom_they_admit(desk):
    factories.product(tags=["silk"])
    rule = {"field": "tag", "is": "equals", "value": "silk"}
    made = collections.create(handle="silk", title="Silk", match="all", rules=[rule])
    shown = desk.get(reverse("admin:catalog_collection_change", args=[made.pk])).content.decode()
    assert '<option value="tag.equals" data-takes="text" selected>' in shown
    assert 'value="silk"' in shown
    assert "Admits 1 piece<" in shown


@pytest.mark.parametrize(
    ("asks", "value", "words"),
    [
        (["tag.equals"], [""], "“Has the tag” needs a value."),
        (["price.most"], ["cheap"], "“cheap” is not an amount."),
        ([""], ["silk"], "A condition this shop does not know."),
        (["title__in.equals"], ["silk"], "A condition this shop does not know."),
        ([], [], "Say at least one condition"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_words(desk, asks, value, words):
    assert words in save(desk, match="any", rules_asks=asks, rules_value=value)
    assert not Collection.objects.exists()


def test_a_window_that_ends_before_it_begins_is_refused(desk):
    window = {"published_at_0": "2026-11-02", "published_at_1": "10:00", "withdrawn_at_0": "2026-11-01"}
    assert "It ends before it begins." in save(desk, **window, withdrawn_at_1="10:00")
    assert not Collection.objects.exists()


def test_the_preview_tells_whom_a_rule_would_admit_and_keeps_nothing(desk):
    for title in ("Silk scarf", "Silk veil", "Tote"):
        factories.product(title=title)
    factories.product(title="Silk sample", status="draft")
    asked = {"rules_asks": ["title.contains", ""], "rules_value": ["silk", ""], "match": "all"}
    shown = desk.get(ADMITTED, asked).content.decode()
    assert "Admits 3 pieces" in shown
    assert "2 of them on sale" in shown
    assert "Silk veil" in shown
    assert "Tote" not in shown
    assert not Collection.objects.exists()


def test_the_preview_says_what_is_wrong_with_a_rule(desk):
    shown = desk.get(ADMITTED, {"rules_asks": ["price.most"], "rules_value": ["cheap"], "match": "all"})
    assert "“cheap” is not an amount." in shown.content.decode()
    assert "Admits 0 pieces" in desk.get(ADMITTED, {"match": "all"}).content.decode()


def test_a_handle_changed_at_the_desk_leaves_its_address_behind(desk, client):
    made = collections.create(handle="silks", title="Silk", products=[factories.product()])
    save(desk, made, is_listed="on")
    assert client.get("/collections/silks/")["Location"] == "/collections/silk/"
    assert client.get("/collections/silk/").status_code == 200
