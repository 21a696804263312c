"""Every registered kind can be written, in every language of the shop."""

import pytest
from django.conf import settings
from django.template.loader import get_template

from minishop import notify
from minishop.notify.services import _written

KINDS = [kind for _, kind in notify.kinds if kind.channels]
LANGUAGES = [code for code, _ in settings.LANGUAGES]
#: A value of the right sort for whatever a text may need.
FACTS = {
    "houses": ["Wukang Road"], "ships": True, "is_gone": True, "minutes": 10, "path": "/orders/LL1/",
    "pieces": ["1 × Arc bag"], "follows": 2, "is_paid": False, "by_post": True, "less": True,
    "coupons": ["¥80 off from ¥600"], "brings": ["Free delivery"],
}  # fmt: skip


def written(kind: notify.Kind, language: str) -> tuple[str, str]:
    return _written(kind.template, language, {need: FACTS.get(need, f"<{need}>") for need in kind.needs})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_has_a_subject_and_a_text_that_say_what_they_need(kind, language):
    assert get_template(kind.template)
    subject, body = written(kind, language)
    assert subject
    assert "\n" not in subject
    missing = [need for need in kind.needs - FACTS.keys() if f"<{need}>" not in subject + body]
    assert missing == [], "nothing is escaped away or left out"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_language_is_left_in_english(kind):
    own, *others = [written(kind, language) for language in LANGUAGES]
    assert all(other[0] != own[0] and other[1] != own[1] for other in others)


def test_every_kind_of_this_house_is_here():
    names = {kind.name for kind in KINDS}
    assert names >= {"sign-in-code", "order-paid", "ready-to-collect", "shipped", "refunded"}
