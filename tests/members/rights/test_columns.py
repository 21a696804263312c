"""Every column that can hold something about a person is somebody's to copy and erase."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from members.accounts.models import User
from minishop.privacy import holdings
from tests.members.rights.held import ACTS, HELD, NOBODYS

#: Words in the names of columns that tell of people, or of what they typed.
TELLING = re.compile(
    r"(^|_)(name|phone|email|address|street|city|district|note|body|subject|birthday|agent|nickname|username"
    r"|ip|contact|endpoint|auth|credential|payload|answer|asker|session|recovery|secret|repr|message|choices"
    r"|label|carrier|tracking|data)(_|$)"
)
KINDS = (models.EmailField, models.GenericIPAddressField, PhoneNumberField)
LISTED = {column for columns in HELD.values() for column in columns.split()}


def telling() -> Iterator[str]:
    """The columns that can, by name, type or whom they point at."""
    for model in apps.get_models():
        for field in () if model._meta.proxy else model._meta.concrete_fields:
            points_at = field.related_model is User
            by_name = not field.related_model and TELLING.search(field.name)
            if points_at or by_name or isinstance(field, KINDS):
                yield f"{model._meta.label}.{field.name}"


def test_each_has_a_line():
    assert set(telling()) - LISTED - set(ACTS.split()) - set(NOBODYS.split()) == set()


def test_each_line_is_of_a_column_there_is():
    assert (LISTED | set(ACTS.split()) | set(NOBODYS.split())) - set(telling()) == set()


def test_no_column_stands_twice():
    columns = [*" ".join(HELD.values()).split(), *ACTS.split(), *NOBODYS.split()]
    assert len(columns) == len(set(columns))


def test_each_holding_named_is_there():
    assert set(HELD) - {name for name, _holding in holdings} == set()
