"""Acts on the chosen clients: one job and one action each, told at the bottom with how far it is, Cancel and Undo."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.i18n import _, ngettext, number_text, quoted
from app.models.enums import ContactKind
from app.ui.background import Report
from app.ui.clients.table.tag_popup import TagPopup
from app.ui.clients.table.task_for_many import TaskForMany
from app.ui.context import AppContext
from app.ui.exporting import CLIENTS, export_to_file
from app.ui.following import follow
from app.ui.shell.undo import tell_done
from app.ui.widgets.page import Page
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from app.services.clients.listing.bulk import Bulk
    from app.services.clients.listing.reach import Reached
    from app.services.exports.export import Exported
    from app.services.tasks.save import TaskData
    from app.ui.clients.table.bulk_bar import BulkBar

    Work = Callable[[array[int], Report], Bulk]


class BulkWork:
    """Asks what is still open (which tag, what task) and does it. `chosen()` gives the ids at that moment."""

    def __init__(self, context: AppContext, page: Page, chosen: Callable[[], array[int]]) -> None:
        self._context, self._page, self._chosen = context, page, chosen

    def start(self, act: str, bar: BulkBar) -> None:
        """Do one of the acts of the bar; those that need a word ask for it under their button."""
        acts: dict[str, Callable[[], object]] = {
            "tag": lambda: TagPopup(self._context, self._page, _("Tag"), self.tag).show_below(bar.tag_button),
            "untag": lambda: TagPopup(
                self._context, self._page, _("Take a tag away"), self.untag, only_known=True
            ).show_below(bar.more_button),
            "task": lambda: TaskForMany(self._context, len(self._chosen()), self.add_tasks, self._page.window()).open(),
            "quiet": lambda: self.set_quiet(on=True),
            "loud": lambda: self.set_quiet(on=False),
            "phones": lambda: self.copy(ContactKind.PHONE),
            "emails": lambda: self.copy(ContactKind.EMAIL),
            "export": self.export,
            "trash": self.trash,
        }
        acts[act]()

    def tag(self, tag: str) -> None:
        """Put the tag on everybody chosen."""

        def work(ids: array[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import tag_clients

            return tag_clients(self._context.db, ids, tag, self._context.now(), report)

        told = _("Tag {tag}").format(tag=quoted(tag))
        self._run("tag_clients", work, _("Tagging"), told)

    def untag(self, tag: str) -> None:
        """Take the tag off everybody chosen."""

        def work(ids: array[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import untag_clients

            return untag_clients(self._context.db, ids, tag, self._context.now(), report)

        told = _("Tag {tag} taken away").format(tag=quoted(tag))
        self._run("untag_clients", work, _("Taking the tag away"), told)

    def add_tasks(self, data: TaskData) -> None:
        """The same task for everybody chosen."""

        def work(ids: array[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import add_tasks

            return add_tasks(self._context.db, ids, data, self._context.now(), report)

        self._run("add_tasks", work, _("Adding tasks"), _("Task {title}").format(title=quoted(data.title)))

    def set_quiet(self, *, on: bool) -> None:
        """Leave everybody chosen alone, or no longer."""

        def work(ids: array[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import set_do_not_disturb

            return set_do_not_disturb(self._context.db, ids, on, self._context.now(), report)

        told = _("Do not disturb") if on else _("May be disturbed again")
        self._run("set_do_not_disturb", work, told, told)

    def trash(self) -> None:
        """Everybody chosen into the trash; Undo and the Trash page bring them back."""

        def work(ids: array[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import trash_clients

            return trash_clients(self._context.db, ids, self._context.now(), report)

        self._run("trash_clients", work, _("Moving to the trash"), _("In the trash"))

    def copy(self, kind: str) -> None:
        """Phones or e-mails into the clipboard, for a message written elsewhere."""
        context, ids = self._context, self._chosen()

        def work(report: Report) -> Reached:
            from app.services.clients.listing.reach import contacts_of_many

            return contacts_of_many(context.db, ids, kind, report)

        def done(reached: Reached) -> None:
            context.events.work_over.emit()
            if reached.values:
                QGuiApplication.clipboard().setText("\n".join(reached.values))
            context.events.toast.emit(_copied(reached, kind), None)

        follow(context, work, _("Copying"), done, lane="read")

    def export(self) -> None:
        """The chosen clients as a file."""
        ids = self._chosen()

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_clients
            from app.wording.files import export_words

            return export_clients(self._context.db, place, export_words(), ids, report)

        export_to_file(self._context, self._page, _("Clients"), write, endings=CLIENTS)

    def _run(self, kind: str, work: Work, doing: str, told: str) -> None:
        """One action in the writer lane, with Undo. `told`: what was done, without to how many."""
        context, ids = self._context, self._chosen()

        def done(bulk: Bulk) -> None:
            said = f"{told} · {clients_count(bulk.changed)}"
            tell_done(context, bulk.action_id if bulk.changed else None, kind, said)

        follow(context, lambda report: work(ids, report), doing, done)


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
