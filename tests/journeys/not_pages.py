"""Addresses that no walk opens."""

#: Names of addresses that answer with something other than a page of their own.
NOT_PAGES = {
    "healthz", "brand-css", "brand-icon", "manifest", "favicon", "robots", "sitemap", "sitemap-part",
    "product-feed", "media", "worker", "set_language", "code-image", "order-link", "sign-in-code",
    "sign-in-again", "sign-out", "sign-in-passkey", "passkey-question", "passkey-invitation",
    "passkey-later", "passkey-name", "passkey-removal", "wechat", "wechat-link", "wechat-removal",
    "wechat-sandbox-token", "wechat-sandbox-userinfo", "second-factor-question", "bag-lines", "bag-line",
    "bag-undo", "payment-return", "store-mine", "order-cancellation", "payment-notify", "scan-hand-over",
    "search-suggestions", "way-removal", "order-claims", "way-code", "way-join", "way-change",
    "board-do", "board-print", "seen", "push-subscribe",
    "push-state", "push-renewal", "push-end", "me-notifications-test",
    "me-notifications-off", "data-copies", "data-copy", "erase-me-not", "consent",
    "unsubscribe", "regions", "me-address", "me-address-undo", "me-address-removal", "me-address-default",
    "token-revocation", "tokens-revocation", "device-end", "devices-end-others", "devices-end-all", "resume",
    "vendors", "stock-alert", "stock-alert-taken-back",  # the demo has one brand, and nothing sold out
    "review-photo", "review-removal", "order-receipt", "order-document",  # PDFs
    "return-draft", "return-withdrawal", "return-shipment", "return-slip", "return-photo",
    "points-shop-take", "code-now", "scan-purchase", "scan-undo", "saved-marks", "saved-press",
    "coupon-claim", "coupon-purchase", "coupon-codes", "coupon-gift-recall", "bag-coupon-codes",
    "me-confirm", "second-factor", "second-factor-set-up",  # nobody is asked here; their own tests do
}  # fmt: skip
