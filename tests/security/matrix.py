"""Who may do what: every address × every kind of visitor, written by hand from the roles.

An answer is a status, or `login` for a redirect to a sign-in page. `"404 owner=200"` reads: 404 for
everybody, 200 for the owner. What a page does not say about a method is 405. An address without a row
fails the test, and so does a row without an address: whoever adds a page writes its row here first.
"""

from tests.security.api_matrix import API
from tests.security.doors_matrix import DOORS
from tests.security.orders_matrix import ORDERS
from tests.security.people_matrix import PEOPLE
from tests.security.rows import Row, sends

ANYONE = Row(get="200")
#: The scan console: guests and members sign in, staff without the right are refused.
COUNTER = "login near,far=200 service,admin=302 marketing,finance=403"
AT_THE_SCAN = "login near=200 far=404 service,admin=302 marketing,finance=403"
AT_THE_BOARD = "login near,service,admin=200 far=404 marketing,finance=403"
#: A return that somebody brings to the counter, of whichever house.
AT_A_RETURN = "login near,far=200 service,admin=302 marketing,finance=403"
#: A change of many products that is not there.
MANY = "403 guest,owner,other=login marketing,admin=404"
ANY_STAFF = "200 guest,owner,other=login"
OF_THE_CATALOGUE = "403 guest,owner,other=login marketing,admin=200"

OF_THE_BOOKS = "403 guest,owner,other=login service,finance,admin=200"
OF_FINANCE = "403 guest,owner,other=login finance,admin=200"

#: Tables of stock: what a clerk brought is nothing to a clerk elsewhere, nor to marketing, which only reads.
OF_A_CLERKS_TABLE = "200 guest,owner,other=login far,marketing=404 finance=403"
#: A label tells where somebody lives: to staff of the house it leaves from, and those of every house.
OF_A_PARCEL = "200 guest,owner,other=login far,marketing,finance=404"
TAKES_STOCK = "200 guest,owner,other=login finance=403"
BRINGS_STOCK = "200 guest,owner,other=login marketing,finance=403"

#: One review waits in this world; a decision is a POST, and there is no photograph.
READS_REVIEWS = "403 guest,owner,other=login service,marketing,admin=200"
DECIDES = READS_REVIEWS.replace("200", "302")
NO_REVIEW = READS_REVIEWS.replace("200", "404")

OF_COUPONS = "403 guest,owner,other=login service,marketing,admin=200"
OF_CODES = "403 guest,owner,other=login marketing,admin=404"  # there is no such batch

