"""What was written to the one account was written to the person."""

from minishop.merging import moves
from minishop.notify.models import Message

moves.add("messages", lambda kept, gone: Message.objects.filter(recipient=gone).update(recipient=kept))
