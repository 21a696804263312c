"""What every page may say of the visitor's house."""

from minishop.context.facts import facts
from orders.stores import mine

facts.add("my_house", mine.code)
