"""Index: the club's figures, and what staff see of a member."""

from members.club import figures as club
from members.club import lists, strokes

__all__ = ["club", "lists", "strokes"]
