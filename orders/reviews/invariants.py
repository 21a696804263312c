"""A product's rating is what its published reviews say."""

from minishop import audit


@audit.row("V1", "a product's rating is the sum and the number of its published reviews")
def rated() -> str:
    return """
        SELECT p.id, p.handle, p.rating_sum, coalesce(r.stars, 0) AS stars,
               p.rating_count, coalesce(r.reviews, 0) AS reviews
        FROM catalog_product p
        LEFT JOIN (SELECT product_id, sum(rating) AS stars, count(*) AS reviews
                   FROM orders_review WHERE state = 'published' GROUP BY product_id) r
          ON r.product_id = p.id
        WHERE p.rating_sum <> coalesce(r.stars, 0) OR p.rating_count <> coalesce(r.reviews, 0)"""
