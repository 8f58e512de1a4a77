"""Who comes today when no more people are to be contacted than that: worked out by hand from what is listed.

Written from the definition: whoever waits for something promised, and who was acted on today, comes and takes a place;
who was told of before stays; of the others the best come as long as there is room.
"""

from __future__ import annotations

from datetime import datetime

from tests.simulation.memory import Memory
from tests.simulation.raw import Rows
from tests.simulation.truth import Due, at
from tests.simulation.visits import visit_days

PROMISED = ("follow_up", "enquiry", "case")
SELLS_NOTHING = ("feedback",)


def come_today(rows: Rows, memory: Memory, now: datetime, on_list: list[Due]) -> set[int] | None:
    """Clients who come out of those on the list; None where there is no limit."""
    per_day = rows.saved.get("contacts_per_day", 0)
    if not per_day:
        return None
    today = at(rows, now).today.isoformat()
    coming = {due.client for due in on_list if due.kind in PROMISED}
    coming |= {row.client_id for row in rows.reminders if row.handled_day == today}
    coming -= {None}
    worth: dict[int, int] = {}
    for due in on_list:
        if due.kind not in PROMISED and due.client is not None and due.client not in coming:
            worth[due.client] = max(worth.get(due.client, 0), _worth(rows, due))
    waiting = {due.client for due in on_list if due.kind not in PROMISED and _was_told(memory, due, now)}
    stay = waiting & worth.keys()
    room = max(0, per_day - len(coming) - len(stay))
    best = sorted(worth.keys() - stay, key=lambda client: (-worth[client], client))[:room]
    return {client for client in (*coming, *stay, *best) if client is not None}


def comes(due: Due, people: set[int] | None) -> bool:
    """Whether a reason has its turn: its client comes, it was promised, or it is nobody's."""
    return people is None or due.kind in PROMISED or due.client is None or due.client in people


def _was_told(memory: Memory, due: Due, now: datetime) -> bool:
    entry = memory.of(due.key)
    return entry.is_known and not entry.ended and not entry.is_closed() and not entry.sleeps(now)


def _worth(rows: Rows, due: Due) -> int:
    """What the contact may bring: of the silent 90 days of what they bought, of others a visit, of thanks nothing."""
    receipts = rows.receipts_of[due.client]
    total, visits = sum(row.total or 0 for row in receipts), len(visit_days(receipts))
    if due.kind in SELLS_NOTHING or not visits:
        return 0
    if due.kind == "lapsed":
        return max(0, _half_up(180 * total, visits * due.limit))
    return max(0, _half_up(total, visits))


def _half_up(money: int, parts: int) -> int:
    return (2 * money + parts) // (2 * parts)
