"""Copies of one's data stay one's own to fetch; whoever asked to be forgotten is not merged at all."""

from members.rights.models import DataCopy
from minishop.merging import moves

moves.add("data copies", lambda kept, gone: DataCopy.objects.filter(user=gone).update(user=kept))
