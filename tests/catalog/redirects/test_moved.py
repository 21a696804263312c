import pytest

from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def rows() -> dict[str, str]:
    return dict(Redirect.objects.values_list("path", "to"))


def test_the_old_path_leads_to_the_new_one():
    redirects.moved("/products/veil/", "/products/silk-veil/")
    assert rows() == {"/products/veil/": "/products/silk-veil/"}


def test_a_second_move_leaves_no_chain():
    redirects.moved("/products/a/", "/products/b/")
    redirects.moved("/products/b/", "/products/c/")
    assert rows() == {"/products/a/": "/products/c/", "/products/b/": "/products/c/"}


def test_a_query_of_the_target_survives_the_move():
    redirects.lead(path="/old", to="/products/a/?variant=3")
    redirects.lead(path="/older", to="/products/a/#care")
    redirects.moved("/products/a/", "/products/b/")
    assert rows() == {
        "/products/a/": "/products/b/",
        "/old/": "/products/b/?variant=3",
        "/older/": "/products/b/#care",
    }


def test_there_and_back_again_leads_home():
    redirects.moved("/products/a/", "/products/b/")
    redirects.moved("/products/b/", "/products/a/")
    assert rows() == {"/products/b/": "/products/a/"}


def test_the_next_thing_to_live_at_a_path_is_followed_when_it_moves():
    redirects.moved("/products/a/", "/products/b/")
    redirects.taken("/products/a/")
    assert rows() == {}
    redirects.moved("/products/a/", "/products/c/")
    assert rows() == {"/products/a/": "/products/c/"}


def test_a_path_that_did_not_change_leads_nowhere():
    redirects.moved("/products/a/", "/products/a/")
    assert rows() == {}


def test_a_chinese_handle_is_one_row_however_it_is_written():
    redirects.moved("/brands/%E6%9C%88%E7%BB%87/", "/brands/lune/")
    redirects.moved("/brands/月织/", "/brands/loom/")
    assert rows() == {"/brands/月织/": "/brands/loom/"}
