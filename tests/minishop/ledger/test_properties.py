"""Whatever is posted, in whatever order, the books balance."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minishop import ledger
from minishop.ledger.models import Account, Entry, Posting
from tests.corruption import findings

OWNERS = ("member:1", "member:2", "member:3")

#: (reference, giver, taker, minor units): references repeat, with the same legs or others.
attempts = st.lists(
    st.tuples(
        st.integers(1, 8), st.sampled_from((*OWNERS, "shop")), st.sampled_from(OWNERS), st.integers(1, 30_000)
    ).filter(lambda attempt: attempt[1] != attempt[2]),
    max_size=25,
)


def account(owner: str) -> Account:
    is_shop = owner == "shop"
    return ledger.account(
        kind="cash" if is_shop else "credit", owner=owner, unit="CNY", floor=Decimal(0), contra=is_shop
    )


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts)
def test_the_books_balance_after_any_attempts(attempts):
    start = {owner: account(owner).balance for owner in OWNERS}
    expected, posted = defaultdict(Decimal, start), {}
    before = Posting.objects.count()
    run = Posting.objects.order_by("-id").values_list("id", flat=True).first() or 0
    for number, giver, taker, minor in attempts:
        amount, reference = Decimal(minor) / 100, f"{run}:{number}"
        legs = {giver: -amount, taker: amount}
        try:
            ledger.post(
                kind="transfer",
                reference=reference,
                legs=[(account(who), part) for who, part in legs.items()],
            )
        except ledger.Insufficient:
            assert expected[giver] < amount
            assert reference not in posted
        except ledger.ReferenceReused:
            assert posted[reference] != legs
        else:
            if reference not in posted:
                expected[giver] -= amount
                expected[taker] += amount
            posted[reference] = legs
    assert {owner: account(owner).balance for owner in OWNERS} == {owner: expected[owner] for owner in OWNERS}
    assert Posting.objects.count() - before == len(posted)
    assert sum(Entry.objects.values_list("amount", flat=True)) == 0
    assert [findings(code) for code in ("L1", "L2", "L4")] == [[], [], []]
