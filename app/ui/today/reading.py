"""What the page Today reads: the people of the day with their reasons, and who is left out."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import number_text
from app.models.enums import ReminderKind
from app.ui.context import AppContext
from app.ui.today.foot import NotListed
from app.ui.today.people import Section, arrange

DESCRIBED = 300  # people whose purchases are told in the list


@dataclass(frozen=True)
class Day:
    """What a reload reads."""

    sections: list[Section]
    people: int  # of all reasons, those that were not read too
    clients: int
    not_listed: NotListed


def read_day(context: AppContext, most: int, everybody: bool) -> Day:
    """The first `most` reasons of each kind; with `everybody` whoever waits for another day, too."""
    from app.models.rule_params import LapsedParams
    from app.services.clients.find import get_client_rows, list_client_ids
    from app.services.reminders.rules.store import get_rules
    from app.services.reminders.today.scan import list_first_due

    db, per_day = context.db, context.settings.contacts_per_day
    due = list_first_due(db, context.today(), context.now(), most, everybody=everybody)
    ids = list(dict.fromkeys(item.client_id for item in due.items if item.client_id is not None))[:DESCRIBED]
    clients = len(ids) or len(list_client_ids(db))
    number_text(due.people)  # the first time it reads a file, which the window's thread should not wait for
    rules, lapsed = get_rules(db), ReminderKind.LAPSED
    left_alone = rules.only(lapsed, LapsedParams).left_alone_percent if rules.is_on(lapsed) else 0
    not_listed = NotListed(due.capped, per_day, everybody and per_day > 0, left_alone)
    return Day(arrange(due.items, get_client_rows(db, ids), due.more), due.people, clients, not_listed)
