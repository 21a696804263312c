"""Audit: a purchase by code was read at that house, by who made it, while the code was good."""

from members.membercode.services import BESIDE, SECONDS
from minishop import audit


@audit.row("Q1.code", "a purchase followed a member's code that was good, read in its house by who made it")
def without_code() -> str:
    return f"""
        SELECT p.id AS purchase, p.store_id, p.staff_id
        FROM orders_purchase p
        WHERE p.code IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM orders_scan scan
            WHERE scan.outcome = 'member' AND scan.code = p.code AND scan.nonce || '-sale' = p.nonce
              AND scan.store_id = p.store_id AND scan.staff_id = p.staff_id
              AND scan."right" IN ('store', 'any')
              AND abs(floor(extract(epoch FROM scan.at) / {SECONDS}) - scan.slot) <= {BESIDE + 1})
    """  # noqa: S608
