"""What people type becomes one address: a phone in E.164 or an e-mail in lower case."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members.accounts.models import BadAddress, User

REGION = "CN"


def phone(typed: str, region: str = REGION) -> str:
    """The number in E.164; without a country code it is read as the region's.

    Raises:
        BadAddress: no such number can exist.
    """
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as problem:
        raise BadAddress(typed) from problem
    if not phonenumbers.is_valid_number(number):
        raise BadAddress(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(typed: str) -> str:
    """The address in lower case.

    Raises:
        BadAddress: it is none.
    """
    address = typed.strip().lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise BadAddress(typed) from problem
    return address


def clean(typed: str) -> str:
    """A phone or an e-mail, by its looks."""
    return email(typed) if "@" in typed else phone(typed)


def is_email(address: str) -> bool:
    return "@" in address


def person_at(address: str) -> User | None:
    """Whoever is known by the address."""
    column = "email" if is_email(address) else "phone"
    return User.objects.filter(**{column: address}).first()


def hidden(address: str) -> str:
    """The address as a page repeats it: enough to recognise, too little to copy."""
    if is_email(address):
        name, _, host = address.partition("@")
        return f"{name[:2]}…@{host}"
    code = f"+{phonenumbers.parse(address).country_code}"
    return " ".join(filter(None, (code, address[len(code) : -8], "····", address[-4:])))
