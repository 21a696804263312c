import re

import pytest
from django.test import Client, RequestFactory

from minishop.context import errors


@pytest.mark.django_db
def test_a_missing_page_says_so_with_a_code_that_is_in_the_log(client, caplog):
    with caplog.at_level("WARNING", logger="minishop.errors"):
        response = client.get("/no/such/page/")
    assert response.status_code == 404
    code = re.search(r"E-[2-9A-Z]{5}", response.content.decode()).group()
    assert code in caplog.text


def test_a_form_without_its_token_changes_nothing_and_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "zh-hans"})
    assert response.status_code == 403
    assert "django_language" not in response.cookies
    assert "went to sleep" in response.content.decode()


def test_a_broken_page_needs_no_database(client):
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "E-" in response.content.decode()


@pytest.mark.django_db
def test_the_language_switch_works_without_a_script(client):
    client.post("/language/", {"language": "zh-hans", "next": "/shop/"})
    assert 'lang="zh-Hans"' in client.get("/no/such/page/").content.decode()
