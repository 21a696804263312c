"""The part of the matrix about stores, the bag, checkout and orders, as pages."""

from tests.security.rows import Row, sends

ANYONE = Row(get="200")
OWNERS = Row(get="404 owner=200")

ORDERS: dict[str, Row] = {
    # Bag and checkout
    "stores/": ANYONE,
    "stores/<slug:code>/": ANYONE,
    "stores/<slug:code>/mine/": Row(post="302"),
    "bag/": ANYONE,
    "bag/lines/": Row(post="302"),
    "bag/lines/<int:pk>/": Row(post="302", data=sends(more="1")),
    "bag/undo/": Row(post="302"),
    "bag/way/": Row(get="302 owner=200", post="302"),
    "bag/coupons/": Row(get="302 owner=200", post="302"),
    "bag/coupons/codes/": Row(post="400"),  # none was told
    "checkout/": Row(get="302 owner=200", post="302 owner=200"),
    # Orders: to everyone but their owner they do not exist
    "pay/<slug:number>/": Row(get="404 owner=200", post="404 owner=302", data=sends(method="sandbox")),
    "pay/<slug:number>/return/": Row(get="404 owner=302"),
    "pay/<slug:number>/status/": Row(get="404 owner=302"),
    "code/": ANYONE,
    "points/shop/": ANYONE,
    "points/shop/<int:pk>/": Row(post="404 guest=login"),  # there is none; a guest is asked in first
    "code/collect/": ANYONE,
    "code/member/": Row(get="302 guest=login owner,other=200"),
    "code/now/": Row(get="403 owner,other=200"),
    "code/receipts/<int:pk>/": Row(get="404 guest=login"),  # nobody's
    "orders/": ANYONE,
    "orders/<slug:number>/": OWNERS,
    "orders/<slug:number>/thanks/": OWNERS,
    "orders/<slug:number>/code/": OWNERS,
    "orders/<slug:number>/code/<int:pk>.png": OWNERS,
    "orders/<slug:number>/reviews/<int:line>/": Row(get="404", post="404"),  # nothing has left the house
    "orders/<slug:number>/reviews/<int:line>/removal/": Row(post="404"),
    "orders/<slug:number>/reviews/<int:line>/<int:pk>.webp": Row(get="404"),
    "orders/<slug:number>/cancellation/": Row(post="404 owner=302"),
    "orders/<slug:number>/returns/new/": Row(get="404 owner=200", post="404 owner=200"),
    "orders/<slug:number>/returns/drafts/<str:token>/": Row(get="404"),  # nobody's photograph
    "orders/<slug:number>/returns/<slug:back>/": OWNERS,
    "orders/<slug:number>/returns/<slug:back>/withdrawal/": Row(post="404 owner=302"),
    "orders/<slug:number>/returns/<slug:back>/shipment/": Row(post="404 owner=200"),  # of nothing
    "orders/<slug:number>/returns/<slug:back>/slip.pdf": Row(get="404"),  # nothing is awaited
    "orders/<slug:number>/returns/<slug:back>/photos/<int:pk>/": Row(get="404"),  # it has none
    "orders/<slug:number>/receipt.pdf": OWNERS,
    "orders/<slug:number>/invoice/": Row(get="404 owner=200", post="404 owner=200"),  # it is issued already
    "orders/<slug:number>/invoice/<slug:document>.pdf": OWNERS,
    "o/<slug:number>/<slug:key>/": Row(get="404"),  # with a key that is not ours
}
