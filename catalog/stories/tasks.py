from catalog.shelf import moments
from catalog.stories.models import Story

moments.watch(Story, "published_at", "withdrawn_at")
