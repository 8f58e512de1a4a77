"""Where a client works, or who is to be spoken to at a company."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.services.clients.people import add_person
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import FormDialog


class PersonDialog(FormDialog):
    """Whom to add, and the job there."""

    def __init__(self, context: AppContext, client_id: int, is_company: bool, parent: QWidget) -> None:
        super().__init__(context, _("Contact person") if is_company else _("Works at"), _("Add"), parent)
        self._client_id, self._is_company = client_id, is_company
        self.other, self.job = ClientLine(context, None), QLineEdit()
        self.job.setPlaceholderText(_("director, bookkeeper…"))
        self.add_field(_("Person") if is_company else _("Company"), self.other, check=self.other.check)
        self.add_field(_("Job"), self.job)

    def prepare(self) -> Callable[[], int]:
        other, mine = self.other.client_id, self._client_id
        if other is None:
            raise InvalidValue(field="client", value="")
        company, person = (mine, other) if self._is_company else (other, mine)
        db, job, now = self.context.db, self.job.text(), self.context.now()

        def write() -> int:
            add_person(db, company, person, job, now)
            return mine

        return write
