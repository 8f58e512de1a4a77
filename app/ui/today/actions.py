"""What can be done with a person on Today; the row, the keys and the panel all come here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.services.reminders.items import PROMISED, DueItem
from app.ui.context import AppContext
from app.ui.item_actions import finish, postpone, put_aside
from app.ui.today.words import act_words
from app.ui.widgets.contacts import Way, open_way, way_name, ways_to_reach, written_way
from app.ui.widgets.later import fill_later


@dataclass(frozen=True)
class _Contact:
    kind: str
    value: str


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
        return _("Open the card") if item.client_id is not None else ""
    if item.kind in PROMISED or way.kind == ContactKind.PHONE:
        return way_name(way.kind)
    return act_words(item)


def act(context: AppContext, item: DueItem, text: str) -> None:
    """Do what the main button says, with the message as it stands."""
    way = main_way(item)
    if way is not None:
        open_way(context.events, way, text)
    elif item.client_id is not None:
        context.events.open_client.emit(item.client_id)


def done(context: AppContext, item: DueItem) -> None:
    """It was done."""
    finish(context, item.id, item_title(item))


def later_menu(context: AppContext, item: DueItem, parent: QWidget) -> QMenu:
    """When to be reminded again, and below it: not this time. Made as it is opened, so that the times are right."""
    menu = QMenu(parent)
    name = item_title(item)

    def later(until: datetime) -> None:
        postpone(context, item.id, name, until)

    fill_later(menu, context.local_now(), context.settings.opening_time, later, parent)
    menu.addSeparator()
    menu.addAction(_("Not this time")).triggered.connect(lambda _on=False: put_aside(context, item.id, name))
    return menu


def item_title(item: DueItem) -> str:
    """Whom the toast is about: the client, or a task of nobody."""
    return item.client or getattr(item.reason, "title", "")
