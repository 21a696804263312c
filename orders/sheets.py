"""Index: orders' tables, to bring and to take."""

from orders.shipping import sheets as shipping
from orders.stock import columns as stock_columns
from orders.stock import sheets as stock
from orders.stores import sheets as stores

__all__ = ["shipping", "stock", "stock_columns", "stores"]
