import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_the_suite_has_a_database_of_its_own_without_the_price_of_durability():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('fsync')")
        assert cursor.fetchone() == (connection.settings_dict["NAME"], "off")
    assert connection.settings_dict["NAME"].startswith("test_minishop")


def test_the_suite_has_a_cache():
    cache.set("greeting", "hello", 5)

    assert cache.get("greeting") == "hello"
