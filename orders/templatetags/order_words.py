"""Words about orders for templates: moments, what an order's state reads like."""

from django import template

from orders.history import moments
from orders.history.reading import read

register = template.Library()

register.filter("when", moments.when)
register.filter("clock", moments.clock)
register.filter("reading", read)
