"""Acts on many clients, from any page: one job and one action each, told at the bottom with how far it is, Cancel and
Undo. Who they are is asked in the lane, so that a page can name them by a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text, quoted
from app.models.enums import ContactKind
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.exporting import CLIENTS, export_to_file
from app.ui.following import follow
from app.ui.shell.undo import tell_done
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.services.clients.listing.bulk import Bulk
    from app.services.clients.listing.reach import Reached
    from app.services.exports.export import Exported
    from app.services.tasks.save import TaskData

Ids = Callable[[], Sequence[int]]
Work = Callable[[Sequence[int], Report], "Bulk"]

MANY = 1_000  # clients; a task for more of them is asked about first


def ask_task(context: AppContext, ids: Ids, count: int, window: QWidget) -> None:
    """Ask what task all `count` clients get, and add it; before more than MANY of them ask whether that is meant."""
    from app.ui.dialogs.tasks.task_for_many import TaskForMany

    def open_dialog() -> None:
        TaskForMany(context, count, lambda data: add_tasks(context, ids, data), window).open()

    if count <= MANY:
        open_dialog()
        return
    question = ngettext("Add a task for {n} client?", "Add a task for {n} clients?", count)
    more = _("So many tasks will stand on the list that nobody will do them. A smaller group is a better start.")
    context.messages.ask(question.format(n=number_text(count)), _("Go on"), open_dialog, more=more)


def add_tasks(context: AppContext, ids: Ids, data: TaskData) -> None:
    """The same task for each of them."""

    def work(found: Sequence[int], report: Report) -> Bulk:
        from app.services.clients.listing.bulk import add_tasks

        return add_tasks(context.db, found, data, context.now(), report)

    change_many(context, ids, "add_tasks", work, _("Adding tasks"), _("Task {title}").format(title=quoted(data.title)))


def change_many(context: AppContext, ids: Ids, kind: str, work: Work, doing: str, told: str) -> None:
    """One action of `kind` in the writer lane, with Undo. `told`: what was done, without to how many."""

    def done(bulk: Bulk) -> None:
        said = f"{told} · {clients_count(bulk.changed)}"
        tell_done(context, bulk.action_id if bulk.changed else None, kind, said)

    follow(context, lambda report: work(ids(), report), doing, done)


def copy_contacts(context: AppContext, ids: Ids, kind: str) -> None:
    """Phones or e-mails into the clipboard, for a message written elsewhere."""

    def work(report: Report) -> Reached:
        from app.services.clients.listing.reach import contacts_of_many

        return contacts_of_many(context.db, ids(), kind, report)

    def done(reached: Reached) -> None:
        context.events.work_over.emit()
        if reached.values:
            QGuiApplication.clipboard().setText("\n".join(reached.values))
        context.events.toast.emit(_copied(reached, kind), None)

    follow(context, work, _("Copying"), done, lane="read")


def export_many(context: AppContext, owner: QObject, name: str, ids: Ids) -> None:
    """The clients as a file, suggested as `name`."""

    def write(place: Path, report: Report) -> Exported:
        from app.services.exports.export import export_clients
        from app.wording.files import export_words

        return export_clients(context.db, place, export_words(), ids(), report)

    export_to_file(context, owner, name, write, endings=CLIENTS)


def _copied(reached: Reached, kind: str) -> str:
    count = len(reached.values)
    phones = ngettext("{n} phone copied", "{n} phones copied", count)
    emails = ngettext("{n} e-mail copied", "{n} e-mails copied", count)
    parts = [(phones if kind == ContactKind.PHONE else emails).format(n=number_text(count))]
    if reached.without:
        parts.append(ngettext("{n} has none", "{n} have none", reached.without).format(n=number_text(reached.without)))
    if reached.refused:
        refused = ngettext("{n} wants no messages", "{n} want no messages", reached.refused)
        parts.append(refused.format(n=number_text(reached.refused)))
    return " · ".join(parts)
