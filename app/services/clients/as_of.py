"""Clients as they were at the end of a past day: facts recomputed, later events left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row

from app.models.database import Database
from app.models.enums import UNANSWERED
from app.models.facts import facts_as_of
from app.services.clients.data import ClientCard, ClientRow
from app.services.settings import ShopSettings


def rows_as_of(db: Database, rows: Sequence[ClientRow], as_of: date) -> list[ClientRow]:
    """The same clients with their purchase facts of that day."""
    with db.read() as session:
        facts = {fact.client_id: fact for fact in facts_as_of(session, as_of)}
    return [_with_facts(row, facts.get(row.id)) for row in rows]


def card_as_of(db: Database, card: ClientCard, as_of: date, settings: ShopSettings) -> ClientCard:
    """The card with the facts, purchases and contacts up to the end of that day in the shop's time."""
    (row,) = rows_as_of(db, [card.row], as_of)
    interactions = tuple(i for i in card.interactions if settings.local(i.at).date() <= as_of)
    return replace(
        card,
        row=row,
        purchases=tuple(purchase for purchase in card.purchases if purchase.day <= as_of),
        interactions=interactions,
        last_contact=max((i.at for i in interactions if i.outcome not in UNANSWERED), default=None),
        feedback=tuple(one for one in card.feedback if settings.local(one.at).date() <= as_of),
        handled=tuple(one for one in card.handled if settings.local(one.at).date() <= as_of),
        enquiries=tuple(one for one in card.enquiries if one.day <= as_of),
        cases=tuple(one for one in card.cases if one.day <= as_of),
        entitlements=tuple(one for one in card.entitlements if one.start_day <= as_of),
        interests=tuple(one for one in card.interests if one.day <= as_of),
    )


def _with_facts(row: ClientRow, fact: Row[Any] | None) -> ClientRow:
    def day(name: str) -> date | None:
        text = None if fact is None else getattr(fact, name)
        return None if text is None else date.fromisoformat(text)

    return replace(
        row,
        visits=0 if fact is None else fact.visits,
        total=0 if fact is None else fact.total,
        first_visit=day("first_visit"),
        last_visit=day("last_visit"),
        rhythm_days=None if fact is None else fact.rhythm_days,
        due_back=day("due_back"),
        lapse_day=day("lapse_day"),
        silence_limit=None if fact is None else fact.silence_limit,
    )
