"""Index: what the department holds about people.

Reviews and returns come first: a guest's are found by the contact that the orders forget.
"""

from orders.purchases import privacy as purchases
from orders.returns_books import privacy as returns_books
from orders.reviews import privacy as reviews

# isort: split
from orders.carts import privacy as carts
from orders.forgetting import privacy as forgetting
from orders.invoices import privacy as invoices

__all__ = ["carts", "forgetting", "invoices", "purchases", "returns_books", "reviews"]
