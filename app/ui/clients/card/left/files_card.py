"""The files kept with a client: opened by the system's program, added by button or drop, taken off with Undo."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent

from app.i18n import _, number_text
from app.ui.background import Report
from app.ui.choosing import dropped_files
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo, tell_done
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.clients.data import AttachmentRow, ClientCard

NAME_LETTERS = 26


class FilesCard(Card):
    """The files of one client, newest first."""

    def __init__(self, context: AppContext, card: ClientCard) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, card.row.id
        self.setAcceptDrops(True)
        add = button(_("Add a file"), self._choose, kind="ghost", small=True, icon_name="plus")
        self.body.addLayout(row(label(_("Files"), "strong"), None, add))
        for attached in card.attachments:
            shown = attached.name if len(attached.name) <= NAME_LETTERS else attached.name[: NAME_LETTERS - 1] + "…"
            tip = _("{name}, {size} KB").format(name=attached.name, size=number_text(max(1, attached.size // 1024)))
            opener = button(shown, lambda one=attached: self._open(one), kind="link", small=True, tip=tip)  # type: ignore[misc]
            away = icon_button("x", _("Take the file off"), lambda one=attached: self._detach(one.id))  # type: ignore[misc]
            self.body.addLayout(row(opener, None, away))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(path.is_file() for path in dropped_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.attach(path for path in dropped_files(event.mimeData()) if path.is_file())

    def attach(self, paths: Iterable[Path]) -> None:
        """Copy these into the data folder and keep them with the client."""
        context, client_id, wanted = self._context, self._client_id, list(paths)

        def work(_report: Report) -> int | None:
            from app.services.clients.attachments import attach_file
            from app.services.history.actions import find_last_action

            now = context.now()
            for path in wanted:
                attach_file(context.db, context.data_folder, client_id, path, now)
            action = find_last_action(context.db, now)
            return action.id if action else None

        if wanted:
            context.jobs.run(work, on_done=lambda action_id: tell_done(context, action_id, "attach_file"), lane="write")

    def _choose(self) -> None:
        self.attach(self._context.messages.choose_files(_("Add a file"), _("All files (*)")))

    def _open(self, attached: AttachmentRow) -> None:
        from app.services.clients.attachments import attachment_path

        path = attachment_path(self._context.data_folder, attached)
        if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.events.toast.emit(_("Nothing on this computer opens it: {file}").format(file=path), None)

    def _detach(self, attachment_id: int) -> None:
        context = self._context

        from app.services.clients.attachments import detach_file

        act_with_undo(context, "detach_file", lambda: detach_file(context.db, attachment_id, context.now()))
