"""Passkeys: made, asked for, renamed and removed.

The person must have been verified by the device (finger, face or PIN); the answer must come from a page
of this shop. A count of signatures that goes back betrays a copied key: nobody is let in, and the member
is told. Whatever else is wrong gets one answer. Made after WebAuthn level 3, sections 7.1 and 7.2.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from members.accounts import services as accounts
from members.accounts.models import User
from members.passkeys import ceremonies, makers
from members.passkeys.ceremonies import Answer
from members.passkeys.models import MOST, BadPasskey, LastWay, Passkey, TooMany
from minishop import events, limits, notify
from minishop.brand import services as brands

MILLISECONDS = int(ceremonies.LIFETIME / timedelta(milliseconds=1))
HOUR = timedelta(hours=1)
#: What a library that reads strangers' bytes may raise when they make no sense.
NONSENSE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)


def may_ask(asker: str) -> None:
    """Sixty questions an hour for whoever asks from one network address.

    Raises:
        TooMany: that is used up.
    """
    if not limits.take("webauthn.asker", limits.asker(asker), most=60, per=HOUR):
        raise TooMany


def handle_of(user: User) -> bytes:
    """What devices call the person: the same each time, and nothing can be read from it."""
    return salted_hmac("members.passkeys.handle", str(user.pk), algorithm="sha256").digest()


def invitation(request: HttpRequest, user: User) -> str:
    """The options with which a browser makes a passkey for the person, as JSON.

    Raises:
        TooMany: there are twenty already.
    """
    held = list(Passkey.objects.filter(user=user))
    if len(held) >= MOST:
        raise TooMany
    options = generate_registration_options(
        rp_id=ceremonies.rp_id(),
        rp_name=brands.current().called,
        user_id=handle_of(user),
        user_name=str(user.email or user.phone or user),
        user_display_name=str(user),
        challenge=ceremonies.challenge(request, ceremonies.REGISTER),
        timeout=MILLISECONDS,
        exclude_credentials=_descriptors(held),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def register(request: HttpRequest, user: User, *, text: str) -> Passkey:
    """The passkey the browser made is the person's.

    Raises:
        BadPasskey: it answers nothing we asked, or is somebody's already.
    """
    answer = ceremonies.answered(request, ceremonies.REGISTER, text)
    try:
        made = verify_registration_response(
            credential=answer.told,
            expected_challenge=answer.challenge,
            expected_rp_id=ceremonies.rp_id(),
            expected_origin=ceremonies.origin(),
            require_user_verification=True,
        )
    except NONSENSE:
        raise BadPasskey from None
    if bytes_to_base64url(made.credential_id) != answer.credential:
        raise BadPasskey
    return _keep(
        Passkey(
            user=user,
            credential=bytes_to_base64url(made.credential_id),
            public_key=made.credential_public_key,
            handle=bytes_to_base64url(handle_of(user)),
            sign_count=made.sign_count,
            name=makers.name_of(made.aaguid),
            transports=answer.transports,
            is_synced=made.credential_backed_up,
        )
    )


def question(request: HttpRequest, purpose: str = ceremonies.SIGN_IN, user: User | None = None) -> str:
    """The options with which a browser asks for a passkey, as JSON: anyone's, or one of the person's."""
    options = generate_authentication_options(
        rp_id=ceremonies.rp_id(),
        challenge=ceremonies.challenge(request, purpose),
        timeout=MILLISECONDS,
        allow_credentials=_descriptors(Passkey.objects.filter(user=user)) if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def sign_in(request: HttpRequest, *, text: str, only: User | None = None) -> User:
    """The visitor is whoever holds the passkey, under a new session key; if someone is named, they alone.

    Raises:
        BadPasskey: whatever is wrong with it.
    """
    answer = ceremonies.answered(request, ceremonies.SIGN_IN, text)
    passkey = _known(answer, Passkey.objects.filter(user=only) if only else Passkey.objects.all())
    if not answer.handle or not accounts.may_enter(passkey.user):
        raise BadPasskey
    _prove(passkey, answer)
    accounts.enter(request, passkey.user, way="passkey")
    return passkey.user


def prove(request: HttpRequest, user: User, *, text: str) -> Passkey:
    """The person signed in has shown a passkey of their own besides.

    Raises:
        BadPasskey: whatever is wrong with it.
    """
    answer = ceremonies.answered(request, ceremonies.SECOND, text)
    passkey = _known(answer, Passkey.objects.filter(user=user))
    _prove(passkey, answer)
    return passkey


def rename(*, passkey: Passkey, name: str) -> None:
    """The passkey is called so in its owner's list."""
    passkey.name = name
    passkey.save(update_fields=["name"])


def remove(*, passkey: Passkey) -> None:
    """The passkey opens nothing any more.

    Raises:
        LastWay: the person has no other way in. The person is locked, so that of two removals at once
            the second sees the first.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=passkey.user_id)
        others = user.passkeys.exclude(pk=passkey.pk).exists()
        if not (user.phone or user.email or others or user.identities.exists()):
            raise LastWay
        _forget(user, user.passkeys.filter(pk=passkey.pk))


def remove_all(user: User) -> None:
    """None of the person's passkeys opens anything any more."""
    with transaction.atomic():
        _forget(user, user.passkeys.all())


def _forget(user: User, rows: Iterable[Passkey]) -> None:
    for row in rows:
        row.delete()
        events.emit("passkey.removed", subject=user, actor=user)


def _descriptors(held: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in held]


def _keep(row: Passkey) -> Passkey:
    try:
        with transaction.atomic():
            row.save()
            events.emit("passkey.added", subject=row.user, actor=row.user, passkey=row.pk)
    except IntegrityError:  # the authenticator was told to exclude it, and it is here all the same
        raise BadPasskey from None
    return row


def _known(answer: Answer, among: "Iterable[Passkey]") -> Passkey:
    """The passkey that answers, by its own name and by what its device calls the person."""
    found = among.filter(credential=answer.credential).select_related("user").first()  # type: ignore[attr-defined]
    if found is None or (answer.handle and answer.handle != found.handle):
        raise BadPasskey
    return found


def _prove(passkey: Passkey, answer: Answer) -> None:
    """The answer is signed by the passkey, here and now, by a person verified; its count moved on."""
    try:
        proof = verify_authentication_response(
            credential=answer.told,
            expected_challenge=answer.challenge,
            expected_rp_id=ceremonies.rp_id(),
            expected_origin=ceremonies.origin(),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except NONSENSE:
        raise BadPasskey from None
    if not _count(passkey, proof):
        _tell_of_copy(passkey)
        raise BadPasskey


def _count(passkey: Passkey, proof: VerifiedAuthentication) -> bool:
    """The count is the one told, unless that goes back; zero on both sides means nobody counts."""
    count = proof.new_sign_count
    ahead = Q(sign_count__lt=count) if count else Q(sign_count=0)
    facts = {"sign_count": count, "used_at": Now(), "is_synced": proof.credential_backed_up}
    return Passkey.objects.filter(ahead, pk=passkey.pk).update(**facts) == 1


def _tell_of_copy(passkey: Passkey) -> None:
    """The member reads that a copy of the passkey may be about."""
    user = passkey.user
    with transaction.atomic():
        event = events.emit("passkey.count_went_back", subject=user, passkey=passkey.pk)
        to = notify.Recipient(
            email=user.email or "", phone=str(user.phone or ""), user=user, language=user.language
        )
        notify.send("passkey-copied", reference=f"event:{event.pk}", to=to, context={"name": passkey.name})
