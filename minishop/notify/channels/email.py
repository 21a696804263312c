"""E-mail through Django's backend, which settings choose from EMAIL_URL."""

from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.forms import ValidationError

from minishop.notify.channels.base import Letter, Undeliverable


class Email:
    """Plain text e-mail."""

    def send(self, letter: Letter) -> None:
        try:
            validate_email(letter.address)
        except ValidationError as problem:
            raise Undeliverable("not an e-mail address") from problem
        headers = {"Message-ID": f"<{letter.key}@minishop>", "Auto-Submitted": "auto-generated"}
        EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers).send()
