"""The question search asks the database: the best of a bounded number of products, and how good they are.

Names are asked first, then all but the body, then everything, each time of every 17th product before
all: who has found enough asks no further. An index answers with all it has, so a word that a tenth of a
large catalogue holds would otherwise cost a tenth of it. A beginning is dear for the same reason: where a
query has several words, only the last, which may still be typed, is read as one while something has the
others in full. The query is hidden from the planner (`asked` is materialised): it would rather read a
table from its beginning when it knows that a word is common.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalog.search import words
from catalog.search.synonyms import Synonyms

BEGUN = 2  # letters from which a word may be the beginning of another
KINDS = ("exact", "begun", "stems", "alike")
_FEW = ("MOD(product_id, 17) = 0",)  # as the indexes of few say it
_NAMES, _HEADS = ("ts_filter(vector, '{a}'::\"char\"[])", "ts_filter(vector, '{a,b,c}'::\"char\"[])")
STAGES: list[tuple[str, tuple[str, ...]]] = [
    (vector, which) for vector in (_NAMES, _HEADS, "vector") for which in (_FEW, ())
]
_STEM = "plainto_tsquery('english', {})"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A product found: `whole` where its name or code is what was asked for, `held` words it has."""

    product: int
    whole: bool
    rank: float
    held: int


def ranked(
    asked: Sequence[str], same: Synonyms, *, most: int, every: bool = True, full: bool = False
) -> list[Ranked]:
    """At most so many products with every word, or with some when `every` is off, best first; `full` takes
    all words but the last at their word.
    """
    last = len(asked) - 1
    parts = [_Part(n, word, same.of(word), begun=n == last or not full) for n, word in enumerate(asked)]
    told: dict[str, Any] = {"most": most, "whole": words.whole("".join(asked)), "all": len(parts)}
    sql = _SQL.format(
        every=(" && " if every else " || ").join(part.either for part in parts),
        held="%(all)s" if every else " + ".join(f"(vector @@ ({part.either}))::int" for part in parts),
        stages=",\n".join(_stages()),
        either="\n".join(_EITHER.format(n) for n in range(1, len(STAGES) + 1)),
        **{name: " || ".join(part.sql[name] for part in parts) for name in KINDS},
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, told | {key: value for part in parts for key, value in part.told.items()})
        return [Ranked(*row) for row in cursor.fetchall()]


def _stages() -> Iterator[str]:
    """Where to look, one place after the other, while too few are found."""
    for n, (vector, which) in enumerate(STAGES, 1):
        few = [_TOO_FEW.format(before) for before in range(1, n)]
        yield _STAGE.format(n, " AND ".join([*few, *which, _HAS.format(vector)]))


def known(asked: Sequence[str], same: Synonyms) -> list[bool]:
    """Whether some product has the word, for each."""
    parts = [_Part(n, word, same.of(word)) for n, word in enumerate(asked)]
    sql = "SELECT " + ", ".join(_KNOWN.format(part.either) for part in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, {key: value for part in parts for key, value in part.told.items()})
        return list(cursor.fetchone())


class _Part:
    """One word of a query as SQL, and the values it names: `either` is all kinds of match together."""

    def __init__(self, place: int, word: str, others: Sequence[str], *, begun: bool = True) -> None:
        self.told: dict[str, str] = {}
        self.sql: dict[str, str] = {}
        for kind, lexical, stemmed in _matches(word, others, begun=begun):
            queries = [*(("{}::tsquery", query) for query in lexical), *((_STEM, each) for each in stemmed)]
            keys = [f"{kind}_{place}_{n}" for n in range(len(queries))]
            named = [sql.format(f"%({key})s") for key, (sql, _) in zip(keys, queries, strict=True)]
            self.told |= {key: value for key, (_, value) in zip(keys, queries, strict=True)}
            self.sql[kind] = " || ".join(named) or "''::tsquery"
        self.either = f"({' || '.join(self.sql.values())})"


def _matches(word: str, others: Sequence[str], *, begun: bool) -> Iterator[tuple[str, list[str], list[str]]]:
    """For each kind of match, the queries of lexemes and the texts to stem."""
    latin = word.isascii() and " " not in word
    # Of scarves the stemmer leaves scarv.
    leaves = [quoted(f"{word[:-3]}f")] if latin and word.endswith("ves") else []
    yield "exact", [lexemes(word)], []
    yield "begun", [f"{quoted(word)}:*"] if begun and latin and len(word) >= BEGUN else [], []
    yield "stems", leaves, [word] if word.isascii() else []
    yield "alike", [lexemes(other) for other in others], [other for other in others if other.isascii()]


def lexemes(word: str) -> str:
    """A tsquery for the word as it stands: Latin whole or in its parts, Chinese by pairs of neighbours."""
    told = [_run(run) for run in words.HAN.findall(word)]
    for latin in words.LATIN.findall(word):
        parts = words.parts(latin)
        together = " & ".join(map(quoted, parts))
        told.append(quoted(latin) if parts in ([latin], []) else f"({quoted(latin)} | ({together}))")
    return " & ".join(told)


def _run(run: str) -> str:
    return " & ".join(map(quoted, words.pairs(run) or [run]))


def quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("'", "").replace("\\", "") + "'"


#: Some rather than one: for a single row the planner would read the table, all of it when there is none.
_KNOWN = """
(SELECT count(*) > 0 FROM (SELECT FROM catalog_searchdocument
    WHERE MOD(product_id, 17) = 0 AND vector @@ (SELECT ({0})) LIMIT 300) few)
OR (SELECT count(*) > 0 FROM (
    SELECT FROM catalog_searchdocument WHERE vector @@ (SELECT ({0})) LIMIT 300) found)
"""
_STAGE = """
stage_{} AS MATERIALIZED (
    SELECT product_id, vector FROM catalog_searchdocument WHERE {} LIMIT %(most)s
)
"""
_TOO_FEW = "(SELECT count(*) FROM stage_{}) < %(most)s"
_HAS = "{} @@ (SELECT every FROM asked)"
_EITHER = "UNION ALL SELECT product_id, vector, {0} FROM stage_{0}"
_SQL = """
WITH asked AS MATERIALIZED (
    SELECT %(whole)s::text AS whole, ({every}) AS every, ({exact}) AS exact, ({begun}) AS begun,
           ({stems}) AS stems, ({alike}) AS alike
),
it AS MATERIALIZED (
    SELECT product_id, vector FROM catalog_searchdocument
    WHERE ts_filter(vector, '{{a}}'::"char"[])
          @@ (SELECT quote_literal(whole)::tsquery FROM asked WHERE whole <> '') LIMIT 24
),
{stages},
found AS (
    SELECT DISTINCT ON (product_id) product_id, vector, turn FROM (
        SELECT product_id, vector, 0 AS turn FROM it
        {either}
    ) either ORDER BY product_id, turn
)
SELECT product_id, turn = 0, rank, held FROM (
    SELECT product_id, turn, {held} AS held,
           8 * ts_rank(weights, vector, exact) + 2 * ts_rank(weights, vector, begun)
           + ts_rank(weights, vector, stems) + .5 * ts_rank(weights, vector, alike) AS rank
    FROM found CROSS JOIN asked CROSS JOIN (SELECT '{{.05,.2,.4,1}}'::float4[] AS weights) weighing
) rated ORDER BY turn = 0 DESC, held DESC, rank DESC, product_id LIMIT %(most)s
"""
