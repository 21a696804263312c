import pytest


@pytest.mark.django_db
def test_the_worker_keeps_what_an_offline_page_needs_to_look_like_itself(client):
    response = client.get("/sw.js")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert "css/store" in text.splitlines()[0]
    assert 'const OFFLINE = "/offline/"' in text


@pytest.mark.django_db
def test_the_offline_page_looks_up_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/offline/")
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
