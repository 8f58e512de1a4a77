"""What the owner's rules find for one client today, for the client's card."""

from __future__ import annotations

from datetime import date, datetime

from app.models.database import Database
from app.services.reminders.items import Found
from app.services.reminders.kinds.occasions import occasions
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.rules.store import RuleBook
from app.services.reminders.today.due import OCCASIONAL


def occasions_of(db: Database, book: RuleBook, client_id: int, today: date, now: datetime) -> list[Found]:
    """What ran out, what wants service, whether to thank or to call; nothing that was acted on."""
    at = Seen(now, is_live=True)
    kinds = [kind for kind in OCCASIONAL if book.is_on(kind)]
    with db.read() as session:
        return [one for kind in kinds for one in occasions(kind, book, today, 0, at).rest_of(session, {client_id}, ())]
