"""What an order costs, worked out by trying everything: the best coupons of all subsets, in fen."""

from collections.abc import Sequence
from itertools import combinations

from tests.orders.club.facts import Held, Line


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Shares in proportion that sum to the total; what is left goes to the largest remainders, in order."""
    whole = sum(weights) or len(weights)
    parts = [weight if sum(weights) else 1 for weight in weights]
    floors = [total * part // whole for part in parts]
    remainders = [total * part % whole for part in parts]
    for i in sorted(range(len(parts)), key=lambda i: (-remainders[i], i))[: total - sum(floors)]:
        floors[i] += 1
    return floors


def worth(coupon: Held, lines: Sequence[Line], goods: int) -> int:
    """What it takes off what the lines still cost; `goods` is what they cost before any coupon."""
    left = sum(line.net for line in lines)
    if goods < coupon.offer.threshold:
        return 0
    if coupon.offer.kind == "amount":
        return min(coupon.offer.value, left)
    off = (left * coupon.offer.value + 50) // 100
    return min(off, left, coupon.offer.cap if coupon.offer.cap is not None else off)


def fits(chosen: Sequence[Held]) -> bool:
    """Each two of them name the class of the other."""
    return all(
        one.offer.stack in other.offer.combines and other.offer.stack in one.offer.combines
        for one, other in combinations(chosen, 2)
    )


def in_order(coupons: Sequence[Held]) -> list[Held]:
    return sorted(coupons, key=lambda one: (-one.offer.priority, one.offer.pk, one.pk))


def most(coupons: Sequence[Held], lines: Sequence[Line]) -> int:
    """The most that any of the coupons which go together take off."""
    best = 0
    for size in range(1, 4):
        for chosen in combinations(in_order(coupons), size):
            if fits(chosen):
                best = max(best, sum(off for _coupon, off in tried(chosen, lines)))
    return best


def tried(chosen: Sequence[Held], lines: Sequence[Line]) -> list[tuple[Held, int]]:
    """What each takes off, one after the other."""
    trial = [Line(line.pk, line.quantity, line.unit, dict(line.off)) for line in lines]
    return take_off(chosen, trial)


def take_off(chosen: Sequence[Held], lines: Sequence[Line]) -> list[tuple[Held, int]]:
    """The coupons are taken off the lines, each from what they still cost then."""
    goods = sum(line.net for line in lines)
    taken = []
    for coupon in in_order(chosen):
        off = worth(coupon, lines, goods)
        for line, share in zip(lines, allocate(off, [line.net for line in lines]), strict=True):
            line.off[f"coupon:{coupon.pk}"] = share
        taken.append((coupon, off))
    return taken
