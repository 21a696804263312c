"""Index: orders' tables, to bring and to take."""

from orders.stock import columns as stock_columns
from orders.stock import sheets as stock

__all__ = ["stock", "stock_columns"]
