"""Addresses as the world outside reads them: mails, search engines, whoever a link is sent to."""

from django.conf import settings


def absolute(address: str) -> str:
    """The address with the shop's public origin in front, unless it names one of its own."""
    return settings.PUBLIC_URL + address if address.startswith("/") else address
