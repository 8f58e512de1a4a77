"""Visits as a filter of clients asks for them, by the statements that tell the facts of clients."""

from __future__ import annotations

from app.models.facts import with_visits


def visits_sql(period: str, until: str) -> str:
    """Rows (client_id, day), a visit each, of the days that " AND day ..." of a period leaves; nothing after `until`
    counts. What was brought back counts whenever that was."""
    visits = with_visits("", f"AND (return_of_id IS NOT NULL OR (1{period})){until}")
    return f"({visits} SELECT client_id, day FROM visit)"


def second_visits_sql(until: str) -> str:
    """Rows (client_id, days): how many days after the first visit the second one was, and the beginning of a condition
    on them. Who came once only is not among them."""
    numbered = "SELECT client_id, days, row_number() OVER (PARTITION BY client_id ORDER BY day) AS number FROM gap"
    return f"({with_visits('', until)} SELECT client_id, days FROM ({numbered}) WHERE number = 2) WHERE 1"
