"""What holds of the ledger at any moment."""

from minishop import audit


@audit.row("L1", "the legs of a posting sum to zero in each unit")
def entries_balance() -> str:
    return """
        SELECT posting.id AS posting, account.unit, sum(entry.amount) AS off_by
        FROM minishop_posting posting
        LEFT JOIN minishop_entry entry ON entry.posting_id = posting.id
        LEFT JOIN minishop_account account ON account.id = entry.account_id
        GROUP BY posting.id, account.unit
        HAVING count(entry.id) = 0 OR sum(entry.amount) <> 0
    """


@audit.row("L2", "a balance is the sum of its entries, each entry tells it, and no floor is broken")
def balances_are_sums() -> str:
    return """
        WITH running AS (
            SELECT entry.account_id, entry.balance_after,
                   sum(entry.amount) OVER (PARTITION BY entry.account_id ORDER BY entry.id) AS balance,
                   account.floor
            FROM minishop_entry entry JOIN minishop_account account ON account.id = entry.account_id
            WHERE account.balance IS NOT NULL
        )
        SELECT account_id AS account, 'entry' AS told_by, balance_after AS told, balance AS sum
        FROM running WHERE balance_after IS DISTINCT FROM balance OR balance < floor
        UNION ALL
        SELECT account.id, 'account', account.balance, coalesce(sums.amount, 0)
        FROM minishop_account account
        LEFT JOIN (SELECT account_id, sum(amount) AS amount FROM minishop_entry GROUP BY account_id) sums
          ON sums.account_id = account.id
        WHERE account.balance <> coalesce(sums.amount, 0) OR account.balance < account.floor
    """


@audit.row("L4", "a reference is posted once for each kind")
def posted_once() -> str:
    return """
        SELECT kind, reference, count(*) AS postings
        FROM minishop_posting GROUP BY kind, reference HAVING count(*) > 1
    """
