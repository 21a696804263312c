import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def cut(execute, sql, params, many, context):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/bag/", "/orders/"])
def test_while_the_database_is_away_a_page_says_try_again(visitor, address):
    with connection.execute_wrapper(cut):
        answer = visitor.get(address, HTTP_COOKIE="sessionid=someone; bag=abc")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Something gave way" in answer.content.decode()


def broken(execute, sql, params, many, context):
    raise ZeroDivisionError


@pytest.mark.django_db
def test_a_mistake_of_ours_is_no_outage(visitor):
    with connection.execute_wrapper(broken):
        answer = visitor.get("/", HTTP_COOKIE="sessionid=someone")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
