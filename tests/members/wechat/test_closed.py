"""Nothing is hung on an account that was closed while its member was away at WeChat."""

import pytest

from members.accounts.models import User
from members.identities.models import Identity
from members.wechat import services as wechat
from members.wechat.client import Person, Refused, Why
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_is_linked_to_no_closed_account():
    wen = factories.member()
    User.objects.filter(pk=wen.pk).update(is_active=False)
    with pytest.raises(Refused) as no:
        wechat.link(wen, Person("o1"))
    assert no.value.why == Why.CLOSED
    assert not Identity.objects.exists()
    assert not User.objects.get(pk=wen.pk).is_known_elsewhere
