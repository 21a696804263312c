from catalog.collections.models import Collection
from catalog.shelf import moments

moments.watch(Collection, "published_at", "withdrawn_at")
