"""A passkey in the real browser, with a phone's authenticator in software: made, used, led back, refused."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import world

pytestmark = [pytest.mark.browser, pytest.mark.served]

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SETTINGS = re.compile(r"^https?://[^/]+/me/settings/$")
BUTTON = "form[data-passkey='get'] button"


def equip(page: Page) -> tuple:
    """The browser has an authenticator of its own; answers the session and its number."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    told = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return devtools, told["authenticatorId"]


def sign_out(page: Page) -> None:
    page.goto("/me/")
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/")


def held(devtools, number: str) -> list:
    return devtools.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]


def test_a_passkey_is_made_after_a_code_and_leads_back_the_next_time(visitor):
    page = visitor()
    violations: list[str] = []
    page.on("console", lambda said: violations.append(said.text) if "Content Security" in said.text else None)
    devtools, number = equip(page)
    world.sign_in(page)
    with page.expect_navigation():
        page.locator("[data-passkeys-only] form[data-passkey='create'] button").click()
    expect(page.locator("[data-passkeys-only]")).to_have_count(0)
    (made,) = held(devtools, number)
    assert (made["isResidentCredential"], made["rpId"]) == (True, "localhost")

    page.goto("/me/passkeys/")
    expect(page.locator("details.fold summary")).to_have_count(1)
    page.locator("form[data-passkey='create'] button").click()
    expect(page.locator("[data-when='InvalidStateError']")).to_be_visible()

    sign_out(page)
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = undefined")
    page.goto("/me/settings/")
    page.locator(BUTTON).click()
    page.wait_for_url(SETTINGS)
    page.goto("/me/passkeys/")
    expect(page.locator("details.fold summary")).to_contain_text("last used")

    assert not violations


def test_a_device_without_one_is_told_so_and_the_code_still_works(visitor):
    page = visitor()
    devtools, number = equip(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.goto("/sign-in/")
    page.locator(BUTTON).click()
    expect(page.locator("[data-when='NotAllowedError']")).to_be_visible()
    world.sign_in(page)


def test_without_javascript_there_is_no_button(visitor):
    page = visitor(java_script_enabled=False)
    page.goto("/sign-in/")
    expect(page.locator(BUTTON)).to_be_hidden()
    expect(page.locator("main button.primary")).to_be_visible()
