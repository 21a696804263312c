"""Who may do what on members' own pages; read with `matrix`, of which this is a part."""

from tests.security.rows import Row, sends

#: Members who signed in a while ago are asked who they are; staff go back to their page.
WAYS = "302 guest=login"
#: A gift for many that is not there.
GIVES_MANY = "403 guest,owner,other=login service,marketing,admin=404"

PEOPLE: dict[str, Row] = {
    # Gifts for many, in the admin
    "admin/members/bulkgrant/<int:pk>/what/": Row(get=GIVES_MANY, post=GIVES_MANY),
    "admin/members/bulkgrant/<int:pk>/preview/": Row(get=GIVES_MANY, post=GIVES_MANY),
    "admin/members/bulkgrant/<int:pk>/table/": Row(get=GIVES_MANY, post=GIVES_MANY),
    # Addresses
    "regions/<slug:language>/": Row(get="404"),  # not in that language; its own test shows the rest
    "me/addresses/": Row(get="200 guest=login"),
    "me/addresses/new/": Row(get="200 guest=login", post="200 guest=login"),  # nothing was filled in
    "me/addresses/undo/": Row(post="302 guest=login"),
    "me/addresses/<int:pk>/": Row(get="404 guest=login", post="404 guest=login"),  # nobody's
    "me/addresses/<int:pk>/removal/": Row(post="404 guest=login"),
    "me/addresses/<int:pk>/default/": Row(post="404 guest=login"),
    # Coupons: to look at for everybody; nobody's are given, taken or claimed
    "coupons/": Row(get="200"),
    "coupons/<int:pk>/claim/": Row(post="404 guest=login"),
    "coupons/<int:pk>/purchase/": Row(post="404 guest=login"),
    "coupons/gifts/<str:secret>/": Row(get="200", post="409 guest=login"),  # it says that it is gone
    "me/coupons/": Row(get="200 guest=login"),
    "me/coupons/codes/": Row(post="400 guest=login"),  # none was told
    "me/coupons/<int:pk>/gift/": Row(get="404 guest=login", post="404 guest=login"),
    "me/coupons/<int:pk>/gift/recall/": Row(post="404 guest=login"),
    # Ways in; who signed in longer ago is asked again, staff are sent back
    "me/sign-in/": Row(get="200 guest=login"),
    "me/sign-in/code/": Row(get=WAYS, post=WAYS),
    "me/sign-in/joining/": Row(get=WAYS, post=WAYS),
    "me/sign-in/<slug:kind>/": Row(get=WAYS, post=WAYS),
    "me/sign-in/<slug:kind>/removal/": Row(post=WAYS),
    "orders/claims/": Row(post="302 guest=login"),  # nothing was proven
    # Saved pieces
    "me/saved/": Row(get="200 guest=login"),
    "me/saved/marks/": Row(get="200"),
    "me/saved/press/": Row(post="404"),  # no piece of that name
    # Settings and devices
    "me/settings/": Row(get="200 guest=login"),
    "me/profile/": Row(get="200 guest=login", post="302 guest=login", data=sends(name="Wen", language="en")),
    "me/confirm/": Row(get="200 guest=login", post="200 guest=login"),
    "me/credit/": Row(get="200 guest=login"),
    # Points and what brings them; staff read the pages and collect nothing
    "points/": Row(get="200"),
    "me/tier/": Row(get="200 guest=login"),
    "me/points/": Row(get="200 guest=login"),
    "me/check-in/": Row(get="200 guest=login", post="302 guest=login"),
    "me/activities/": Row(get="200 guest=login"),
    "me/invite/": Row(get="200 guest=login"),
    "i/<slug:code>/": Row(get="404"),  # nobody's invitation
    "me/devices/": Row(get="200 guest=login"),
    "me/devices/others/": Row(post="302 guest=login"),
    "me/devices/all/": Row(post="login"),
    "me/devices/<int:pk>/": Row(post="302 guest=login"),  # nobody's device is ended, nor told apart
    "sign-in/resume/": Row(get="302"),  # nothing was interrupted
    # One's data
    "me/privacy/": Row(get="200 guest=login"),
    "me/privacy/copies/": Row(post="302 guest=login"),
    "me/privacy/copies/<int:pk>/": Row(get="404 guest=login"),  # nobody's copy; the owner's in its own test
    "me/privacy/erasure/": Row(get="200 guest=login", post="302 guest=login"),  # who one is comes first
    "me/privacy/erasure/stay/": Row(post="302 guest=login"),
    "me/consents/<slug:purpose>/": Row(post="404 guest=login"),  # nothing of that name is asked
    "unsubscribe/<str:token>/": Row(get="404", post="404"),  # nobody's link
}
