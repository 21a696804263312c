"""What customers and strangers meet: addresses, cookies, keys, passwords, messages."""

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks as django_checks
from django.core import mail
from django.db import models

from minishop import doctor
from minishop.doctor import Finding

#: The demo's staff have it, and it stands in the README.
KNOWN_PASSWORD = "moonrise"  # noqa: S105
SHORTEST, FEWEST = 50, 8


@doctor.check("address", "Customers come by https, to this shop’s own name")
def address() -> Iterator[Finding]:
    if settings.DEMO:
        return
    if not settings.PUBLIC_URL.startswith("https://"):
        yield doctor.fault(
            f"PUBLIC_URL is {settings.PUBLIC_URL}: cookies and passwords travel for all to read.",
            "Put a proxy with a certificate in front and set PUBLIC_URL=https://…",
        )
    elif not settings.TRUSTED_PROXIES:
        yield doctor.warning(
            "TRUSTED_PROXIES is 0: behind a proxy every visitor seems to come from it, and by http.",
            "Set it to how many proxies stand in front.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield doctor.fault("ALLOWED_HOSTS has *: any name is believed.", "Name the shop’s own hosts.")
    if settings.PUBLIC_URL.startswith("https://") and not (
        settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    ):
        yield doctor.fault("Cookies also travel by http.", "Leave the cookie settings as the shop has them.")


@doctor.check("secret-key", "The key that signs cookies and links can’t be guessed")
def secret_key() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST or len(set(key)) < FEWEST or key.startswith("django-insecure-"):
        yield doctor.fault(
            f"SECRET_KEY is too weak ({len(key)} characters, {len(set(key))} different).",
            'python3 -c "import secrets; print(secrets.token_urlsafe(60))"',
        )


@doctor.check("settings", "Django and the features have nothing against these settings")
def deploy() -> Iterator[Finding]:
    if settings.DEBUG and not settings.DEMO:
        yield doctor.fault("DEBUG is on: errors show the shop’s insides to visitors.", "DEBUG=0")
    for found in django_checks.run_checks(include_deployment_checks=not settings.DEMO):
        if found.is_silenced() or found.level < django_checks.WARNING:
            continue
        say = doctor.fault if found.level >= django_checks.ERROR else doctor.warning
        yield say(f"{found.id}: {str(found.msg).splitlines()[0]}", str(found.hint or ""))


@doctor.check("passwords", "Nobody on the staff has the demo’s password")
def passwords() -> Iterator[Finding]:
    if settings.DEMO:
        return
    may_enter = models.Q(is_staff=True) | models.Q(is_superuser=True)
    for person in (
        get_user_model().objects.filter(may_enter, is_active=True).order_by("-is_superuser", "pk")[:200]
    ):
        if person.check_password(KNOWN_PASSWORD):
            yield doctor.fault(f"Person {person.pk} has the demo’s password.", "Admin: the person, Password.")


@doctor.check("messages", "E-mails and text messages reach people")
def messages() -> Iterator[Finding]:
    if settings.DEMO:
        return
    if settings.EMAIL_BACKEND.rpartition(".")[0].endswith((".console", ".dummy")):
        yield doctor.fault("E-mails are printed, not sent.", "Set EMAIL_URL=smtp://…")
    if settings.MESSAGE_CHANNELS["sms"].endswith(".Console"):
        yield doctor.warning(
            "Text messages are printed, not sent.", "Set SMS_CHANNEL, or let people use e-mail."
        )
    wire = mail.get_connection()
    try:
        wire.open()
        wire.close()
    except (OSError, smtplib.SMTPException) as problem:
        yield doctor.fault(f"The mail server can’t be used: {type(problem).__name__}.", "Mend EMAIL_URL.")
