"""What must always be true, as queries that must return nothing.

A feature's `invariants.py` says `@audit.row("S1", "stock conserved")` on a function that returns SQL, a
QuerySet, or rows it found itself; `manage.py audit` runs them all in one snapshot.
"""

from minishop.audit.services import Result, Row, row, rows, run

__all__ = ["Result", "Row", "row", "rows", "run"]
