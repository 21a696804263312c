"""Index: the kernel's own messages, and what they hold about people."""

from minishop.notify import merging as notify_merging
from minishop.notify import privacy as notify
from minishop.push import merging as push_merging
from minishop.push import messages as push
from minishop.push import privacy as push_privacy
from minishop.webhooks import messages as webhooks

__all__ = ["notify", "notify_merging", "push", "push_merging", "push_privacy", "webhooks"]
