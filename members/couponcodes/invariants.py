"""What must always be true of codes that give a coupon."""

from minishop import audit


@audit.row("C5", "a batch has the codes it says it made, and a code gave its own coupon, once")
def codes() -> str:
    return """
        SELECT batch.id AS batch, NULL AS code, batch.made, count(code.id) AS there
        FROM members_couponbatch batch LEFT JOIN members_couponcode code ON code.batch_id = batch.id
        GROUP BY batch.id
        HAVING batch.made <> count(code.id) OR (batch.state = 'done') <> (batch.made = batch.quantity)
        UNION ALL
        SELECT batch.id, code.id, NULL, NULL
        FROM members_couponcode code
        JOIN members_couponbatch batch ON batch.id = code.batch_id
        JOIN members_issuedcoupon issued ON issued.id = code.issued_id
        WHERE issued.coupon_id <> batch.coupon_id OR issued.source <> 'code:' || code.id"""
