"""Text messages for a shop that has no provider yet: written to the log, without the address."""

import phonenumbers
import structlog

from minishop.notify.channels.base import Letter, Undeliverable

log = structlog.get_logger(__name__)


class Console:
    """Takes every text message to a possible number and sends none."""

    def send(self, letter: Letter) -> None:
        try:
            number = phonenumbers.parse(letter.address, "CN")
        except phonenumbers.NumberParseException as problem:
            raise Undeliverable("not a phone number") from problem
        if not phonenumbers.is_possible_number(number):
            raise Undeliverable("not a possible phone number")
        log.info("sms.sent", key=letter.key, length=len(letter.body))