PAGES: dict[str, Row] = (
    API
    | PEOPLE
    | ORDERS
    | {
        # House
        "healthz": Row(get="200", post="200"),
        "brand/<slug:digest>.css": Row(get="404"),
        "brand/<slug:digest>/<slug:kind>-<int:size>.png": Row(get="404"),  # no such icon
        "manifest.webmanifest": ANYONE,
        "favicon.ico": Row(get="302"),
        "robots.txt": ANYONE,
        "sitemap.xml": ANYONE,
        "sitemap-<slug:section>.xml": ANYONE,
        "media/<path:name>": Row(get="404"),
        "sw.js": ANYONE,
        "offline/": ANYONE,
        "language/": Row(get="302", post="302"),
        "demo/outbox/": ANYONE,  # a demo only; 404 elsewhere, which its own test shows
        # Catalogue
        "": ANYONE,
        "shop/": ANYONE,
        "shop/filters/": ANYONE,
        "shop/seen/": ANYONE,
        "search/": ANYONE,
        "search/filters/": ANYONE,
        "search/suggestions/": ANYONE,
        "collections/<slug:handle>/": ANYONE,
        "collections/<slug:handle>/filters/": ANYONE,
        "brands/<str:handle>/": ANYONE,
        "brands/<str:handle>/filters/": ANYONE,
        "stories/<slug:handle>/": ANYONE,
        "brands/": Row(get="404"),  # there is one brand; its own test shows two
        "feeds/products-<slug:language>.xml": Row(get="404"),  # not in that language
        "pages/<slug:handle>/": ANYONE,
        "products/<slug:handle>/": ANYONE,
        "products/<slug:handle>/choose/": ANYONE,
        "products/<slug:handle>/3d/": Row(get="404"),  # it has no model
        "products/<slug:handle>/reviews/": ANYONE,
        "products/<slug:handle>/alert/": Row(get="302", post="302"),  # it is there to be bought
        "alerts/<slug:token>/": Row(get="404", post="404"),  # nobody's token
        # People
        "me/": ANYONE,
        "privacy/": ANYONE,
        "me/notifications/": Row(get="200 guest=login"),
        "me/notifications/<int:pk>/test/": Row(post="404 guest=login"),  # nobody's phone
        "me/notifications/<int:pk>/off/": Row(post="404 guest=login"),
        "push/subscriptions/": Row(
            post="400 guest=404"
        ),  # a guest has nothing to follow, and no address is told
        "push/subscriptions/state/": Row(post="200"),
        "push/subscriptions/renewal/": Row(post="400"),
        "push/subscriptions/end/": Row(post="200"),
        # Counter
        "staff/scan/": Row(get=COUNTER, post=COUNTER.replace("200", "302"), data=sends(code="{code}")),
        "staff/scan/find/": Row(get=COUNTER),
        "staff/scan/log/": Row(get=COUNTER),
        "staff/scan/store/": Row(
            get="login near,far,service,admin=200 marketing,finance=403",
            post="login near=302 far=404 service,admin=302 marketing,finance=403",
            data=sends(store="{store}"),
        ),
        "staff/scan/returns/<slug:back>/": Row(get=AT_A_RETURN, post=AT_A_RETURN),
        "staff/scan/<slug:nonce>/": Row(get=AT_THE_SCAN),
        "staff/scan/<slug:nonce>/member/": Row(get=AT_THE_SCAN),
        "staff/scan/<slug:nonce>/purchase/": Row(post=AT_THE_SCAN),  # nothing was filled in
        "staff/scan/<slug:nonce>/undo/": Row(post=AT_THE_SCAN.replace("200", "302")),  # of nothing
        "staff/scan/<slug:nonce>/hand-over/": Row(post=AT_THE_SCAN.replace("200", "302")),
        # The order board: another house's is not there
        "staff/board/": Row(get="login near,far=302 service,admin=200 marketing,finance=403"),
        "staff/board/<slug:code>/": Row(get=AT_THE_BOARD),
        "staff/board/<slug:code>/do/": Row(post=AT_THE_BOARD.replace("200", "302"), data=sends(do="pick")),
        "staff/board/<slug:code>/shelf/": Row(get=AT_THE_BOARD, post=AT_THE_BOARD.replace("200", "302")),
        "staff/board/<slug:code>/courier/": Row(get=AT_THE_BOARD, post=AT_THE_BOARD.replace("200", "302")),
        "staff/documents/<slug:what>/": Row(
            get="404 guest,owner,other=login marketing,finance=403"
        ),  # no such
        # Payments: whoever holds the unguessable token may rehearse; unsigned notifications are nobody's
        "sandbox/<slug:token>/": Row(get="200", post="302", data=sends(script="decline")),
        "payments/notify/<slug:gateway>/": Row(post="401"),
        # The admin's own pages
        "admin/": Row(get=ANY_STAFF, post=ANY_STAFF),
        "admin/login/": Row(get="302 guest,owner,other=200", post="200"),
        "admin/logout/": Row(get="405 guest,owner,other=302", post="200 guest,owner,other=302"),
        "admin/password_change/": Row(get=ANY_STAFF, post=ANY_STAFF),
        "admin/password_change/done/": Row(get=ANY_STAFF, post="405 guest,owner,other=login"),
        "admin/search/": Row(get=ANY_STAFF, post=ANY_STAFF),
        "admin/catalog/collection/admitted/": Row(get=OF_THE_CATALOGUE, post=OF_THE_CATALOGUE),
        "admin/catalog/bulkedit/<int:pk>/wish/": Row(get=MANY, post=MANY),
        "admin/catalog/bulkedit/<int:pk>/preview/": Row(get=MANY, post=MANY),
        "admin/catalog/bulkedit/<int:pk>/table/": Row(get=MANY, post=MANY),
        "admin/members/coupon/stacking/": Row(get=OF_COUPONS, post=OF_COUPONS),
        "admin/members/couponbatch/<int:pk>/progress/": Row(get=OF_CODES, post=OF_CODES),
        "admin/members/couponbatch/<int:pk>/codes.csv": Row(get=OF_CODES, post=OF_CODES),
        "admin/orders/review/queue/": Row(get=READS_REVIEWS, post=READS_REVIEWS),
        "admin/orders/review/<int:pk>/decision/": Row(get=NO_REVIEW, post=DECIDES),
        "admin/orders/review/<int:pk>/reply/": Row(get=NO_REVIEW, post=DECIDES),
        "admin/orders/review/photos/<int:pk>.webp": Row(get=NO_REVIEW, post=NO_REVIEW),
        "admin/autocomplete/": Row(get="403 guest,owner,other=login", post="405 guest,owner,other=login"),
        "admin/jsi18n/": Row(get=ANY_STAFF, post="405 guest,owner,other=login"),
        "admin/orders/return/<int:pk>/photos/<int:photo>/": Row(
            get="404 guest,owner,other=login", post="404 guest,owner,other=login"
        ),  # it has none; its own test shows who may
        "admin/minishop/importrun/<int:pk>/progress/": Row(get=OF_A_CLERKS_TABLE, post=OF_A_CLERKS_TABLE),
        "admin/orders/shipment/<int:pk>/label.pdf": Row(get=OF_A_PARCEL, post=OF_A_PARCEL),
        "admin/minishop/importrun/<int:pk>/report.csv": Row(get=OF_A_CLERKS_TABLE, post=OF_A_CLERKS_TABLE),
        "admin/minishop/importrun/export/<slug:kind>.<slug:form>": Row(get=TAKES_STOCK, post=TAKES_STOCK),
        "admin/minishop/importrun/template/<slug:kind>.<slug:form>": Row(get=BRINGS_STOCK, post=BRINGS_STOCK),
        "admin/orders/invoice/<int:pk>/file.pdf": Row(get=OF_THE_BOOKS, post=OF_THE_BOOKS),
        "admin/orders/invoice/year/<int:year>.csv": Row(get=OF_FINANCE, post=OF_FINANCE),
        "admin/catalog/page/<int:pk>/preview/": Row(get=OF_THE_CATALOGUE, post=OF_THE_CATALOGUE),
        "admin/r/<path:content_type_id>/<path:object_id>/": Row(
            get="404 guest,owner,other=login", post="404 guest,owner,other=login"
        ),
    }
)
PAGES |= DOORS

