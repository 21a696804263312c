"""Index: orders' tables, to bring and to take."""

from orders.counting import sheets as counting
from orders.shipping import sheets as shipping
from orders.stock import columns as stock_columns
from orders.stores import sheets as stores

__all__ = ["counting", "shipping", "stock_columns", "stores"]
