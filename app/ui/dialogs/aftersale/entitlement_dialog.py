"""A subscription, membership or warranty: what it is, from when, and until when or for how long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.i18n import _
from app.models.enums import EntitlementKind, TermUnit
from app.services.aftersale.entitlements import EntitlementData, EntitlementRow, save_entitlement
from app.services.aftersale.terms import is_term, term_end
from app.services.errors import InvalidValue
from app.services.products.data import ProductCard, ProductRow
from app.services.products.shown import get_product
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.products.product_field import ProductField
from app.ui.theme.size import scaled
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.wording.aftersale import entitlement_kind_name, term_unit_name

NOTE_HEIGHT = 56
WIDTH = 520
MOST = 36_525  # days


class EntitlementDialog(FormDialog):
    """`start` is the entitlement to change, or the id of the client who is to have a new one."""

    def __init__(self, context: AppContext, start: EntitlementRow | int, parent: QWidget) -> None:
        self._row = start if isinstance(start, EntitlementRow) else None
        self._client_id = start.client_id if isinstance(start, EntitlementRow) else start
        new = (_("New subscription or warranty"), _("Add"))
        super().__init__(context, *((_("Subscription or warranty"), _("Save")) if self._row else new), parent)
        self.setMinimumWidth(scaled(WIDTH))
        self.kinds = {kind: QRadioButton(entitlement_kind_name(kind)) for kind in EntitlementKind}
        self.name, self.note = QLineEdit(), QPlainTextEdit()
        self.product = ProductField(context, self._row.product_id if self._row else None)
        self._add_fields()
        self._add_term()
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
        self.note.setTabChangesFocus(True)
        self.form.addWidget(Field(_("Note"), self.note))
        self._fill()
        self.product.picked.connect(self._on_product)
        self.first = self.name

    def prepare(self) -> Callable[[], int]:
        data = EntitlementData(
            client_id=self._client_id,
            kind=next(kind for kind, choice in self.kinds.items() if choice.isChecked()),
            name=self.name.text(),
            start_day=self.start.day(),
            end_day=self.until.day(),
            product_id=self.product.product_id(),
            note=self.note.toPlainText(),
        )
        db, now, before = self.context.db, self.context.now(), self._row
        return lambda: save_entitlement(
            db, data, now, before.id if before else None, before.version if before else None
        )

    def _add_fields(self) -> None:
        self.form.addLayout(row(*self.kinds.values(), None, spacing=16))
        self.name.setPlaceholderText(_("10 visits, coffee club, two years of warranty…"))
        self.product.setPlaceholderText(_("What it came with, or what renews it"))
        self.add_field(_("What it is called"), self.name, check=self._check_name)
        self.add_field(_("Product"), self.product, check=self.product.check)

    def _add_term(self) -> None:
        """From, for how long, until: the term gives the last day, and a day set by hand empties the term."""
        today = self.context.today()
        self.start, self.until = DateEdit(today), DateEdit(term_end(today, 1, TermUnit.MONTH))
        self.count, self.unit = QLineEdit(), QComboBox()
        self.count.setFixedWidth(scaled(64))
        self.count.setValidator(QIntValidator(1, MOST, self.count))
        for unit in TermUnit:
            self.unit.addItem(term_unit_name(unit), unit.value)
        self.unit.setCurrentIndex(self.unit.findData(TermUnit.MONTH.value))
        until = Field(_("Until, the last day"), self.until)
        self.watch(until, self._check_until)
        self.form.addLayout(
            row(
                Field(_("Begins on"), self.start),
                Field(_("For how long"), self.count),
                Field(_("Counted in"), self.unit),
                None,
            )
        )
        self.form.addLayout(row(until, None))
        self.count.textEdited.connect(lambda _text: self._count_on())
        self.unit.currentIndexChanged.connect(lambda _index: self._count_on())
        self.start.dateChanged.connect(lambda _day: self._count_on())
        self.until.dateChanged.connect(lambda _day: self._forget_term())

    def _fill(self) -> None:
        before = self._row
        self.kinds[before.kind if before else EntitlementKind.SUBSCRIPTION].setChecked(True)
        if before is None:
            self.count.setText("1")
            return
        self.name.setText(before.name)
        self.note.setPlainText(before.note)
        self.start.set_day(before.start_day)
        self.until.set_day(before.end_day)

    def _on_product(self, product: ProductRow) -> None:
        """A product that carries something says what and for how long; a name that was typed stays."""
        if not self.name.text().strip():
            self.name.setText(product.name)
        db, read = self.context.db, self.context.jobs.run
        read(lambda _report: get_product(db, product.id), on_done=self._take_term, owner=self)

    def _take_term(self, product: ProductCard) -> None:
        carried = product.data
        if self._row is not None or not (carried.carries and carried.carries_count and carried.carries_unit):
            return
        self.kinds[EntitlementKind(carried.carries)].setChecked(True)
        self.count.setText(str(carried.carries_count))
        self.unit.setCurrentIndex(self.unit.findData(carried.carries_unit))
        self._count_on()

    def _count_on(self) -> None:
        """The last day follows from the term."""
        unit, text = TermUnit(self.unit.currentData()), self.count.text()
        if text.isdigit() and is_term(int(text), unit):
            self.until.blockSignals(True)
            self.until.set_day(term_end(self.start.day(), int(text), unit))
            self.until.blockSignals(False)

    def _forget_term(self) -> None:
        """The last day was set by hand."""
        self.count.clear()

    def _check_name(self) -> None:
        if not self.name.text().strip():
            raise InvalidValue(field="entitlement_name", value="")

    def _check_until(self) -> None:
        if self.until.day() < self.start.day():
            raise InvalidValue(field="until", value=f"{self.until.day():%d.%m.%Y}", why="before")
