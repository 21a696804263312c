"""People: shoppers known by phone or e-mail, and staff."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, password: str | None = None, **fields: Any) -> "User":
        """A person with no password unless one is given."""
        fields["email"] = self.normalize_email(fields.get("email") or "").lower() or None
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, password: str, **fields: Any) -> "User":
        return self.create_user(email=email, password=password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Members sign in with one-time codes, staff with e-mail and password."""

    phone = PhoneNumberField(_("phone"), null=True, blank=True, unique=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    language = models.CharField(_("language"), max_length=12, blank=True, default="")
    is_staff = models.BooleanField(
        _("works here"), default=False, help_text=_("May open the admin, with a password set afterwards.")
    )
    is_active = models.BooleanField(
        _("account is open"), default=True, help_text=_("Off closes it; nothing is deleted.")
    )
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    birthday_set_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), db_default=Now(), editable=False)
    #: Known by another provider (WeChat), so that neither phone nor e-mail is needed.
    is_known_elsewhere = models.BooleanField(default=False, editable=False)
    #: Raised to end every session there is.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    #: The account this one was joined into; it is closed from then on.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__isnull=False)
                | models.Q(email__isnull=False)
                | models.Q(is_known_elsewhere=True)
                | models.Q(is_active=False),
                name="user_reachable",
            )
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return _called_nothing()
        return self.name or self.email or str(self.phone or self.pk)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What every session of the person is made of; another password or a raised epoch ends them all."""
        made_of = f"{self.password}:{self.session_epoch}" if self.session_epoch else self.password
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, made_of, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ")[0]


def _called_nothing() -> str:
    """What stands in place of the name of someone who was erased."""
    return gettext("erased")


class BirthdayFixed(Exception):
    """The birthday was told less than a year ago; it may be changed from `until` on."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(str(until))


class WrongCode(Exception):
    """The code is not the one sent, was used, ran out, or was guessed at too often; it never says which."""


class Closed(Exception):
    """The account is closed or being erased; nothing more is hung on it."""


class BadAddress(ValueError):
    """Neither a phone number that can exist nor an e-mail address."""


class OneTimeCode(models.Model):
    """A six-digit code sent to an address; only its keyed hash is kept."""

    #: A phone in E.164 or a lower-case e-mail address.
    address = models.CharField(max_length=254, db_index=True)
    digest = models.CharField(max_length=64)
    #: Who asked, as a keyed hash of the network address, for the limits.
    asker = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(db_default=Now(), db_index=True, editable=False)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.pk}"
