"""Rows for any number of phones, e-mails, messengers or addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.services.clients.typed import typed_contact
from app.ui.dialogs.client_form.phone_line import PhoneLine
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.contacts import way_name
from app.ui.widgets.field import Field, level

NUMBERS = (ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.VIBER)
REACHED_BY = (ContactKind.PHONE, ContactKind.EMAIL, *NUMBERS[1:2], ContactKind.TELEGRAM, ContactKind.VK, NUMBERS[2])
KIND_WIDTH = 116
Contacts = Sequence[Sequence[str]]  # [kind, text]


def kind_name(kind: str) -> str:
    """What a contact is: "Phone", "E-mail", "Telegram", "Address"."""
    names = {ContactKind.PHONE: _("Phone"), ContactKind.EMAIL: _("E-mail"), ContactKind.ADDRESS: _("Address")}
    return names.get(ContactKind(kind)) or way_name(kind)


class ContactRow(QWidget):
    """Kind, value, remove. Alt+Up and Alt+Down move it, Ctrl+Delete removes it."""

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, kinds: Sequence[ContactKind], kind: str, text: str, country: str, known: Contacts) -> None:
        super().__init__()
        self._country, self._known = country, known
        self.kind = QComboBox()
        for one in kinds:
            self.kind.addItem(kind_name(one), one.value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.kind.setFixedWidth(scaled(KIND_WIDTH))
        self.kind.setAccessibleName(_("Kind of contact"))
        self.kind.setVisible(len(kinds) > 1)
        self.line = PhoneLine(country, lambda: self.kind.currentData() in NUMBERS)
        self.line.setText(text)
        self.field = Field(kind_name(self.kind.currentData()), self.line, headed=False)
        self.line.setToolTip(_("Alt+Up and Alt+Down move it, Ctrl+Delete removes it"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.kind, 0, top)
        layout.addWidget(self.field, 1, top)
        self.away = icon_button("x", _("Remove"), self.removed.emit)
        layout.addLayout(level(self.away))
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def typed(self) -> list[str]:
        """[kind, text]."""
        return [self.kind.currentData(), self.line.text().strip()]

    def check(self) -> None:
        """Raises InvalidValue for what is no such contact, unless the client had it before."""
        kind, text = self.typed()
        if text and [kind, text] not in self._known:
            typed_contact(ContactKind(kind), text, self._country)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if alt and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_kind(self) -> None:
        self.line.setAccessibleName(kind_name(self.kind.currentData()))
        self.field.set_error("")
        self.changed.emit()


class ContactRows(QWidget):
    """A list of contacts to add to, remove from and put in order. `watch(field, check)` has a row checked when left."""

    changed = Signal()

    def __init__(
        self,
        kinds: Sequence[ContactKind],
        country: str,
        add_text: str,
        watch: Callable[[Field, Callable[[], None]], object],
        unwatch: Callable[[Field], object],
    ) -> None:
        super().__init__()
        self._kinds, self._country, self._watch, self._unwatch = kinds, country, watch, unwatch
        self.known: Contacts = ()  # what an import brought may be odd; it stays while it is not touched
        self.rows: list[ContactRow] = []
        self.follows: QWidget | None = None  # Tab comes from there
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.more = button(add_text, self.add, kind="ghost", small=True, icon_name="plus")
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def typed(self) -> list[list[str]]:
        """[[kind, text], ...] of the rows with something in them; one empty row where there is nothing."""
        filled = [row.typed() for row in self.rows if row.typed()[1]]
        return filled or ([[self._kinds[0].value, ""]] if len(self._kinds) > 1 else [])

    def fill(self, rows: Contacts) -> None:
        """Show these in place of what was there."""
        while self.rows:
            self._drop(self.rows[0])
        for kind, text in rows:
            self._add(kind, text)

    def add(self) -> None:
        """An empty row, of the kind least had yet, with the focus in it."""
        had = {row.typed()[0] for row in self.rows}
        free = next((kind for kind in self._kinds if kind.value not in had), self._kinds[0])
        self._add(free.value, "").line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, kind: str, text: str) -> ContactRow:
        row = ContactRow(self._kinds, kind, text, self._country, self.known)
        self.rows.append(row)
        self._layout.insertWidget(len(self.rows) - 1, row)
        row.show()
        self._order_tabs()
        self._watch(row.field, row.check)
        row.changed.connect(self.changed)
        row.moved.connect(lambda step: self._move(row, step))
        row.removed.connect(lambda: self._remove(row))
        return row

    def _remove(self, row: ContactRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        after: QWidget = self.rows[min(place, len(self.rows) - 1)].line if self.rows else self.more
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: ContactRow) -> None:
        self.rows.remove(row)
        self._unwatch(row.field)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _move(self, row: ContactRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows.remove(row)
            self.rows.insert(place, row)
            self._layout.insertWidget(place, row)
            self._order_tabs()
            self.changed.emit()

    def _order_tabs(self) -> None:
        stops = (stop for row in self.rows for stop in (row.kind, row.line, row.away))
        before = self.follows
        for stop in (*stops, self.more):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop
