"""One way to write an address of this shop, so that two spellings of it are one row."""

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Addresses that are no pages: nobody is led away from them.
KEPT = ("/admin/", "/api/", "/static/", "/media/", "/staff/")
#: One slash and then anything but another, a backslash, a space or a control character.
LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")
LONGEST = 500


def normal(address: str) -> str:
    """The address with its path decoded and ended by a slash, unless it names a file; its query is kept.

    Raises:
        ValidationError: it leads out of the shop, or could be read as if it did.
    """
    address = address.strip()
    path, mark, rest = _parts(address)
    path = unquote(path)
    if not LOCAL.fullmatch(path) or not LOCAL.fullmatch(f"/{rest}") or len(address) > LONGEST - 1:
        raise ValidationError(_("Begin with one slash: a path of this shop, such as /products/silk-veil/."))
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path += "/"
    return f"{path}{mark}{rest}"


def old(address: str) -> str:
    """The same for an address people are led away from: without its query, and no part of the desk.

    Raises:
        ValidationError: as `normal`, or it is not the address of a page.
    """
    path = path_of(normal(address))
    if path.startswith(KEPT) or path == "/":
        raise ValidationError(_("Nobody can be led away from this address."))
    return path


def path_of(address: str) -> str:
    return _parts(address)[0]


def _parts(address: str) -> tuple[str, str, str]:
    """(path, "?" or "#" or nothing, what follows it)"""
    found = re.search(r"[?#]", address)
    if found is None:
        return address, "", ""
    return address[: found.start()], found[0], address[found.end() :]
