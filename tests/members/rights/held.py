"""Which column about people belongs to which holding, by hand: a new column without a line fails a test."""

#: What tells of a shopper, and the holding that copies and erases it.
HELD = {
    "account": (
        "members.User.phone members.User.email members.User.name members.User.birthday "
        "members.User.birthday_set_at "
        "members.User.merged_into"
    ),
    "codes": ("members.OneTimeCode.address members.OneTimeCode.asker"),
    "sessions": (
        "sessions.Session.session_key sessions.Session.session_data members.Device.user "
        "members.Device.session_key members.Device.agent"
    ),
    "notes": (
        "admin.LogEntry.object_repr admin.LogEntry.change_message axes.AccessFailureLog.user_agent "
        "axes.AccessFailureLog.ip_address axes.AccessFailureLog.username "
        "axes.AccessAttempt.user_agent axes.AccessAttempt.ip_address axes.AccessAttempt.username "
        "axes.AccessAttempt.get_data axes.AccessAttempt.post_data axes.AccessLog.user_agent "
        "axes.AccessLog.ip_address axes.AccessLog.username axes.AccessLog.session_hash"
    ),
    "consents": ("members.Consent.user"),
    "copies": ("members.DataCopy.user members.Erasure.user"),
    "alerts": ("catalog.StockAlert.user catalog.StockAlert.email catalog.StockAlert.phone"),
    "messages": (
        "minishop.Message.recipient minishop.Message.address minishop.Message.subject minishop.Message.body"
    ),
    "bag": ("orders.Cart.user orders.CartLine.choices orders.CartLine.choices_key"),
    "orders": (
        "orders.Order.user orders.Order.contact_name orders.Order.contact_phone "
        "orders.Order.contact_email orders.Order.note orders.Order.closing_note orders.Order.gift_note "
        "orders.ShippingAddress.name orders.ShippingAddress.phone orders.ShippingAddress.city "
        "orders.ShippingAddress.district orders.ShippingAddress.street orders.Fulfilment.carrier "
        "orders.Fulfilment.tracking_number orders.Shipment.carrier_name "
        "orders.Shipment.tracking_number orders.Shipment.label orders.OrderLine.choices "
        "payments.Notification.payload"
    ),
    "reviews": ("orders.Review.name"),
    "invoices": ("orders.InvoiceBuyer.address"),
    "returns": (
        "orders.Return.answer orders.Return.carrier orders.Return.note orders.Return.tracking_number"
    ),
    "push": (
        "minishop.Subscription.user minishop.Subscription.session_key minishop.Subscription.endpoint "
        "minishop.Subscription.auth minishop.Subscription.agent minishop.Following.subject"
    ),
    "passkeys": ("members.Passkey.user members.Passkey.credential members.Passkey.name"),
    "identities": ("members.Identity.user members.Identity.subject members.Identity.nickname"),
    "second factor": (
        "members.Authenticator.user members.Authenticator.secret members.Authenticator.recovery"
    ),
    "check-ins": ("members.CheckIn.user"),
    "activities": (
        "members.ActivityDone.user members.Invitation.user "
        "members.Referral.referrer members.Referral.newcomer"
    ),
    "occasions": ("members.OccasionGift.user"),
    "credit": ("members.CreditGrant.user members.CreditGrant.note"),
    "gifts for many": ("members.GrantRow.user"),
    "tiers": (
        "members.Membership.user members.QualifyingFact.user "
        "members.TierChange.user members.PaidMembership.user"
    ),
    "wishlist": ("members.WishlistItem.user"),
    "purchases": ("orders.Purchase.member orders.Scan.member"),
    "points": ("members.PointsAccount.user members.PointsGrant.user members.PointsGrant.note"),
    "coupons": (
        "members.IssuedCoupon.user members.CouponHolder.user members.CouponGift.giver "
        "members.CouponGift.taker"
    ),
    "tokens": ("members.AccessToken.user members.AccessToken.name"),
    "address-book": (
        "members.Address.user members.Address.label members.Address.name members.Address.phone "
        "members.Address.city members.Address.district members.Address.street"
    ),
}
#: Acts, by number: the trail of who did what stays, and after an erasure the number is nobody's name.
ACTS = (
    "orders.Fulfilment.picker orders.Shipment.packed_by "
    "members.CreditGrant.actor members.BulkGrant.actor admin.LogEntry.user minishop.Event.actor "
    "members.TierChange.actor "
    "members.PointsGrant.actor "
    "members.CouponBatch.actor "
    "minishop.ImportRun.actor catalog.BulkEdit.actor "
    "catalog.Revision.actor catalog.PriceChange.actor orders.StoreStaff.user "
    "orders.Pickup.collected_by orders.Scan.staff orders.StockMovement.actor "
    "orders.Review.decided_by "
    "orders.Purchase.staff orders.Purchase.undone_by "
    "orders.Return.agreed_by orders.Return.seconded_by orders.Return.received_by"
)
#: About pieces, houses, programs and the shop itself; events and what is told of them hold ids alone.
NOBODYS = (
    "orders.Shipment.carrier orders.SandboxParcel.tracking "
    "auth.Permission.name auth.Group.name contenttypes.ContentType.app_label minishop.Brand.name "
    "minishop.Brand.contact minishop.Event.name minishop.Event.subject minishop.Event.data "
    "minishop.ImportLine.message minishop.Webhook.name minishop.Webhook.secret "
    "minishop.Webhook.old_secret minishop.WebhookMessage.name minishop.WebhookMessage.body "
    "minishop.WebhookTry.answer catalog.Vendor.name catalog.Product.body catalog.Story.body "
    "members.PointsCampaign.name "
    "members.User.session_epoch orders.Store.name orders.Store.address orders.Store.city "
    "orders.Store.phone orders.OrderLine.label orders.Adjustment.label orders.ShippingZone.name "
    "orders.StockMovement.note members.BulkGrant.note members.Tier.name"
)
