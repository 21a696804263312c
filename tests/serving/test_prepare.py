"""The demo brand is loaded once, and never beside someone's own things."""

import pytest

from catalog.products.models import Product
from minishop.serving import prepare
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_a_demo_that_was_loaded_is_not_loaded_again_though_its_shelves_are_empty(folder, capsys):
    (folder / "demo").write_text("loaded")

    prepare.demo_brand()

    assert "Loading" not in capsys.readouterr().out
    assert not Product.objects.exists()


def test_a_shop_that_sells_its_own_things_is_not_given_the_demos(folder, capsys):
    own = factories.product()

    prepare.demo_brand()

    assert "Loading" not in capsys.readouterr().out
    assert list(Product.objects.all()) == [own]
    assert not (folder / "demo").exists()


def test_a_demo_whose_loading_was_cut_short_is_wanted_again(folder):
    factories.product()
    (folder / "demo").write_text(prepare.BEGUN)

    assert prepare._is_wanted(folder / "demo")
