"""What holds of imports: none is forgotten half-way, and each row of one that is done was told of."""

from minishop import audit


@audit.row("I1", "no import waits for a worker long after its lease ended")
def imports_go_on() -> str:
    return """
        SELECT id AS run, kind, state, leased_until
        FROM minishop_importrun
        WHERE state IN ('checking', 'applying')
          AND coalesce(leased_until, created_at) < now() - interval '10 minutes'
    """


@audit.row("I2", "each row of a finished import is applied or reported")
def rows_are_told() -> str:
    return """
        SELECT id AS run, kind, rows, applied, reported
        FROM minishop_importrun
        WHERE state = 'done' AND rows <> applied + reported
    """
