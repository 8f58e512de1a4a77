"""What can be written to a client: first what fits today, then words for any day, filled in with the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.services.clients.data import Birthday, ClientCard
from app.services.reminders.birthdays import celebrated, turns
from app.services.reminders.items import BirthdayReason, FollowUpReason, LapsedReason, Reason
from app.services.reminders.texts import GENERAL, general, suggest
from app.services.settings import ShopSettings


@dataclass(frozen=True)
class Message:
    """A text to send. `kind`: a kind of reminder, or one of texts.GENERAL; `reason`: why today, where there is one."""

    kind: str
    text: str
    reason: Reason | None = None


def messages_for(card: ClientCard, settings: ShopSettings, today: date) -> tuple[Message, ...]:
    """All that can be written to the client; the first is the one that fits today best."""
    reasons = [Message(kind, suggest(reason, card.first_name, settings), reason) for kind, reason in _reasons(
        card, settings, today
    )]  # fmt: skip
    return (*reasons, *(Message(kind, general(kind, card.first_name, settings)) for kind in GENERAL))


def _reasons(card: ClientCard, settings: ShopSettings, today: date) -> Iterator[tuple[str, Reason]]:
    """Reasons to write today as the card tells them; what was done with each on Today is not asked."""
    birthday = None if card.row.birthday is None else _birthday(card.row.birthday, settings, today)
    if birthday is not None:
        yield "birthday", birthday
    due = next((task for task in card.tasks if not task.done and task.due_day <= today), None)
    if due is not None:
        yield "follow_up", FollowUpReason(due.title)
    lapsed = silence(card, today)
    if lapsed is not None:
        yield "lapsed", lapsed


def silence(card: ClientCard, today: date) -> LapsedReason | None:
    """Since when a client is silent who is so for longer than usual; None for the others."""
    row = card.row
    if row.last_visit is None or row.silence_limit is None or row.lapse_day is None or row.lapse_day > today:
        return None
    days = (today - row.last_visit).days
    return LapsedReason(row.last_visit, days, row.rhythm_days, row.silence_limit, row.visits, row.total)


def _birthday(birthday: Birthday, settings: ShopSettings, today: date) -> BirthdayReason | None:
    """From the first day on which it is told of until it is too late to greet."""
    first = max(settings.birthday_leads, default=0)
    for year in (today.year - 1, today.year, today.year + 1):
        day = celebrated(birthday.month, birthday.day, year, settings.leap_birthday)
        left = (day - today).days
        if -settings.birthday_grace_days <= left <= first:
            return BirthdayReason(day, left, turns(day, birthday.year))
    return None
