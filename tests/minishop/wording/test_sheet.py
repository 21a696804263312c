"""Translations by table: every translated thing, each kept by its own verb."""

from io import BytesIO

import pytest
from django.apps import apps

from catalog.facets.models import Facet
from catalog.products.models import Product, Variant
from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from minishop.events.models import Event
from minishop.imports import tables
from minishop.imports.kinds import exported, kinds
from minishop.translation import TranslatedModel
from minishop.wording.registry import wordings
from tests import factories
from tests.minishop.imports.desk import Desk, differences, said, sums

pytestmark = pytest.mark.django_db
HEAD = "Type,Handle,Field,Source,zh-hans\n"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def veil():
    words = {"zh-hans": {"title": "丝雾", "subtitle": "柔光"}}
    return factories.product(
        handle="silk-veil", title="Silk Veil", subtitle="Soft light", body="<p>Silk</p>",
        option_names=["Shade", "Size"], translations=words,
    )  # fmt: skip


def chinese(product: Product) -> dict:
    product.refresh_from_db()
    return product.translations.get("zh-hans", {})


def test_every_translated_model_may_be_brought():
    known = {wording.model for _name, wording in wordings}
    with_texts = {model for model in apps.get_models() if issubclass(model, TranslatedModel)}
    written_down_from_variants = {Facet}
    assert {model for model in with_texts if not model._meta.proxy} == known | written_down_from_variants


def test_texts_are_kept_by_the_products_own_verb_once_for_all_its_rows(desk, veil):
    before = Event.objects.filter(name="product.changed").count()
    run = desk.applied(
        HEAD + "product,silk-veil,title,Silk Veil,丝雾唇膏\nproduct,silk-veil,body,,<p>丝</p>\n"
        'product,silk-veil,option_names,,"色号\n规格"\n',
        "translations",
    )
    assert sums(run) == (3, 3, 0), said(run)
    assert chinese(veil) == {
        "title": "丝雾唇膏", "subtitle": "柔光", "body": "<p>丝</p>", "option_names": ["色号", "规格"],
    }  # fmt: skip
    assert Event.objects.filter(name="product.changed").count() == before + 1


def test_html_is_cleaned_and_the_cleaned_text_is_what_is_compared(desk, veil):
    table = HEAD + "product,silk-veil,body,,<p>丝<script>x()</script></p>\n"
    desk.applied(table, "translations")
    assert chinese(veil)["body"] == "<p>丝</p>"
    assert differences(desk.applied(table, "translations")) == []


def test_an_empty_cell_leaves_the_text_unless_it_is_told_to_clear(desk, veil):
    table = HEAD + "product,silk-veil,title,Silk Veil,\n"
    desk.applied(table, "translations")
    assert chinese(veil)["title"] == "丝雾"
    run = desk.applied(table, "translations", clear=True)
    assert differences(run) == [("product silk-veil", "title · zh-hans", "丝雾", "")]
    assert chinese(veil) == {"subtitle": "柔光"}


def test_a_source_that_changed_since_is_a_warning(desk, veil):
    run = desk.applied(HEAD + "product,silk-veil,title,Silk Mist,丝霭\n", "translations")
    assert said(run, "warning") == [
        "2: The shop’s own text has changed since; see whether the translation still fits."
    ]
    assert chinese(veil)["title"] == "丝霭"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("product,nothing,title,,丝", "There is no product “nothing”."),
        ("menu,first,title,,丝", "There is no menu “first”."),
        ("product,silk-veil,colour,,丝", "There is no text “colour”; there are title, subtitle"),
        ("perfume,silk-veil,title,,丝", "There is no type “perfume”; there are "),
        (f"product,silk-veil,title,,{'丝' * 201}", "Longer than 200 letters."),
        ("product,silk-veil,option_names,,色号", "Each on a line of its own: the shop’s own text has 2."),
    ],
)
def test_what_fits_nothing_is_reported_and_the_other_rows_are_kept(desk, veil, row, why):
    run = desk.applied(HEAD + row + "\nproduct,silk-veil,subtitle,,微光\n", "translations")
    assert [line for line in said(run) if line.startswith(f"2: {why}")], said(run)
    assert sums(run) == (2, 1, 1)
    assert chinese(veil) == {"title": "丝雾", "subtitle": "微光"}


def test_marketing_translates_the_catalogue_and_not_the_houses(veil):
    staff.ensure_groups()
    person = staff.engage(email="mo@lune.example", name="Mo", role=roles.MARKETING, password="moonrise")
    desk = Desk(User.objects.get(pk=person.pk))
    house = factories.store(code="wukang-road", name="Wukang Road")
    run = desk.applied(HEAD + "house,wukang-road,name,,武康路\nproduct,silk-veil,title,,丝\n", "translations")
    assert said(run) == ["2: That is beyond your own rights."]
    house.refresh_from_db()
    assert (house.translations, chinese(veil)["title"]) == ({}, "丝")


def taken(form: str) -> bytes:
    return b"".join(tables.write(*exported(kinds["translations"], None), form))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_and_brought_back_is_the_same(desk, veil, form):
    factories.variant(product=veil, option_values=["=Plum", "L"], sku="VEIL",
                      translations={"zh-hans": {"option_values": ["梅紫", "大"]}})  # fmt: skip
    factories.store(code="wukang-road", translations={"zh-hans": {"name": "武康路"}})
    content = taken(form)
    run = desk.applied(content, "translations", name=f"words.{form}")
    assert (run.reported, run.changed, differences(run), said(run, "warning")) == (0, 0, [], [])
    for model in (Product, Variant):
        model.objects.update(translations={})
    desk.applied(content, "translations", name=f"words.{form}")
    again = tables.read(BytesIO(taken(form))).rows()
    assert [row.cells for row in again] == [row.cells for row in tables.read(BytesIO(content)).rows()]
    assert chinese(veil)["title"] == "丝雾"
