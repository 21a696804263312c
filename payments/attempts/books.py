"""What gateways received and gave back, posted once each to the shop's ledger.

Both accounts are contra accounts: nothing is locked, and their sums say what each gateway owes.
"""

from minishop import ledger
from minishop.ledger.models import Account
from minishop.money import Money
from payments.attempts.models import Payment

CASH, SHOPPERS = "cash", "shoppers"
CAPTURED, REFUNDED = "payment.captured", "refund.done"


def cash(gateway: str, unit: str) -> Account:
    """The money that lies with one gateway."""
    return ledger.account(kind=CASH, owner=gateway, unit=unit, contra=True)


def shoppers(unit: str) -> Account:
    return ledger.account(kind=SHOPPERS, owner="shop", unit=unit, contra=True)


def post_capture(payment: Payment, money: Money) -> None:
    _post(CAPTURED, payment.number, payment.gateway, money)


def post_refund(number: str, gateway: str, money: Money) -> None:
    _post(REFUNDED, number, gateway, Money(-money.amount, money.currency))


def _post(kind: str, reference: str, gateway: str, money: Money) -> None:
    legs = [(cash(gateway, money.currency), money.amount), (shoppers(money.currency), -money.amount)]
    ledger.post(kind=kind, reference=reference, legs=legs)
