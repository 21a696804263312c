from time import sleep

import pytest
from django.core.cache import cache

from catalog.shelf import services as shelf

pytestmark = pytest.mark.django_db


def test_a_read_is_built_once_until_the_catalogue_changes(django_capture_on_commit_callbacks):
    built = iter(range(9))
    assert [shelf.read("n", lambda: next(built)) for _ in range(3)] == [0, 0, 0]
    with django_capture_on_commit_callbacks(execute=True):
        shelf.changed()
    assert shelf.read("n", lambda: next(built)) == 1


def test_a_change_that_is_rolled_back_forgets_nothing(django_capture_on_commit_callbacks):
    assert shelf.read("n", lambda: 1) == 1
    with django_capture_on_commit_callbacks(execute=False):
        shelf.changed()
    assert shelf.read("n", lambda: 2) == 1


def test_a_reader_from_before_the_change_is_not_believed_after_it(django_capture_on_commit_callbacks):
    def slow() -> str:
        with django_capture_on_commit_callbacks(execute=True):
            shelf.changed()
        return "old"

    assert shelf.read("n", slow) == "old"
    assert shelf.read("n", lambda: "new") == "new"


def test_without_a_cache_every_read_is_built(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    shelf.forget()
    assert [shelf.read("n", lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_a_flushed_cache_is_filled_anew_within_moments():
    assert shelf.read("n", lambda: 1) == 1
    cache.clear()
    sleep(shelf.BELIEVED_SECONDS)
    assert shelf.read("n", lambda: 2) == 2


def test_a_change_in_another_process_is_seen_within_moments():
    assert shelf.read("n", lambda: 1) == 1
    cache.set(shelf.VERSION, "theirs", None)
    sleep(shelf.BELIEVED_SECONDS)
    assert shelf.read("n", lambda: 2) == 2


def test_another_process_finds_what_this_one_kept():
    assert shelf.read("n", lambda: 1) == 1
    shelf._memory.clear()
    assert shelf.read("n", lambda: 2) == 1


def test_memory_holds_only_so_much():
    for n in range(shelf.AT_HAND + 9):
        shelf.read(f"n{n}", lambda n=n: n)
    assert len(shelf._memory.reads) == shelf.AT_HAND
