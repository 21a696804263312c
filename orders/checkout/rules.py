"""What of a bag is not taken back without a fault, said before it is bought."""

from catalog.aftersale.values import NoReturn, told
from orders.carts.parcels import Bag


def of(bag: Bag) -> list[tuple[str, list[str]]]:
    """Each rule in the shopper's words, with the pieces it is about."""
    found: dict[str, list[str]] = {}
    for line in bag.ready:
        if line.product.no_return:
            titles = found.setdefault(told(line.product.no_return), [])
            if line.product.t.title not in titles:
                titles.append(line.product.t.title)
    return list(found.items())


def has_sealed(bag: Bag) -> bool:
    """Whether the buyer has to confirm, at the purchase, that an opened piece is not taken back.

    Only then may the house refuse it (Interim Measures for Seven-Day No-Reason Returns, articles 7 and 8).
    """
    return any(line.product.no_return == NoReturn.SEALED for line in bag.ready)
