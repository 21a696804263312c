"""What one account was given with many others, the other was."""

from members.bulkgrants.models import GrantRow
from minishop.merging import moves

moves.add("gifts for many", lambda kept, gone: GrantRow.objects.filter(user=gone).update(user=kept))
