"""The quick sale: who, what, how many, at what price, in one dialog that the keyboard drives alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.i18n import _, money
from app.services.errors import AppError
from app.services.products.data import ProductRow
from app.services.purchases.data import PurchaseData, PurchaseShown
from app.services.purchases.save import add_purchase, edit_purchase
from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import AROUND, FormDialog
from app.ui.dialogs.sale.beside import BesideLine
from app.ui.dialogs.sale.buyer import BuyerLines
from app.ui.dialogs.sale.foot import SaleFoot
from app.ui.dialogs.sale.lines.codes import ENTER
from app.ui.dialogs.sale.lines.line import SaleLine
from app.ui.dialogs.sale.lines.lines import SaleLines
from app.ui.dialogs.sale.lines.putting import Putting
from app.ui.dialogs.sale.lines.scanning import Codes
from app.ui.dialogs.sale.notice import Notice
from app.ui.dialogs.sale.receipt import read_receipt, read_time, show_receipt
from app.ui.dialogs.sale.saved import SavedTools
from app.ui.dialogs.sale.start import SaleStart, sale_start
from app.ui.dialogs.sale.unknown import Unknown
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label

WIDTH = 860
TIME_WIDTH = 76
AROUND_FORM = 40 + 12  # px; the margins of the dialog, and the bar that scrolls
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
MUCH = 2  # lines that nobody wants to type again


class SaleDialog(FormDialog):
    """A receipt. `start` is the client's id, None for an anonymous sale, or all that is known before (SaleStart)."""

    def __init__(self, context: AppContext, start: SaleStart | int | str | None, parent: QWidget) -> None:
        self.start = sale_start(start)
        self.saved_purchase: PurchaseShown | None = None
        self._as_opened: PurchaseData | None = None
        changing = self.start.purchase_id is not None
        title = _("Change the purchase") if changing else _("New purchase")
        super().__init__(context, title, _("Save") if changing else _("Save the purchase"), parent)
        self.setMinimumWidth(min(scaled(WIDTH), parent.screen().availableSize().width() - 40))
        self.form.setSpacing(GAP)
        self.client = ClientLine(context, self.start.client_id)
        self.day, self.at = DateEdit(context.today()), QLineEdit()
        self.buyer, self.notice = BuyerLines(context), Notice()
        room = parent.screen().availableSize().height() - AROUND
        self.lines, self.beside, self.below = SaleLines(context, room, self.at), BesideLine(context), SaleFoot(context)
        self.putting = Putting(context, self.lines, self)
        self._lookups: list[Job] = []
        self.unknown = Unknown(self)
        self.codes = Codes(context, self, (self.below.receipt, self.below.note))
        self._total, self._off = label("", "figure-small"), label("", "", "second")
        self._fields = cast(QWidget, self.form.parentWidget())
        self._build_form()
        self._connect()
        self.lines.open_line()
        self.first = self.lines.lines[0].product if self.start.client_id is not None else self.client
        self.buyer.show_client(self.start.client_id)
        for product_id in self.start.products:
            self.putting.put(product_id, go=self.start.client_id is not None)
        if self.start.purchase_id is not None:
            self.tools = SavedTools(self, self.start.purchase_id)

    def start_with_client(self) -> None:
        self.first = self.client

    def save(self) -> None:
        """Save what is typed and scanned; a product that is still being looked up is waited for."""
        if all(job.finished for job in self._lookups):
            self._save_priced()
        else:  # the lane does one thing after another
            self.context.jobs.run(lambda _report: None, on_done=lambda _none: self._save_priced(), owner=self)

    def _save_priced(self) -> None:
        """A price that was forgotten is asked for once."""
        line = next((line for line in self.lines.filled() if line.lacks_price()), None)
        if line is None:
            super().save()
            return
        self.lines.enter(line.price)
        self.unknown.tell_price(line)

    def prepare(self) -> Callable[[], int]:
        data = self._data()
        db, at, saved = self.context.db, self.context.now(), self.saved_purchase
        if saved is None:
            return lambda: add_purchase(db, data, at)
        return lambda: edit_purchase(db, saved.id, data, saved.version, at)

    def show_saved(self, saved: PurchaseShown) -> None:
        """Fill the fields with a receipt that is to be changed."""
        self.saved_purchase = saved
        show_receipt(self, saved)
        with suppress(AppError):  # a file may have brought what nobody could type
            self._as_opened = self._data()

    def reject(self) -> None:
        """Esc leaves; where much was typed it asks first."""
        if not self._is_much_typed():
            super().reject()
            return
        leave = super().reject
        self.context.messages.ask(
            _("Leave without saving this purchase?"), _("Leave without saving"), leave, no=_("Go on typing")
        )

    def _build_form(self) -> None:
        self.client.setPlaceholderText(_("Name, phone or card; empty for an unknown buyer"))
        self.at.setFixedWidth(scaled(TIME_WIDTH))
        self.at.setPlaceholderText(_("now") if self.start.purchase_id is None else "")
        top = QHBoxLayout()
        top.setSpacing(GAP)
        client, at = Field(_("Client"), self.client), Field(_("Time"), self.at)
        self.watch(client, self.client.check)
        self.watch(at, lambda: read_time(self.at.text(), self.saved_purchase))
        self.watch(self.below.discount_field, lambda: self.below.off(self.lines.total()))
        top.addWidget(client, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(Field(_("Day"), self.day), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(top)
        for part in (self.buyer, self.notice, self.lines, self.beside, self.below):
            self.form.addWidget(part)
        self.beside.setVisible(self.start.purchase_id is None)
        self.form.addStretch(1)
        for place, shown in enumerate((label(_("To pay"), "", "second"), self._total, self._off)):
            self.foot.insertWidget(place, shown)

    def _connect(self) -> None:
        self.client.picked.connect(lambda row: self._on_client(row.id))
        self.client.not_found.connect(lambda _text: self._on_client_entered())
        self.client.textEdited.connect(lambda _text: self.buyer.show_client(None))
        self.buyer.read.connect(lambda _buyer: self.buyer.usual.put_in_order(self.at))
        self.buyer.usual.taken.connect(self.putting.put_usual)
        self.buyer.usual.down.connect(lambda: self.lines.enter(self.lines.free().product))
        self.beside.taken.connect(self.putting.put_beside)
        self.lines.made.connect(self._on_line_made)
        self.lines.changed.connect(self._on_changed)
        self.lines.done.connect(self._on_lines_done)
        self.lines.above.connect(self.buyer.usual.enter)
        self._fields.installEventFilter(self)
        self.codes.known.connect(self._on_scanned)
        for asking in (self.codes, self.putting):
            asking.asked.connect(self._lookups.append)
        self.codes.unknown.connect(self.unknown.tell_code)
        self.codes.watch.watch(self.below.discount, self.at, self.day, self.below.payment)
        self.below.discount.textChanged.connect(lambda _text: self._show_total())
        for part in (self.buyer.usual, self.beside, self.notice):
            part.bring_keys(self)

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """The lines take their height before the dialog takes its own."""
        self.lines.area.grow()
        self._leave_room()
        super().setVisible(visible)

    def _leave_room(self) -> None:
        """The lines scroll inside what the other parts leave of the screen."""
        width = self.minimumWidth() - AROUND_FORM
        others = self.form.heightForWidth(width) if self.form.hasHeightForWidth() else self.form.sizeHint().height()
        self.lines.leave_room(others - self.lines.area.minimumHeight())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is shown over or under the lines takes its room from them."""
        if watched is self._fields and event.type() == QEvent.Type.LayoutRequest:
            self._leave_room()
        return super().eventFilter(watched, event)

    def _on_line_made(self, line: SaleLine) -> None:
        self.codes.watch.watch(line.quantity, line.price, line.discount)
        line.product.code_unknown.connect(self.unknown.tell_code)
        line.product.scanned.connect(lambda _row: self.notice.hide())
        line.product.picked.connect(lambda row: self.unknown.tell_missing(line, row))
        line.product.save_asked.connect(self.save)
        line.product.asked.connect(self._lookups.append)
        line.price_wanted.connect(lambda: self.putting.look_up_price(line, self.client.client_id))

    def _on_client(self, client_id: int) -> None:
        self.notice.hide()
        self.buyer.show_client(client_id)
        self.lines.enter(self.lines.free().product)
        self._ask_beside()

    def _show_client(self, client_id: int | None, text: str) -> None:
        self.client.show_client(client_id, text)
        self.buyer.show_client(client_id)

    def _on_scanned(self, row: ProductRow) -> None:
        self.notice.hide()
        self.lines.put_in(row)

    def _data(self) -> PurchaseData:
        return read_receipt(self, self.context.local_now())

    def _is_much_typed(self) -> bool:
        if self.start.purchase_id is None:
            return len(self.lines.filled()) >= MUCH
        try:
            return self._as_opened is not None and self._data() != self._as_opened
        except AppError:
            return True

    def _on_changed(self) -> None:
        self._show_total()
        self._ask_beside()

    def _ask_beside(self) -> None:
        if self.saved_purchase is None and self.start.purchase_id is None:
            ids = {line.product_id: None for line in self.lines.filled() if line.product_id is not None}
            self.beside.ask(tuple(ids), self.client.client_id)

    def _show_total(self) -> None:
        total, currency = self.lines.total(), self.context.settings.currency
        try:
            off = self.below.off(total)
        except AppError:
            off = 0
        self._total.setText(money(total - off, currency))
        gross = off + self.lines.discounts()
        self._off.setText(_("with a discount of {sum}").format(sum=money(gross, currency)) if gross else "")

    def _on_lines_done(self) -> None:
        """Enter on the empty line: nothing more to sell, so the next Enter saves."""
        if self.lines.filled():
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.buyer.usual.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field and saves on the button, Ctrl+Enter saves from everywhere; what is typed
        while a button has the focus is a product, for a scanner knows of no focus."""
        focus = self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        letter = event.text().strip() if not event.modifiers() & COMMANDS else ""
        if event.key() in ENTER:
            self.save() if control or focus is self.save_button else self._move_on(focus)
        elif isinstance(focus, QPushButton) and letter and letter.isprintable():
            self._type_product(letter)
        else:
            super().keyPressEvent(event)

    def _move_on(self, focus: QWidget | None) -> None:
        following = self.lines.after(focus)
        if following is not None:
            self.lines.enter(following)
        elif focus is self.client:
            self._on_client_entered()
        elif isinstance(focus, QPushButton):
            focus.click()
        else:
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_client_entered(self) -> None:
        """Enter on a client who is chosen, or on nobody, leads to the lines; a label scanned here is a product, and who
        was chosen before it stays."""
        before = self.client.chosen()
        try:
            self.client.check()
        except AppError:
            text = self.client.text().strip()
            put_back = partial(self._show_client, *before)
            self.codes.look_up(text, put_back, otherwise=partial(self.unknown.tell_client, text))
            return
        self.lines.enter(self.lines.free().product)

    def _type_product(self, text: str) -> None:
        product = self.lines.free().product
        product.setFocus(Qt.FocusReason.OtherFocusReason)
        product.insert(text)
        product.textEdited.emit(product.text())
