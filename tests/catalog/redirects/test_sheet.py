"""Old addresses by table, as a shop that moves in brings them."""

import pytest

from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect
from minishop.imports import tables
from minishop.imports.kinds import kinds
from tests.minishop.imports.desk import Desk, said, sums

pytestmark = pytest.mark.django_db

TABLE = """Redirect from,Redirect to
/collections/bags/products/arc,/products/arc-bag
/pages/our-story,/pages/about?from=old
/products/older,/products/old
/products/old,/products/arc-bag
"""


@pytest.fixture
def desk():
    return Desk()


def rows() -> dict[str, str]:
    return dict(Redirect.objects.values_list("path", "to"))


def test_every_old_address_leads_to_its_end_and_again_changes_nothing(desk):
    run = desk.applied(TABLE, "redirects")
    assert sums(run) == (4, 4, 0), said(run)
    expected = {
        "/collections/bags/products/arc/": "/products/arc-bag/",
        "/pages/our-story/": "/pages/about/?from=old",
        "/products/older/": "/products/arc-bag/",
        "/products/old/": "/products/arc-bag/",
    }
    assert rows() == expected
    assert desk.applied(TABLE, "redirects").changed == 0
    assert rows() == expected


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/b,/a", "That goes in a circle"),
        ("/old,https://elsewhere.example/", "Begin with one slash"),
        ("/admin/login,/shop", "Nobody can be led away"),
        (",/shop", "Begin with one slash"),
    ],
)
def test_a_row_that_leads_astray_is_kept_out_with_its_reason(desk, line, why):
    redirects.lead(path="/a", to="/b")
    run = desk.applied(f"Redirect from,Redirect to\n{line}\n", "redirects")
    assert sums(run) == (1, 0, 1)
    assert why in str(said(run))
    assert rows() == {"/a/": "/b/"}


def test_what_is_taken_out_is_read_back_the_same(desk):
    redirects.lead(path="/brands/月织", to="/shop/?sort=loved#pieces")
    table = b"".join(tables.write(*kinds["redirects"].export(), "csv"))
    before = rows()
    Redirect.objects.all().delete()
    desk.applied(table, "redirects")
    assert rows() == before
