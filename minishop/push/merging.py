"""Browsers that asked to be told are the person's; those signed in to the closed account fall silent."""

from minishop.merging import moves
from minishop.push.models import Subscription

moves.add("push", lambda kept, gone: Subscription.objects.filter(user=gone).update(user=kept))
