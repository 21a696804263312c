"""Passkeys open the account that stays; each keeps the handle by which its device knows the person."""

from members.passkeys.models import Passkey
from minishop.merging import moves

moves.add("passkeys", lambda kept, gone: Passkey.objects.filter(user=gone).update(user=kept))
