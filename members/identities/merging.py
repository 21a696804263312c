"""What opened the one account opens the other."""

from members.identities.models import Identity
from minishop.merging import moves

moves.add("identities", lambda kept, gone: Identity.objects.filter(user=gone).update(user=kept))
