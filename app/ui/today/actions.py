"""What can be done with a person on Today; the row, the keys and the panel all come here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.enums import ContactKind, ReminderKind
from app.services.reminders.items import PROMISED, DueItem, read_key
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import open_task
from app.ui.item_actions import postpone, put_aside
from app.ui.outcome_menu import ask_outcome
from app.ui.today.people import Person
from app.ui.today.words import act_words, reason_name
from app.ui.widgets.contacts import Way, open_way, way_name, ways_to_reach, written_way
from app.ui.widgets.later import fill_later
from app.ui.widgets.own_keys_menu import OwnKeysMenu


@dataclass(frozen=True)
class _Contact:
    kind: str
    value: str
    wrong: bool = False


def item_ways(item: DueItem) -> list[Way]:
    """How the client can be reached by the contact of the item."""
    if item.channel is None or item.contact is None:
        return []
    return ways_to_reach([_Contact(item.channel, item.contact)])


def main_way(item: DueItem) -> Way | None:
    """The one that fits: a promise is kept by the channel it has, a greeting is written."""
    ways = item_ways(item)
    if item.kind in PROMISED:
        return next((way for way in ways if way.kind == item.channel), None)
    preferred = item.channel if item.channel != ContactKind.PHONE else None
    return written_way(ways, preferred)


def main_words(item: DueItem) -> str:
    """What the main button of an item says; empty where there is nothing it could do."""
    way = main_way(item)
    if way is None:
        if item.kind == ReminderKind.ENQUIRY:
            return _("Open the enquiry")
        return _("Open the card") if item.client_id is not None else ""
    if item.kind in PROMISED or way.kind == ContactKind.PHONE:
        return way_name(way.kind)
    return act_words(item)


def act(context: AppContext, item: DueItem, text: str, parent: QWidget) -> None:
    """Do what the main button says, with the message as it stands."""
    way = main_way(item)
    if way is not None:
        open_way(context.events, way, text)
    elif item.kind == ReminderKind.ENQUIRY:
        _open_enquiry(context, item, parent)
    elif item.client_id is not None:
        context.events.open_client.emit(item.client_id)


def open_person(context: AppContext, person: Person, parent: QWidget) -> None:
    """The card of the client; of somebody who only asked, the enquiry."""
    if person.client_id is not None:
        context.events.open_client.emit(person.client_id)
    elif person.kind == ReminderKind.ENQUIRY:
        _open_enquiry(context, person.items[0], parent)


def _open_enquiry(context: AppContext, item: DueItem, parent: QWidget) -> None:
    from app.services.enquiries.rows import get_enquiry
    from app.ui.dialogs.enquiries.acts import open_enquiry

    enquiry_id = read_key(item.id).source_id
    context.jobs.run(
        lambda _report: get_enquiry(context.db, enquiry_id),
        on_done=lambda row: open_enquiry(context, row, parent.window()),
        owner=parent,
    )


def done(context: AppContext, person: Person, item: DueItem, anchor: QWidget) -> None:
    """It was done: asks under `anchor` what came of it, where there is somebody of whom anything can come."""
    way = main_way(item)
    channel = way.kind if way is not None else None
    of_person = [one.id for one in person.items]
    ask_outcome(context, item.id, item_title(item), item.client_id, anchor, channel, of_person)


def not_now(context: AppContext, item: DueItem) -> None:
    """Not this time."""
    put_aside(context, item.id, item_title(item))


def later_menu(context: AppContext, item: DueItem, window: QWidget) -> OwnKeysMenu:
    """When to be reminded again, and below it: not this time. Made as it is opened, so that the times are right."""
    menu = OwnKeysMenu(window)
    menu.setAccessibleName(_("Remind me later"))
    name = item_title(item)

    def later(until: datetime) -> None:
        postpone(context, item.id, name, until)

    fill_later(menu, context.local_now(), context.settings.opening_time, later, window)
    menu.addSeparator()
    menu.addAction(_("Not this time") + "\tN").triggered.connect(lambda _on=False: not_now(context, item))
    task_id = item.task_id
    if task_id is not None:
        menu.addAction(_("Change the task…")).triggered.connect(lambda _on=False: open_task(context, task_id, window))
    return menu


def item_title(item: DueItem) -> str:
    """Whom the toast is about: the client, or a task or an enquiry of nobody."""
    return item.client or reason_name(item)
