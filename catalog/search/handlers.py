from catalog.products.models import Product
from catalog.search import services as search
from minishop import events
from minishop.events.models import Event


@events.on("product.created", "product.changed", "product.published", "product.unpublished")
def index_product(event: Event) -> None:
    """Search holds the product's present words, or nothing of it while shoppers do not see it."""
    product = Product.objects.filter(pk=event.subject.partition(":")[2]).first()
    if product:
        search.index(product)
