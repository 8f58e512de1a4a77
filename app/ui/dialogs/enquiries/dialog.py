"""An enquiry: who asked for what, where from, what it may bring, and what is to be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _
from app.services.enquiries.data import OPEN_STATES, EnquiryData, EnquiryRow, NextStep
from app.services.enquiries.rows import get_enquiry
from app.services.enquiries.save import save_enquiry
from app.services.errors import AppError, InvalidValue
from app.services.products.data import ProductRow
from app.ui.context import AppContext
from app.ui.dialogs.enquiries.lines import AskerLine, SourceLine
from app.ui.dialogs.form import FormDialog, typed_sum
from app.ui.dialogs.products.product_field import ProductField
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import line
from app.ui.widgets.texts import label
from app.ui.widgets.typed import minor_text, time_of
from app.wording.enquiries import state_text

WIDTH = 560
ASKED_HEIGHT = 64


class EnquiryDialog(FormDialog):
    """`start` is the enquiry to change, the id of the client who asks, what was typed in the search, or None."""

    def __init__(self, context: AppContext, start: EnquiryRow | int | str | None, parent: QWidget) -> None:
        self._row = start if isinstance(start, EnquiryRow) else None
        self.saved_id: int | None = None
        self._after: Callable[[EnquiryRow], None] | None = None  # what follows once it is saved
        titles = (_("Enquiry"), _("Save")) if self._row else (_("New enquiry"), _("Add the enquiry"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(scaled(WIDTH))
        client_id = self._row.client_id if self._row else start if isinstance(start, int) else None
        self.who = AskerLine(context, client_id)
        self.asked, self.sum = QPlainTextEdit(), QLineEdit()
        self.source = SourceLine(context)
        self.product = ProductField(context, self._row.product_id if self._row else None)
        self._add_who()
        self.asked.setTabChangesFocus(True)
        self.asked.setFixedHeight(scaled(ASKED_HEIGHT))
        self.add_field(_("What was asked"), self.asked)
        self._add_details()
        self._add_step()
        self._fill(start)
        self.product.picked.connect(self._on_product)
        if self._row is not None:
            self._add_choices(self._row, parent)
        self.first = self.asked if client_id is not None and self._row is None else self.who

    def start_with_client(self) -> None:
        self.first = self.who

    def prepare(self) -> Callable[[], int]:
        """Everything in one action: the enquiry, its next step, and the client made of somebody new."""
        data = self._data()
        if not data.asked:
            self.asked.setFocus()
            raise InvalidValue(field="asked", value="")
        db, now, row = self.context.db, self.context.now(), self._row
        return lambda: save_enquiry(db, data, now, row.id if row else None, row.version if row else None)

    def saved(self, new_id: int) -> None:
        self.saved_id = new_id
        act, db = self._after, self.context.db
        if act is not None:
            self.context.jobs.run(lambda _report: get_enquiry(db, new_id), on_done=act)

    def tell_problem(self, text: str) -> None:
        self._after = None
        super().tell_problem(text)

    def _data(self) -> EnquiryData:
        contact = self.who.contact()  # first: a client whose name was changed is chosen no more
        return EnquiryData(
            client_id=self.who.client_id,
            asked=self.asked.toPlainText().strip(),
            contact=contact,
            source=" ".join(self.source.text().split()),
            product_id=self.product.product_id(),
            sum=self._sum(),
            step=self._step(),
            make_client=self.make_client.isChecked() and not self.make_client.isHidden(),
        )

    def _add_choices(self, row: EnquiryRow, parent: QWidget) -> None:
        """Sell, lose, move, delete from here too; what was typed is saved before."""
        from app.ui.dialogs.enquiries.acts import choices  # which open this form

        entries: list[tuple[str, Callable[[], object]]] = [
            (text, partial(self._do, row, act)) for text, act in choices(self.context, row, parent)
        ]
        self.foot.insertWidget(0, menu_button(state_text(row.state), entries, kind="normal", small=False))

    def _do(self, row: EnquiryRow, act: Callable[[EnquiryRow], None]) -> None:
        before = EnquiryData(row.client_id, row.asked, row.contact, row.source, row.product_id, row.sum, row.step)
        try:
            changed = self._data() != before
        except AppError:
            changed = True  # saving tells what is wrong
        if changed:
            self._after = act
            self.save()
            if self.save_button.isEnabled():
                self._after = None  # it was not saved, and saving it later is meant as no more than that
        else:
            self.reject()
            act(row)

    def _add_who(self) -> None:
        self.who.setPlaceholderText(_("Client, or name and phone of somebody new"))
        self.add_field(_("Who asked"), self.who, check=self.who.check)
        self.make_client = QCheckBox(_("Somebody new: make a client of this name and phone"))
        self.make_client.hide()
        self.form.addWidget(self.make_client)
        self.who.textChanged.connect(lambda _text: self._show_make_client())
        self.who.picked.connect(lambda _row: self._show_make_client())

    def _show_make_client(self) -> None:
        contact = self.who.contact()
        self.make_client.setVisible(bool(contact))

    def _add_details(self) -> None:
        self.source.setPlaceholderText(_("Phone, Avito, Instagram, a friend…"))
        self.product.setPlaceholderText(_("If it is about one"))
        self.sum.setFixedWidth(scaled(130))
        product, worth = Field(_("Product"), self.product), Field(_("Expected sum"), self.sum)
        self.watch(product, self.product.check)
        self.watch(worth, self._sum)
        across = QHBoxLayout()
        across.addWidget(product, 1)
        across.addWidget(worth)
        self.form.addWidget(Field(_("Where from"), self.source))
        self.form.addLayout(across)

    def _add_step(self) -> None:
        """What is to be done next, and when; a closed enquiry has none."""
        today = self.context.today()
        self.step, self.due, self.at = QLineEdit(), DateEdit(today + timedelta(days=1)), QLineEdit()
        self.step.setPlaceholderText(_("Call back, send a photo, find out the price…"))
        self.at.setPlaceholderText(_("any time"))
        self.at.setFixedWidth(scaled(110))
        at = Field(_("At"), self.at)
        self.watch(at, self._time)
        when = QHBoxLayout()
        when.addWidget(Field(_("Day"), self.due))
        when.addWidget(at, 1)
        self.form.addWidget(line())
        self.form.addWidget(Field(_("Next step, with a reminder"), self.step))
        self.form.addLayout(when)
        self.form.addLayout(self._days(today))

    def _days(self, today: date) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(4)
        for number, text in ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week"))):
            layout.addWidget(button(text, partial(self.due.set_day, today + timedelta(days=number)), small=True))
        layout.addStretch(1)
        return layout

    def _fill(self, start: EnquiryRow | int | str | None) -> None:
        row = self._row
        if row is None:
            if isinstance(start, str):
                self.who.setText(start)
            return
        if row.client_id is None:
            self.who.setText(row.contact)
        self.asked.setPlainText(row.asked)
        self.source.setText(row.source)
        if row.sum is not None:
            self.sum.setText(minor_text(row.sum))
        if row.step is not None:
            self.step.setText(row.step.title)
            self.due.set_day(row.step.day)
            self.at.setText(f"{row.step.time:%H:%M}" if row.step.time else "")
        if row.state not in OPEN_STATES:
            self.form.addWidget(label(_("It is closed, so there is no next step."), "small", "third"))
            for editor in (self.step, self.due, self.at):
                editor.setEnabled(False)

    def _on_product(self, product: ProductRow) -> None:
        if product.price is not None and not self.sum.text().strip():
            self.sum.setText(minor_text(product.price))

    def _sum(self) -> int | None:
        return typed_sum(self.sum, "expected_sum")

    def _step(self) -> NextStep | None:
        title = self.step.text().strip()
        return NextStep(title, self.due.day(), self._time()) if title else None

    def _time(self) -> time | None:
        text = self.at.text().strip()
        found = time_of(text) if text else None
        if text and found is None:
            raise InvalidValue(field="time", value=text)
        return found
