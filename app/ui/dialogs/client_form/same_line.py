"""Says while one types that the client may be there already, and opens that card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.services.clients.data import ClientRow
from app.services.clients.same import find_same
from app.services.clients.typed import typed_birthday, typed_contact
from app.services.errors import AppError
from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.dialogs.client_form.typed import Typed
from app.ui.widgets.buttons import button
from app.ui.widgets.phone import phone_text

WAIT_MS = 250
SURE_OF = (ContactKind.PHONE, ContactKind.EMAIL)


class SameLine(QWidget):
    """Links to at most three likely clients. `but` is who the form is about; `opened(id)` leaves the form."""

    def __init__(
        self, context: AppContext, read: Callable[[], Typed], but: int | None, opened: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._context, self._read, self._but, self._opened = context, read, but, opened
        self._job: Job | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.links: list[QWidget] = []
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def soon(self) -> None:
        """Look when typing has paused."""
        self._timer.start()

    def look(self) -> None:
        """Ask who has the name, the contacts or the birthday that are typed now."""
        if self._job is not None:
            self._job.drop()
        typed, country, db, but = self._read(), self._context.settings.country, self._context.db, self._but
        contacts = [value for kind, text in typed["contacts"] if (value := _value(kind, text, country))]
        try:
            birthday = typed_birthday(typed["birthday"])
        except AppError:
            birthday = None
        self._job = self._context.jobs.run(
            lambda _report: find_same(db, typed["name"], contacts, birthday, but), on_done=self._show, owner=self
        )

    def _show(self, found: list[tuple[ClientRow, str]]) -> None:
        for link in self.links:
            link.deleteLater()
        why = {
            "phone": _("{name} has this phone. Open that one"),
            "email": _("{name} has this e-mail. Open that one"),
            "name": _("There is a {name} already. Open that one"),
            "birthday": _("{name} has this birthday. Open that one"),
        }
        self.links = []
        for row, reason in found:
            text = why[reason].format(name=phone_text(row.name))
            link = button(text, partial(self._opened, row.id), kind="link", small=True)
            self.links.append(link)
            self._layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(found))


def _value(kind: str, text: str, country: str) -> str:
    """The contact as it is kept, or nothing while it is half typed or of a kind that tells nobody."""
    try:
        return typed_contact(ContactKind(kind), text, country).value if kind in SURE_OF else ""
    except AppError:
        return ""
