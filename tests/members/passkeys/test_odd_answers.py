"""What no browser would say is refused like any other passkey, never answered by an error of ours."""

import json

import pytest

from members.passkeys.models import Passkey

from .authenticator import Authenticator
from .conftest import came

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "", "a b"])
def test_a_name_that_none_has_opens_nothing(client, wen, enrol, name):
    device = enrol(wen)
    told = json.loads(device.answer(client.post("/sign-in/passkey/question/").text))
    answer = client.post("/sign-in/passkey/", {"answer": json.dumps(told | {"id": name, "rawId": name})})
    assert answer.status_code == 400


def test_ways_of_travel_that_do_not_exist_are_left_out(client, wen):
    came(client, wen)
    told = json.loads(Authenticator().make(client.post("/me/passkeys/invitation/").text))
    told["response"]["transports"] = ["hybrid", "a\0b", "\ud800", 7, ["usb"]]
    assert client.post("/me/passkeys/", {"answer": json.dumps(told)}).status_code == 302
    assert Passkey.objects.get().transports == ["hybrid"]


@pytest.mark.parametrize("said", ["", "c2hvcnQ"])
def test_a_name_longer_than_any_is_not_kept(client, wen, said):
    """Neither where the browser says so, nor where the device does behind another name."""
    came(client, wen)
    told = json.loads(Authenticator(name=b"a" * 1100).make(client.post("/me/passkeys/invitation/").text))
    if said:
        told |= {"id": said, "rawId": said}
    answer = client.post("/me/passkeys/", {"answer": json.dumps(told)})
    assert answer.status_code == 400
    assert not Passkey.objects.exists()
