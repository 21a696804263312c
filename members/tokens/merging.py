"""Programs go on with the keys they were given."""

from members.tokens.models import AccessToken
from minishop.merging import moves

moves.add("tokens", lambda kept, gone: AccessToken.objects.filter(user=gone).update(user=kept))
