"""A service case: a repair, a complaint or a question, by when it is to be settled, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.i18n import _
from app.models.enums import CaseKind, CaseStatus
from app.services.aftersale.cases import CaseData, CaseRow, save_case
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.products.product_field import ProductField
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.wording.aftersale import case_kind_name, case_status_name

PATIENCE = timedelta(days=3)  # what a new case is given
NOTE_HEIGHT = 72
WIDTH = 520


class CaseDialog(FormDialog):
    """`start` is the case to change, or the id of the client whom a new one is about."""

    def __init__(self, context: AppContext, start: CaseRow | int, parent: QWidget) -> None:
        self._case = start if isinstance(start, CaseRow) else None
        self._client_id = start.client_id if isinstance(start, CaseRow) else start
        titles = (_("Service case"), _("Save")) if self._case else (_("New service case"), _("Add the case"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(scaled(WIDTH))
        self.kinds = {kind: QRadioButton(case_kind_name(kind)) for kind in CaseKind}
        self.title, self.note = QLineEdit(), QPlainTextEdit()
        self.product = ProductField(context, self._case.product_id if self._case else None)
        self._day = self._case.day if self._case else context.today()
        self._add_fields()
        self._add_due(context.today())
        self._add_note()
        self._fill()
        self.first = self.title

    def prepare(self) -> Callable[[], int]:
        data = CaseData(
            client_id=self._client_id,
            kind=next(kind for kind, choice in self.kinds.items() if choice.isChecked()),
            title=self.title.text(),
            day=self._day,
            product_id=self.product.product_id(),
            due_day=self.due.day() if self.has_due.isChecked() else None,
            status=CaseStatus(self.status.currentData()),
            note=self.note.toPlainText(),
        )
        db, now, case = self.context.db, self.context.now(), self._case
        return lambda: save_case(db, data, now, case.id if case else None, case.version if case else None)

    def _add_fields(self) -> None:
        self.form.addLayout(row(*self.kinds.values(), None, spacing=16))
        self.title.setPlaceholderText(_("Leaks at the seam, asks to change the filter…"))
        self.product.setPlaceholderText(_("If it is about one"))
        self.add_field(_("What happened"), self.title, check=self._check_title)
        self.add_field(_("Product"), self.product, check=self.product.check)

    def _add_due(self, today: date) -> None:
        """The day of the reminder and where the case stands, on one line; below them the days most often taken."""
        self.has_due, self.due = QCheckBox(_("Remind on this day")), DateEdit(today + PATIENCE)
        self.has_due.setChecked(True)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.status = QComboBox()
        for status in CaseStatus:
            self.status.addItem(case_status_name(status), status.value)
        across = QHBoxLayout()
        across.addWidget(Field(_("Settle by"), self.due))
        across.addWidget(Field(_("Status"), self.status), 1)
        self.form.addLayout(across)
        days = ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")))
        choices = [button(text, partial(self._take_day, today + timedelta(days=n)), small=True) for n, text in days]
        self.form.addWidget(self.has_due)
        self.form.addLayout(row(*choices, None, spacing=4))

    def _add_note(self) -> None:
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
        self.note.setTabChangesFocus(True)
        self.form.addWidget(Field(_("Note"), self.note))

    def _fill(self) -> None:
        case = self._case
        self.kinds[case.kind if case else CaseKind.REPAIR].setChecked(True)
        if case is None:
            return
        self.title.setText(case.title)
        self.note.setPlainText(case.note)
        self.status.setCurrentIndex(self.status.findData(case.status.value))
        if case.due_day is not None:
            self.due.set_day(case.due_day)
        self.has_due.setChecked(case.due_day is not None)
        self.due.setEnabled(case.due_day is not None)

    def _take_day(self, day: date) -> None:
        self.has_due.setChecked(True)
        self.due.set_day(day)

    def _check_title(self) -> None:
        if not self.title.text().strip():
            raise InvalidValue(field="case_title", value="")
