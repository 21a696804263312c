"""What was bought together, as orders tell it; the shelf beside a piece is filled from it."""

from collections.abc import Iterable

from django.db import connection, transaction

from catalog.shelf import services as shelf
from catalog.together.models import LEAST

#: Companions kept for each piece.
MOST = 12

NOTE = """
    WITH told AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS pair (one, other, orders)),
    both_ways AS (SELECT one, other, orders FROM told UNION SELECT other, one, orders FROM told),
    best AS (
        SELECT one, other, orders FROM (
            SELECT *, row_number() OVER (PARTITION BY one ORDER BY orders DESC, other) AS place
            FROM both_ways WHERE orders >= %s AND one <> other
        ) placed WHERE place <= %s
    ),
    gone AS (
        DELETE FROM catalog_boughttogether kept
        WHERE NOT EXISTS (SELECT FROM best WHERE best.one = kept.product_id AND best.other = kept.other_id)
        RETURNING 1
    ),
    written AS (
        INSERT INTO catalog_boughttogether AS kept (product_id, other_id, orders)
        SELECT one, other, orders FROM best
        ON CONFLICT (product_id, other_id) DO UPDATE SET orders = EXCLUDED.orders
        WHERE kept.orders <> EXCLUDED.orders RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""


@transaction.atomic
def note(pairs: Iterable[tuple[int, int, int]]) -> int:
    """These pairs (a piece, another, how many orders hold both) are known, from both sides, and no others.

    Rarer ones than LEAST and those beyond a piece's MOST are not kept. Answers how many rows changed.
    """
    told = sorted(pairs)
    columns = [list(column) for column in zip(*told, strict=True)] or [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [*columns, LEAST, MOST])
        changed = cursor.fetchone()[0]
    if changed:
        shelf.changed()
    return changed