#: v view, a add, c change, d delete: what each role may do to rows in the admin, whatever its rights say.
ADMIN: dict[str, str] = {
    "minishop.brand": "marketing=vc admin=vc",
    "minishop.event": "finance=v admin=v",
    "minishop.delivery": "admin=v",
    "minishop.webhook": "admin=vacd",
    "minishop.webhookmessage": "admin=v",
    "minishop.account": "finance=v admin=v",
    "minishop.posting": "finance=v admin=v",
    "minishop.message": "service=v admin=v",
    "minishop.importrun": "near,far,service,marketing,admin=va",
    "members.user": "service=v admin=vac",
    "members.bulkgrant": "service,marketing,admin=va",
    "members.coupon": "service=v marketing,admin=vac",
    "members.issuedcoupon": "service,admin=v",
    "members.couponbatch": "marketing,admin=v",
    "members.creditgrant": "service,finance,admin=v",
    "members.pointsgrant": "service,finance,admin=v",
    "members.tier": "service=v marketing,admin=vac",
    "members.tierprogramme": "marketing,admin=vc",
    "members.membership": "service,admin=v",
    "members.tierchange": "service,admin=v",
    "members.membershipplan": "marketing,admin=vacd",
    "members.memberprice": "marketing,admin=vacd",
    "members.pointsprogramme": "marketing,admin=vac",
    "members.pointscampaign": "marketing,admin=vacd",
    "members.pointslot": "service,admin=v",
    "members.checkinrule": "marketing,admin=vacd",
    "members.checkin": "service,admin=v",
    "members.activity": "marketing,admin=vac",
    "members.activitydone": "service,admin=v",
    "members.referral": "service,admin=v",
    "members.occasion": "marketing,admin=vacd",
    "members.occasiongift": "service,admin=v",
    "auth.group": "admin=v",
    "orders.review": "service,marketing,admin=v",
    "catalog.collection": "marketing,admin=vacd",
    "catalog.menuitem": "marketing,admin=vacd",
    "catalog.page": "marketing,admin=vac",
    "catalog.picture": "marketing,admin=vac",
    "catalog.pendingimage": "marketing,admin=v",
    "catalog.revision": "marketing,admin=v",
    "catalog.redirect": "marketing,admin=vacd",
    "catalog.vendor": "marketing,admin=vac",
    "catalog.product": "service=v marketing,admin=vac",
    "catalog.story": "marketing,admin=vacd",
    "catalog.bulkedit": "marketing,admin=v",
    "catalog.pricechange": "marketing,admin=v",
    "catalog.wanted": "service,marketing,admin=v",
    "catalog.synonymgroup": "marketing,admin=vacd",
    "catalog.vainsearch": "marketing,admin=v",
    "orders.store": "near,far,service,marketing=v admin=vac",
    "orders.order": "near,far,service,finance,admin=v",
    "orders.fulfilment": "near,far,service,admin=v",
    "orders.shipment": "near,far,service,admin=v",
    "orders.pickup": "near,far,service,admin=v",
    "orders.return": "near,far,service,finance,admin=v",
    "orders.invoice": "service,finance,admin=v",
    "orders.scan": "service,admin=v",
    "orders.purchase": "service,admin=v",
    "orders.shippingzone": "admin=vacd",
    "orders.reward": "marketing,admin=vacd",
    "orders.stockitem": "near,far,service,marketing,admin=v",
    "orders.stockmovement": "service,admin=v",
    "payments.payment": "service,finance,admin=v",
    "payments.refund": "service,finance,admin=v",
    "payments.notification": "service,finance,admin=v",
}

#: Rows of one store: a clerk of another does not find them.
WORK_ELSEWHERE = ("far",)
#: Rows that some who may open the list do not find for other reasons.
NOT_THEIRS = {"minishop.importrun": ("far", "marketing", "finance")}
OF_A_STORE = {
    "orders.store",
    "orders.order",
    "orders.fulfilment",
    "orders.shipment",
    "orders.pickup",
    "orders.return",
    "orders.scan",
    "orders.purchase",
    "orders.stockitem",
    "orders.stockmovement",
}
