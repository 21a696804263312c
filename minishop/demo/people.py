"""The demo's people: one for each role of the staff, and three members."""

from decimal import Decimal

from members.accounts.models import User
from members.credit import services as credit
from members.staff import roles
from members.staff import services as staff
from orders.stores.models import Store, StoreStaff

PASSWORD = "moonrise"  # noqa: S105 (known to everyone: the demo is never where customers come)

#: What each member may spend from the start.
CREDIT = Decimal(120)
#: (e-mail, name, role, the store, for clerks)
STAFF = [
    ("admin@lune.example", "Shen Yu", roles.ADMINS, ""),
    ("wukang@lune.example", "Gu Lan", roles.CLERKS, "wukang-road"),
    ("taikoo@lune.example", "Xu Ming", roles.CLERKS, "taikoo-li"),
    ("service@lune.example", "He Jing", roles.SERVICE, ""),
    ("marketing@lune.example", "Tang Yue", roles.MARKETING, ""),
    ("finance@lune.example", "Qiao An", roles.FINANCE, ""),
]
MEMBERS = [
    {"phone": "+8613800138000", "name": "Wen", "language": "en"},
    {"email": "wen@example.com", "name": "林晚", "language": "zh-hans"},
    {"email": "ada@example.com", "name": "Ada Tan", "language": "en"},
]


def load() -> None:
    """The roles, the staff and the members with some credit are there; loaded again, nothing is doubled.

    Call it after the stores are loaded.
    """
    staff.ensure_groups()
    there = set(User.objects.filter(email__in=[row[0] for row in STAFF]).values_list("email", flat=True))
    for email, name, role, code in (row for row in STAFF if row[0] not in there):
        person = staff.engage(email=email, name=name, role=role, password=PASSWORD)
        if role is roles.ADMINS:
            User.objects.filter(pk=person.pk).update(is_superuser=True)
        if code:
            StoreStaff.objects.get_or_create(store=Store.objects.get(code=code), user=person)
    for facts in MEMBERS:
        key = "phone" if "phone" in facts else "email"
        if not User.objects.filter(**{key: facts[key]}).exists():
            User.objects.create_user(**facts)
        member = User.objects.get(**{key: facts[key]})
        credit.grant(user=member, amount=CREDIT, reason="goodwill", key=f"demo:{member.pk}")
