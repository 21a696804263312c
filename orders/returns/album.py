"""Photographs of a return: stored before its transaction begins, thrown away when nothing names them."""

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from orders.returns.models import Return, ReturnPhoto, vault

MOST = 6


def keep(photos: Iterable[Any]) -> list[str]:
    """The files lie in the vault under names nobody can guess; returns these."""
    return [vault().save(f"returns/{secrets.token_hex(16)}.jpg", photo) for photo in photos]


def throw_away(names: Collection[str]) -> None:
    """Of these files only those are left that a return names."""
    named = set(ReturnPhoto.objects.filter(picture__in=names).values_list("picture", flat=True))
    for name in names:
        if name not in named:
            vault().delete(name)


def paste(request: Return, names: Iterable[str]) -> None:
    """The return names its photographs."""
    ReturnPhoto.objects.bulk_create(ReturnPhoto(of=request, picture=name) for name in names)
