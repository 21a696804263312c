"""Who decides about money that goes back: some of what is paid for has rules of its own.

A department that owns payments by the first word of their reference (`order` of `order:42`) says so here;
staff then send such money back where those rules are kept, and not at the payment itself.
"""

from typing import Any

from minishop.registry import Registry

#: By the first word of a reference, where its money is sent back instead, in words for staff.
owners: Registry[Any] = Registry("owner of refunds")


def is_owned(reference: str) -> bool:
    return reference.partition(":")[0] in owners
