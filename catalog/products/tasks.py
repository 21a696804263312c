from catalog.products.models import Product
from catalog.shelf import moments

moments.watch(Product, "published_at", "withdrawn_at")
