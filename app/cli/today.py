"""Commands of the day: whom to contact, announce, act."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.cli.output import money_json, write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, day_text, language
from app.models.enums import Outcome
from app.services.paths import icon_file
from app.services.reminders.delivery.announce import Announcer
from app.services.reminders.delivery.systems import make_desktop
from app.services.reminders.items import DueItem
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.outcomes import finish_with
from app.services.reminders.occasions.refresh import refresh_changed
from app.services.reminders.today.due import list_due
from app.services.settings import get_settings
from app.wording.counts import clients_count
from app.wording.reminders import announcement, kind_name, overdue_words, reason_sentence, reminders_count, state_text


def run_today(shop: Shop, options: Namespace) -> int:
    """Whom to contact today."""
    today = shop.today(options)
    items = list_due(shop.db, today, options.days, None if options.as_of else shop.now)
    if options.json:
        write_json({"date": today, "items": [item_json(item) for item in items]})
        return 0
    write_line(day_text(today))
    rows = [
        (item.client, kind_name(item.kind), overdue_words(item.overdue_days), reason_sentence(item.reason))
        for item in items
    ]
    if rows:
        write_table((_("Client"), _("Kind"), _("Overdue"), _("Why")), rows)
    write_line(clients_count(len({item.client_id for item in items})) if rows else _("Nobody is waiting today."))
    return 0


def item_json(item: DueItem) -> dict[str, Any]:
    """A due item in the shape of the contract."""
    return {
        "id": item.id,
        "kind": item.kind,
        "client_id": item.client_id,
        "client": item.client,
        "due": item.due,
        "time": item.due_time.strftime("%H:%M") if item.due_time else None,
        "overdue_days": item.overdue_days,
        "reason": reason_sentence(item.reason),
        "suggested_text": item.suggested_text,
        "channel": item.channel,
        "contact": item.contact,
        "state": item.state,
        "expected_value": money_json(item.expected_value),
    }


def run_remind(shop: Shop, options: Namespace) -> int:
    """One sweep: claim what is due and show it on the desktop; without a notification service nothing is claimed."""
    now = shop.moment(options.now, "now") if options.now else shop.now
    refresh_changed(shop.db, get_settings(shop.db).local(now).date())  # there may be no window that does
    icon = icon_file(shop.folder)
    desktop = make_desktop(str(icon) if icon.exists() else "")
    try:
        announced = Announcer(shop.db, desktop, announcement, language=language).announce(now, live=not options.now)
    finally:
        desktop.stop()
    if options.json:
        write_json(
            {
                "claimed": [item.id for item in announced.claimed],
                "notified": announced.notified,
                "grouped": announced.grouped,
                "channel": announced.channel,
            }
        )
    elif announced.channel == "none":
        write_line(_("There is no notification service here, so nothing was announced."))
    else:
        for item in announced.claimed:
            write_line(f"{item.id}  {item.client}")
        write_line(reminders_count(len(announced.claimed)))
    return 0


def _acted(options: Namespace, state: str) -> int:
    if options.json:
        write_json({"id": options.item, "state": state})
    else:
        write_line(f"{options.item}  {state_text(state)}")
    return 0


def run_done(shop: Shop, options: Namespace) -> int:
    """Mark a reminder as done; with an outcome, log what came of it."""
    if options.outcome is None:
        return _acted(options, mark_done(shop.db, options.item, shop.now))
    until = shop.moment(options.until, "until") if options.until else None
    told = {"text": options.text, "reason": options.reason}
    return _acted(options, finish_with(shop.db, options.item, Outcome(options.outcome), shop.now, **told, until=until))


def run_dismiss(shop: Shop, options: Namespace) -> int:
    """A reminder that is not needed."""
    return _acted(options, dismiss(shop.db, options.item, shop.now))


def run_snooze(shop: Shop, options: Namespace) -> int:
    """Bring a reminder back later."""
    return _acted(options, snooze(shop.db, options.item, shop.moment(options.until, "until"), shop.now))
