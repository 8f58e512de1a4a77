"""The quick sale: who, what, how many, at what price, in one dialog that the keyboard drives alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.i18n import _, money
from app.services.errors import AppError, InvalidValue
from app.services.offers.reasons import Beside, Better
from app.services.products import ProductRow
from app.services.purchases.data import PurchaseData, PurchaseShown
from app.services.purchases.money import share_discount
from app.services.purchases.save import add_purchase, edit_purchase
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import AROUND, FormDialog
from app.ui.dialogs.sale.beside import BesideLine
from app.ui.dialogs.sale.buyer import BuyerLines
from app.ui.dialogs.sale.codes import ENTER
from app.ui.dialogs.sale.foot import SaleFoot
from app.ui.dialogs.sale.line import SaleLine
from app.ui.dialogs.sale.lines import SaleLines
from app.ui.dialogs.sale.notice import Notice
from app.ui.dialogs.sale.reading import UsualChoice, price_before, read_product
from app.ui.dialogs.sale.saved import SavedTools
from app.ui.dialogs.sale.scanning import Codes
from app.ui.dialogs.sale.start import SaleStart, sale_start
from app.ui.theme.tokens import GAP
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label
from app.ui.widgets.typed import time_of

WIDTH = 860
TIME_WIDTH = 76
AROUND_FORM = 40 + 12  # px; the margins of the dialog, and the bar that scrolls
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
        self.setMinimumWidth(min(WIDTH, parent.screen().availableSize().width() - 40))
        self.form.setSpacing(GAP)
        self.client = ClientLine(context, self.start.client_id)
        self.day, self.at = DateEdit(context.today()), QLineEdit()
        self.buyer, self.notice = BuyerLines(context), Notice()
        room = parent.screen().availableSize().height() - AROUND
        self.lines, self.beside, self.below = SaleLines(context, room, self.at), BesideLine(context), SaleFoot(context)
        self.codes = Codes(context, self, (self.below.receipt, self.below.note))
        self._total, self._off = label("", "figure-small"), label("", "", "second")
        self._fields = cast(QWidget, self.form.parentWidget())
        self._build_form()
        self._connect()
        self.lines.open_line()
        self.first = self.lines.lines[0].product if self.start.client_id is not None else self.client
        self.buyer.show_client(self.start.client_id)
        for product_id in self.start.products:
            self._put_in_by_id(product_id)
        if self.start.purchase_id is not None:
            self.tools = SavedTools(self, self.start.purchase_id)

    def start_with_client(self) -> None:
        self.first = self.client

    def prepare(self) -> Callable[[], int]:
        data = self._data()
        db, at, saved = self.context.db, self.context.now(), self.saved_purchase
        if saved is None:
            return lambda: add_purchase(db, data, at)
        return lambda: edit_purchase(db, saved.id, data, saved.version, at)

    def show_saved(self, saved: PurchaseShown) -> None:
        """Fill the fields with a receipt that is to be changed."""
        self.saved_purchase = saved
        self.client.show_client(saved.client_id, saved.client)
        self.buyer.show_client(saved.client_id)
        self.day.set_day(saved.day)
        self.at.setText((saved.time or "")[:5])
        self.lines.show_lines(saved.lines)
        if not saved.lines and saved.total is not None:
            self.lines.show_sum(saved.total)
        self.below.payment.show_kind(saved.payment)
        self.below.receipt.setText(saved.receipt)
        self.below.note.setText(saved.note)
        if saved.return_of is not None:
            for part in (self.client, self.lines, self.below.discount):
                part.setEnabled(False)
        self.lines.enter(self.below.note if saved.return_of is not None else self.lines.lines[0].product)
        self._as_opened = self._data()

    def reject(self) -> None:
        """Esc leaves; where much was typed it asks first."""
        if not self._is_much_typed():
            super().reject()
            return
        leave = super().reject
        self.context.messages.ask(_("Leave without saving this purchase?"), _("Leave"), leave, no=_("Go on typing"))

    def _build_form(self) -> None:
        self.client.setPlaceholderText(_("Name, phone or card; empty for an unknown buyer"))
        self.at.setFixedWidth(TIME_WIDTH)
        self.at.setPlaceholderText(_("now") if self.start.purchase_id is None else "")
        top = QHBoxLayout()
        top.setSpacing(GAP)
        client, at = Field(_("Client"), self.client), Field(_("Time"), self.at)
        self.watch(client, self.client.check)
        self.watch(at, self._time)
        self.watch(self.below.discount_field, lambda: self.below.off(self.lines.total()))
        top.addWidget(client, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(Field(_("Day"), self.day), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(top)
        for part in (self.buyer, self.notice, self.lines, self.beside, self.below):
            self.form.addWidget(part)
        self.form.addStretch(1)
        for place, shown in enumerate((label(_("Total"), "", "second"), self._total, self._off)):
            self.foot.insertWidget(place, shown)

    def _connect(self) -> None:
        self.client.picked.connect(lambda row: self._on_client(row.id))
        self.client.not_found.connect(lambda _text: self._on_client_entered())
        self.client.textEdited.connect(lambda _text: self.buyer.show_client(None))
        self.buyer.read.connect(lambda _buyer: self.buyer.usual.put_in_order(self.at))
        self.buyer.usual.taken.connect(self._take_usual)
        self.buyer.usual.down.connect(lambda: self.lines.enter(self.lines.free().product))
        self.beside.taken.connect(self._take_beside)
        self.lines.made.connect(self._on_line_made)
        self.lines.changed.connect(self._on_changed)
        self.lines.done.connect(self._on_lines_done)
        self.lines.above.connect(self.buyer.usual.enter)
        self._fields.installEventFilter(self)
        self.codes.known.connect(self._on_scanned)
        self.codes.unknown.connect(self._on_unknown_code)
        self.codes.watch.watch(self.below.discount, self.at)
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
        line.product.code_unknown.connect(self._on_unknown_code)
        line.product.scanned.connect(lambda _row: self.notice.hide())
        line.product.save_asked.connect(self.save)
        line.price_wanted.connect(lambda: self._look_up_price(line))

    def _look_up_price(self, line: SaleLine) -> None:
        product_id, client_id, db = line.product_id, self.client.client_id, self.context.db
        if product_id is not None:
            self.context.jobs.run(
                lambda _report: price_before(db, product_id, client_id),
                on_done=lambda price: line.offer_price(product_id, price),
                owner=line,
            )

    def _on_client(self, client_id: int) -> None:
        self.notice.hide()
        self.buyer.show_client(client_id)
        self.lines.enter(self.lines.free().product)
        self._ask_beside()

    def _on_scanned(self, row: ProductRow) -> None:
        self.notice.hide()
        self.lines.put_in(row)

    def _take_usual(self, choice: UsualChoice) -> None:
        self.lines.put_in(choice.row, choice.price, choice.usual.quantity)

    def _take_beside(self, beside: Beside) -> None:
        """A better version takes the place of the line it is better than; anything else is one more line."""
        better_than = beside.reason.name if isinstance(beside.reason, Better) else None
        line = next((line for line in self.lines.filled() if line.product.text() == better_than), None)
        db = self.context.db

        def done(row: ProductRow) -> None:
            if line is not None and line in self.lines.lines:
                line.replace(row)
                self.lines.enter(self.lines.free().product)
            else:
                self.lines.put_in(row)

        self.context.jobs.run(lambda _report: read_product(db, beside.product_id), on_done=done, owner=self)

    def _put_in_by_id(self, product_id: int) -> None:
        db = self.context.db
        self.context.jobs.run(
            lambda _report: read_product(db, product_id), on_done=lambda row: self.lines.put_in(row), owner=self
        )

    def _on_unknown_code(self, code: str) -> None:
        said = _("No product has the code {code}.").format(code=code)
        self.notice.tell(said, _("Add it as a product"), partial(self._make_product, code))

    def _on_unknown_client(self, text: str) -> None:
        said = _("Nobody is known as “{text}”.").format(text=text)
        self.notice.tell(said, _("Add a client"), partial(self._make_client, text))

    def _make_product(self, code: str) -> None:
        """The dialog of a product, with the code in it; once saved it is in the receipt."""
        from app.ui.dialogs.sale.making import NewProduct

        dialog = NewProduct(self.context, code, self)
        dialog.made.connect(self._put_in_by_id)
        dialog.open()

    def _make_client(self, text: str) -> None:
        """The dialog of a client; once saved it is who buys."""
        from app.ui.dialogs.sale.making import NewClient

        dialog = NewClient(self.context, text, self)
        dialog.made.connect(self.client.choose_by_id)
        dialog.open()

    def _data(self) -> PurchaseData:
        now, day, at = self.context.local_now(), self.day.day(), self._time()
        if at is None and self.saved_purchase is None and day == now.date():
            at = now.strftime("%H:%M:%S")
        saved, total = self.saved_purchase, self.lines.only_sum()
        lines = () if total is not None else self.lines.data()
        if total is not None:
            total -= self.below.off(total)
        else:
            lines = share_discount(lines, self.below.off(self.lines.total()))
            if saved is not None and all(line.price is None for line in lines):
                total = saved.total
        return PurchaseData(
            client_id=self.client.client_id,
            day=day,
            lines=lines,
            total=total,
            time=at,
            receipt=self.below.receipt.text().strip(),
            payment=self.below.payment.kind(),
            note=self.below.note.text().strip(),
            enquiry_id=self.start.enquiry_id,
        )

    def _time(self) -> str | None:
        text = self.at.text().strip()
        if not text:
            return None
        found = time_of(text)
        if found is None:
            raise InvalidValue(field="time", value=text)
        shown = found.strftime("%H:%M")
        saved = self.saved_purchase
        return saved.time if saved is not None and (saved.time or "")[:5] == shown else shown

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
        if event.key() in ENTER:
            self.save() if control or focus is self.save_button else self._move_on(focus)
        elif isinstance(focus, QPushButton) and not control and event.text().strip() and event.text().isprintable():
            self._type_product(event.text())
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
        """Enter on a client who is chosen, or on nobody, leads to the lines; a label scanned here is a product."""
        try:
            self.client.check()
        except AppError:
            text = self.client.text().strip()
            forget = partial(self.client.show_client, None, "")
            self.codes.look_up(text, forget, otherwise=partial(self._on_unknown_client, text))
            return
        self.lines.enter(self.lines.free().product)

    def _type_product(self, text: str) -> None:
        product = self.lines.free().product
        product.setFocus(Qt.FocusReason.OtherFocusReason)
        product.insert(text)
        product.textEdited.emit(product.text())
