"""The part of the matrix that programs ask: `/api/` as guests and by the session of whoever is signed in.

A POST that must bring an Idempotency-Key is refused without one (400) before anything is looked for.
"""

from tests.security.rows import Row, sends

ANYONE = Row(get="200")
OWNERS = Row(get="404 owner=200")

API: dict[str, Row] = {
    "api/problems/": ANYONE,
    "api/problems/<slug:code>/": ANYONE,
    "api/v1/me/addresses/": Row(get="200 guest=401", post="400 guest=401"),  # of nothing
    "api/v1/me/addresses/<int:pk>/": Row(
        get="404 guest=401", post="405 guest=401", patch="404 guest=401", delete="404 guest=401"
    ),  # nobody's; its own test shows the owner
    "api/v1/coupons/": ANYONE,
    "api/v1/me/coupons/": Row(get="200 guest=401", post="400 guest=401"),  # of nothing
    "api/v1/me/coupons/codes/": Row(get="405 guest=401", post="400 guest=401"),
    "api/v1/me/coupons/<int:pk>/gift/": Row(
        get="405 guest=401", post="404 guest=401", delete="404 guest=401"
    ),  # nobody's
    "api/v1/me/points/shop/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/credit/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/membership/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/points/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/check-in/": Row(get="200 guest=401", post="200 guest=401"),
    "api/v1/me/activities/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/invitation/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/saved/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/saved/<slug:handle>/": Row(
        get="405 guest=401", post="405 guest=401", put="404 guest=401", delete="404 guest=401"
    ),  # of no piece
    "api/v1/me/devices/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/devices/<int:pk>/": Row(
        get="405 guest=401", post="405 guest=401", delete="404 guest=401"
    ),  # nobody's
    "api/v1/me/devices/sign-out-others/": Row(get="405 guest=401", post="200 guest=401"),
    "api/v1/me/consents/": Row(get="200 guest=401", post="405 guest=401"),
    "api/v1/me/consents/<slug:purpose>/": Row(
        get="405 guest=401", post="405 guest=401", patch="405 guest=401", put="400 guest=401"
    ),  # nothing was said
    "api/v1/me/copies/": Row(get="200 guest=401", post="202 guest=401"),
    "api/v1/token/": Row(get="404 guest=401", post="405 guest=401"),  # no token asks
    "api/v1/me/": Row(get="200 guest=401", post="405 guest=401", patch="200 guest=401"),
    "api/v1/bag/": ANYONE,
    "api/v1/bag/lines/": Row(post="201", data=sends(sku="{sku}")),
    "api/v1/bag/lines/<int:pk>/": Row(patch="404 owner=200", delete="404 owner=200"),
    "api/v1/bag/merge/": Row(get="405 guest=401", post="200 guest=401"),
    "api/v1/checkout/quotes/": Row(post="409 owner=200"),  # who has no bag has nothing to order
    "api/v1/orders/": Row(get="200 guest=401", post="400"),  # without a key
    "api/v1/orders/<slug:number>/": OWNERS,
    "api/v1/orders/<slug:number>/cancellation/": Row(post="404 owner=409"),  # it is paid
    "api/v1/orders/<slug:number>/pickups/<int:pk>/qr/": OWNERS,
    "api/v1/orders/<slug:number>/returns/": Row(get="404 owner=200", post="400"),  # without a key
    "api/v1/orders/<slug:number>/returns/quote/": Row(post="400"),  # of nothing
    "api/v1/orders/<slug:number>/returns/<slug:back>/": OWNERS,
    "api/v1/orders/<slug:number>/returns/<slug:back>/withdrawal/": Row(post="404 owner=200"),
    "api/v1/orders/<slug:number>/returns/<slug:back>/shipment/": Row(post="400"),  # with nobody
    "api/v1/orders/<slug:number>/receipt/": OWNERS,
    "api/v1/orders/<slug:number>/invoice/": Row(get="404 owner=200", post="404 owner=400"),  # for nobody
    "api/v1/orders/<slug:number>/invoice/<slug:document>/": OWNERS,
    "api/v1/orders/<slug:number>/payment-methods/": OWNERS,
    "api/v1/orders/<slug:number>/payments/": Row(get="404 owner=200", post="400"),  # without a key
    "api/v1/orders/<slug:number>/payments/<slug:payment>/": OWNERS,
    "api/v1/orders/<slug:number>/payments/<slug:payment>/check/": Row(post="404 owner=200"),
    "api/v1/brands/": ANYONE,
    "api/v1/collections/": ANYONE,
    "api/v1/products/": ANYONE,
    "api/v1/products/<slug:handle>/": ANYONE,
    "api/v1/products/<slug:handle>/reviews/": ANYONE,
    "api/v1/orders/<slug:number>/lines/<int:pk>/review/": Row(
        get="404", post="405", put="404 owner=400", delete="404"
    ),  # nothing was said yet
    "api/v1/stores/": ANYONE,
    "api/docs/": ANYONE,
    "api/v1/openapi.json": ANYONE,
    "api/v1/shop/": ANYONE,
    "api/v1/menus/": ANYONE,
    "api/v1/brands/<str:handle>/": Row(get="404"),  # nothing of it is on sale
    "api/v1/collections/<slug:handle>/": ANYONE,
    "api/v1/collections/<slug:handle>/products/": ANYONE,
    "api/v1/search/": ANYONE,
    "api/v1/search/suggestions/": ANYONE,
    "api/v1/stores/<slug:code>/": ANYONE,
    "api/v1/stories/": ANYONE,
    "api/v1/stories/<slug:handle>/": ANYONE,
    "api/v1/variants/": ANYONE,
    "api/v1/variants/<int:pk>/": ANYONE,
    "api/v1/variants/<int:pk>/stores/": ANYONE,
}
