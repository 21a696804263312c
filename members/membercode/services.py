"""The member's code: digits that a till reads, good for moments.

A code is the ten digits of the membership's number and eight of a keyed hash over that number and one
slot of 45 seconds of the database's clock. No row is kept of it, and no secret lies on a till or a phone.

What a code is good for, and for whom:

- A till takes it in its own slot, and in those just before and after, for readers and lines are slow. So a
  photograph of it works for a minute and a half at most, at a till of ours, in the hands of staff.
- There it shows the member's name and tier, and is worth one purchase (`Purchase.code`): points or a
  coupon are taken with it once, and the phone it was taken from shows the receipt at once.
- A page that lost its signal goes on for ten minutes with the codes it was given, each good in its own
  slot only; whoever holds the unlocked phone has no more than that.
- A code that ran out, or that is not due yet, is told from one that never was, and counts for neither
  points nor coupons. Guessing is three chances in a hundred million with a number that is known, and the
  till that tries rests after twenty (`orders.scanning`).
- Tills ask the shop each time; without a line they refuse member codes.
"""

from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from members.accounts.models import User
from members.membercode.values import Codes, Reading, StaleCode
from members.tiers import services as tiers
from members.tiers.models import Membership
from minishop import clock

#: Seconds a code is shown, and how many codes a page holds: ten minutes and a half of them.
SECONDS, HELD = 45, 14
NUMBER, SIGNED = 10, 8
#: Slots beside the one that is due in which a code is good.
BESIDE = 1
#: So many slots back and ahead a code is known as one of ours that is not good now.
LONG_AGO, AHEAD = 80, HELD


def codes(user: User, n: int = HELD) -> Codes:
    """The code of this moment and the ones after it; the member is in the club from then on."""
    number = tiers.join(user=user).number
    slot, left = _due()
    digits = [number + _signed(number, slot + step) for step in range(n)]
    return Codes(number=number, digits=digits, left=left, seconds=SECONDS)


def until(held: Codes) -> datetime:
    """When the last code of the page is over."""
    return clock.now() + timedelta(seconds=held.left + (len(held.digits) - 1) * held.seconds)


def tokens(user: User, n: int = HELD) -> list[str]:
    """The digits alone, the one of this moment first."""
    return codes(user, n).digits


def is_like(text: str) -> bool:
    """Whether what was read or typed has a member code's shape."""
    digits = _digits(text)
    return len(digits) == NUMBER + SIGNED and digits.isascii() and digits.isdigit()


def read(text: str) -> Reading | None:
    """Whose code it is, if it is due; None where it is nobody's.

    Raises:
        StaleCode: it was good before, or will be.
    """
    if not is_like(text):
        return None
    number, told = _digits(text)[:NUMBER], _digits(text)[NUMBER:]
    membership = Membership.objects.filter(number=number).select_related("user__merged_into").first()
    now, _left = _due()
    slot = _slot_of(number, told, now)
    person = _standing(membership.user) if membership else None
    if person is None or slot is None:
        return None
    if abs(slot - now) > BESIDE:
        raise StaleCode
    key = salted_hmac("members.membercode.key", f"{number}:{slot}", algorithm="sha256").hexdigest()[:32]
    return Reading(user=person, slot=slot, key=key)


def grouped(digits: str) -> str:
    """For eyes and voices: 2904 1187 3360 5210 47."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def _standing(user: User) -> User | None:
    """The account that has all of the member's by now; nobody where it is closed, or of our staff."""
    person = user.merged_into or user
    return person if person.is_active and not person.is_staff and not person.erased_at else None


def _slot_of(number: str, told: str, now: int) -> int | None:
    """The slot whose code it is, looked for among all of them, so that no time tells which."""
    near = range(now - LONG_AGO, now + AHEAD + 1)
    found = [step for step in near if constant_time_compare(_signed(number, step), told)]
    return min(found, key=lambda step: abs(step - now), default=None)


def _signed(number: str, slot: int) -> str:
    digest = salted_hmac("members.membercode", f"{number}:{slot}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest, 'big') % 10**SIGNED:0{SIGNED}d}"


def _due() -> tuple[int, int]:
    """The slot by the database's clock, and the seconds until it is over."""
    seconds = int(clock.now().timestamp())
    return seconds // SECONDS, SECONDS - seconds % SECONDS


def _digits(text: str) -> str:
    return "".join(text.split())
