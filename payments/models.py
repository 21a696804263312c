"""Index: all of payments' models, so that Django finds their tables."""

from payments.attempts.models import Payment
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund
from payments.inbox.models import Notification
from payments.refunds.models import Refund

__all__ = ["Notification", "Payment", "Refund", "SandboxCharge", "SandboxRefund"]
