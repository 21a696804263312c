"""Postgres as ever, with a moment before and after each commit that something hangs on."""

from django.db.backends.postgresql import base

from tests.faults.storm import moments


class DatabaseWrapper(base.DatabaseWrapper):
    """Calls the moments for commits that workers are to be told of; others tell no fact."""

    def _commit(self) -> None:
        is_a_fact = bool(self.run_on_commit)
        if is_a_fact:
            moments.at("before commit")
        super()._commit()
        if is_a_fact:
            moments.at("after commit")
