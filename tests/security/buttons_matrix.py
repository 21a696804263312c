"""Every button of the admin, and who has it."""

#: The buttons of a row, and who has them.
VERBS: dict[str, dict[str, str]] = {
    "minishop.delivery": {"try-again": "admin"},
    "minishop.message": {"send-again": "service,admin"},
    "minishop.webhook": dict.fromkeys(("test", "secret", "rotate", "replay", "off", "on"), "admin"),
    "minishop.webhookmessage": {"replay": "admin"},
    # A clerk's table of stock: seen by the clerk and by whoever looks after the stock of every house.
    "minishop.importrun": dict.fromkeys(("apply", "check", "cancel"), "near,service,admin"),
    "members.user": dict.fromkeys(("password", "unlock", "erase", "reset-second-factor"), "admin")
    | dict.fromkeys(("credit", "points"), "service,admin"),
    "members.coupon": dict.fromkeys(("duplicate", "codes"), "marketing,admin"),
    "members.issuedcoupon": {"revoke": "service,admin"},
    "members.membership": {"place": "admin"},
    "catalog.pendingimage": {"try-again": "marketing,admin"},
    "catalog.product": dict.fromkeys(("publish", "unpublish", "duplicate"), "marketing,admin"),
    "catalog.pricechange": {"cancel": "marketing,admin", "end-now": "marketing,admin"},
    "catalog.vendor": {"merge": "marketing,admin"},
    "catalog.page": dict.fromkeys(("publish", "schedule", "discard", "withdraw"), "marketing,admin"),
    "catalog.revision": dict.fromkeys(("restore", "cancel"), "marketing,admin"),
    "catalog.story": {"publish": "marketing,admin", "unpublish": "marketing,admin"},
    "catalog.vainsearch": {"explain": "marketing,admin"},
    "orders.order": {
        "cancel": "service,admin",
        "cancel-and-refund": "service,finance,admin",
        "return": "service,admin",
        "send-money-again": "finance,admin",
        "as-store-credit": "finance,admin",
    },
    "orders.return": {
        **dict.fromkeys(("agree", "refuse", "refund-instead", "lapse", "withdraw"), "service,admin"),
        "second": "finance,admin",
        "receive": "near,service,admin",
    },
    "orders.fulfilment": dict.fromkeys(
        ("pick", "pack", "ready", "shelve", "ship", "deliver", "keep"), "near,service,admin"
    ),
    "orders.shipment": dict.fromkeys(
        ("send", "send-as", "book", "deliver", "lost", "unpack"), "near,service,admin"
    ),
    "orders.purchase": {"undo": "service,admin"},
    "orders.invoice": {"redraw": "service,finance,admin"},
    "orders.stockitem": dict.fromkeys(
        ("receive", "count", "write-off", "level", "backorders"), "near,service,admin"
    ),
    "payments.payment": {"ask": "service,finance,admin", "refund": "service,finance,admin"},
    "payments.refund": {"retry": "finance,admin"},
    "payments.notification": {"reapply": "finance,admin"},
}

#: Buttons whose form must be filled in first.
ASKS_FIRST: dict[str, tuple[str, ...]] = {
    "minishop.webhook": ("replay",),
    "catalog.vendor": ("merge",),
    "catalog.page": ("schedule",),
    "members.user": ("password", "credit", "points"),
    "members.coupon": ("codes",),
    "members.membership": ("place",),
    "catalog.vainsearch": ("explain",),
    "orders.order": ("cancel", "cancel-and-refund", "return"),
    "orders.return": ("agree", "receive", "refuse"),
    "orders.fulfilment": ("pack", "shelve", "ship", "keep"),
    "orders.shipment": ("send-as",),
    "orders.stockitem": ("receive", "count", "write-off", "level", "backorders"),
    "payments.payment": ("refund",),
}
SHOWS = {"minishop.webhook": ("secret",)}  # buttons that answer with a page of their own
#: Buttons that the list offers for ticked rows too.
IN_THE_LIST: dict[str, tuple[str, ...]] = {
    "catalog.page": ("publish",),
    "minishop.delivery": ("try-again",),
    "minishop.message": ("send-again",),
    "minishop.webhookmessage": ("replay",),
    "members.coupon": ("duplicate",),
    "members.issuedcoupon": ("revoke",),
    "catalog.pendingimage": ("try-again",),
    "catalog.product": ("publish", "unpublish"),
    "catalog.pricechange": ("cancel", "end-now"),
    "catalog.story": ("publish", "unpublish"),
    "orders.fulfilment": ("pick", "ready", "deliver"),
    "orders.shipment": ("send", "book", "deliver", "lost", "unpack"),
    "payments.payment": ("ask",),
    "payments.refund": ("retry",),
    "payments.notification": ("reapply",),
}

#: What the list begins with ticked rows and goes on with on a page of its own, and who may.
#: Documents of ticked orders: whoever packs; of other houses none is printed.
PRINTS = dict.fromkeys(("print-list", "print-slips", "print-labels"), "near,far,service,admin")
BATCHES: dict[str, dict[str, str]] = {
    "catalog.product": dict.fromkeys(("change-many", "plan-price"), "marketing,admin"),
    "members.user": {"give-many": "service,admin"},
    "orders.order": PRINTS,
    "orders.fulfilment": PRINTS,
}
