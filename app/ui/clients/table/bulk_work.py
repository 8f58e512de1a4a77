"""Acts on the chosen clients: what is still open is asked, then it is one job and one action with Undo."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.i18n import _, quoted
from app.models.enums import ContactKind
from app.ui.background import Report
from app.ui.clients.table.tag_popup import TagPopup
from app.ui.context import AppContext
from app.ui.many_clients import Ids, Work, ask_task, change_many, copy_contacts, export_many
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.services.clients.listing.bulk import Bulk
    from app.ui.clients.table.bulk_bar import BulkBar


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
            "task": lambda: ask_task(self._context, self._ids(), len(self._chosen()), self._page.window()),
            "quiet": lambda: self.set_quiet(on=True),
            "loud": lambda: self.set_quiet(on=False),
            "phones": lambda: copy_contacts(self._context, self._ids(), ContactKind.PHONE),
            "emails": lambda: copy_contacts(self._context, self._ids(), ContactKind.EMAIL),
            "export": lambda: export_many(self._context, self._page, _("Clients"), self._ids()),
            "trash": self.trash,
        }
        acts[act]()

    def tag(self, tag: str) -> None:
        """Put the tag on everybody chosen."""

        def work(ids: Sequence[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import tag_clients

            return tag_clients(self._context.db, ids, tag, self._context.now(), report)

        told = _("Tag {tag}").format(tag=quoted(tag))
        self._run("tag_clients", work, _("Tagging"), told)

    def untag(self, tag: str) -> None:
        """Take the tag off everybody chosen."""

        def work(ids: Sequence[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import untag_clients

            return untag_clients(self._context.db, ids, tag, self._context.now(), report)

        told = _("Tag {tag} taken away").format(tag=quoted(tag))
        self._run("untag_clients", work, _("Taking the tag away"), told)

    def set_quiet(self, *, on: bool) -> None:
        """Leave everybody chosen alone, or no longer."""

        def work(ids: Sequence[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import set_do_not_disturb

            return set_do_not_disturb(self._context.db, ids, on, self._context.now(), report)

        told = _("Do not disturb") if on else _("May be disturbed again")
        self._run("set_do_not_disturb", work, told, told)

    def trash(self) -> None:
        """Everybody chosen into the trash; Undo and the Trash page bring them back."""

        def work(ids: Sequence[int], report: Report) -> Bulk:
            from app.services.clients.listing.bulk import trash_clients

            return trash_clients(self._context.db, ids, self._context.now(), report)

        self._run("trash_clients", work, _("Moving to the trash"), _("In the trash"))

    def _ids(self) -> Ids:
        """Those who are chosen now, whatever is chosen by the time they are asked for."""
        ids = self._chosen()
        return lambda: ids

    def _run(self, kind: str, work: Work, doing: str, told: str) -> None:
        change_many(self._context, self._ids(), kind, work, doing, told)
