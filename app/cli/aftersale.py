"""What else belongs to a client, in JSON: scores, enquiries, service cases, what holds for a time, wishes."""

from __future__ import annotations

from typing import Any

from app.cli.output import money_json
from app.services.clients.data import ClientCard

CONTACT = ("id", "kind", "at", "text", "minutes", "direction", "channel", "outcome", "reason")


def cells(row: object, *names: str) -> dict[str, Any]:
    """These attributes of a row under their own names."""
    return {name: getattr(row, name) for name in names}


def aftersale_json(card: ClientCard) -> dict[str, Any]:
    """The keys `feedback`, `enquiries`, `cases`, `entitlements` and `interests` of a card."""
    return {
        "feedback": [cells(one, "id", "score", "at", "text") for one in card.feedback],
        "enquiries": [
            cells(one, "id", "state", "day", "asked", "source", "product", "lost_reason")
            | {"sum": money_json(one.sum), "purchase": one.purchase_id}
            for one in card.enquiries
        ],
        "cases": [
            cells(one, "id", "kind", "title", "status", "day", "product") | {"due": one.due_day} for one in card.cases
        ],
        "entitlements": [
            cells(one, "id", "kind", "name") | {"from": one.start_day, "to": one.end_day, "purchase": one.purchase_id}
            for one in card.entitlements
        ],
        "interests": [
            cells(one, "id", "product", "reason", "day", "met")
            | {"price": money_json(one.price), "open": one.closed_at is None}
            for one in card.interests
        ],
    }
