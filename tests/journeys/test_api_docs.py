"""The API's documentation, read in a browser: all of it from this shop, and nothing its policy forbids."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BROKEN = "document.addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective))"


def test_the_schema_is_read_on_a_page_of_its_own(visitor, shop):
    page = visitor(viewport={"width": 1280, "height": 800})
    said, asked = [], []
    page.add_init_script(BROKEN)
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda told: said.append(str(told)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/docs/")
    expect(page.locator(".opblock").first).to_be_visible()
    for tag in ("catalogue", "orders", "payments", "account"):
        expect(page.locator(f"#operations-tag-{tag}")).to_be_visible()
    page.locator("#operations-catalogue-getProductList").get_by_role("button").first.click()
    expect(page.get_by_text("price-down").first).to_be_visible()
    assert said == []
    assert [url for url in asked if not url.startswith((shop, "data:", "blob:"))] == []
    assert page.locator("script:not([src])").count() == 0
