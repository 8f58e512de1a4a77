"""What is done with everybody of a group in one click: tasks, contacts for a message, a file, a saved view, their
list."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.i18n import _, quoted
from app.models.enums import ContactKind
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.dialogs.filters.saved import write_named
from app.ui.exporting import file_name
from app.ui.many_clients import Ids, ask_task, copy_contacts, export_many
from app.ui.shell.undo import act_with_undo
from app.ui.widgets.name_popup import NamePopup

if TYPE_CHECKING:
    from app.models.listing.filter_fields import Group
    from app.services.segments.settings import SegmentSettings
    from app.ui.segments.chosen import Chosen


def ids_of(context: AppContext, where: Group) -> Ids:
    """Who fits the filter when it is asked, those who brought most first."""
    today = context.today()

    def found() -> array[int]:
        from app.services.clients.find import list_client_ids

        return list_client_ids(context.db, sort="total", descending=True, where=where, today=today)

    return found


def show_clients(context: AppContext, chosen: Chosen) -> None:
    """Their list on the page of clients."""
    context.events.show_clients.emit(chosen.where, chosen.title)


def add_tasks(context: AppContext, chosen: Chosen, window: QWidget) -> None:
    """A task for each of them."""
    ask_task(context, ids_of(context, chosen.where), chosen.clients, window)


def copy_phones(context: AppContext, chosen: Chosen) -> None:
    """Their phones, for a message."""
    copy_contacts(context, ids_of(context, chosen.where), ContactKind.PHONE)


def copy_emails(context: AppContext, chosen: Chosen) -> None:
    """Their e-mails, for a message."""
    copy_contacts(context, ids_of(context, chosen.where), ContactKind.EMAIL)


def export(context: AppContext, owner: QObject, chosen: Chosen) -> None:
    """All of them as a file."""
    export_many(context, owner, file_name(chosen.title), ids_of(context, chosen.where))


def save_view(context: AppContext, chosen: Chosen, anchor: QWidget) -> None:
    """Keep the group under a name among the saved views; it follows the group from then on."""

    def save(name: str, popup: NamePopup) -> None:
        def work(_report: Report) -> int:
            from app.services.clients.listing.views import save_view

            return save_view(context.db, name, chosen.where, context.now(), "total", descending=True)

        def done(_view_id: int) -> None:
            context.events.toast.emit(_("Segment {name} saved").format(name=quoted(name.strip())), None)

        write_named(context, popup, work, done)

    NamePopup(anchor, _("Name of the segment"), chosen.title, save, _("Save")).show_below(anchor)


def save_scale(context: AppContext, settings: SegmentSettings) -> None:
    """Count the groups so from now on, with Undo."""

    def write() -> int:
        from app.services.segments.settings import save_segment_settings

        return save_segment_settings(context.db, settings, context.now())

    act_with_undo(context, "edit_segments", write)
