from types import SimpleNamespace

from minishop.context import toasts


def test_a_toast_without_undo_has_nothing_to_take_back():
    assert toasts.undo_of(SimpleNamespace(extra_tags="")) is None
    assert toasts.undo_of(SimpleNamespace(extra_tags=None)) is None


def test_an_undo_keeps_its_address_and_fields():
    tags = '{"undo": "/bag/lines/", "fields": {"line": 3}}'
    assert toasts.undo_of(SimpleNamespace(extra_tags=tags)) == {"undo": "/bag/lines/", "fields": {"line": 3}}
