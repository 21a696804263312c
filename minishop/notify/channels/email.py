"""E-mail through Django's backend, which settings choose from EMAIL_URL."""

from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.forms import ValidationError

from minishop.notify.channels.base import Letter, Undeliverable
from minishop.notify.channels.dressing import dressed


class Email:
    """The letter as plain text, and the same in the brand's clothes."""

    def send(self, letter: Letter) -> None:
        try:
            validate_email(letter.address)
        except ValidationError as problem:
            raise Undeliverable("not an e-mail address") from problem
        headers = {"Message-ID": f"<{letter.key}@minishop>", "Auto-Submitted": "auto-generated"}
        if letter.way_out:
            headers["List-Unsubscribe"] = f"<{letter.way_out}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail = EmailMultiAlternatives(letter.subject, letter.body, to=[letter.address], headers=headers)
        mail.attach_alternative(dressed(letter), "text/html")
        mail.send()
