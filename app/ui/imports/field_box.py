"""The list of what a column can be, by groups, in the words of the shop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.i18n import _
from app.services.imports.rows import Field, OwnColumn, Role
from app.ui.imports.preview_cells import field_title
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT_CHIP
from app.ui.widgets.texts import set_look

CLIENT_FIELDS = (
    Field.NAME,
    Field.LAST_NAME,
    Field.FIRST_NAME,
    Field.MIDDLE_NAME,
    Field.COMPANY,
    Field.PHONE,
    Field.EMAIL,
    Field.MESSENGER,
    Field.BIRTHDAY,
    Field.GENDER,
    Field.CITY,
    Field.ADDRESS,
    Field.CARD,
    Field.EXTERNAL_ID,
    Field.SOURCE,
    Field.TAG,
    Field.PREFERENCE,
    Field.NOTE,
    Field.CONSENT,
    Field.LAST_CONTACT,
    Field.POINTS,
    Field.BOUGHT_ON,
    Field.BOUGHT_FOR,
)
PURCHASE_FIELDS = (
    Field.DATE,
    Field.TIME,
    Field.RECEIPT,
    Field.SUM,
    Field.TOTAL,
    Field.QUANTITY,
    Field.PRICE,
    Field.DISCOUNT,
    Field.STATUS,
    Field.RETURNS,
)
PRODUCT_FIELDS = (Field.PRODUCT, Field.SKU, Field.CATEGORY)
FIELD_ROLE = Qt.ItemDataRole.UserRole
OWN_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN_ENTRIES = 18


def _entries() -> list[tuple[str, tuple[Field, ...]]]:
    return [
        ("", (Field.IGNORE,)),
        (_("About the client"), CLIENT_FIELDS),
        (_("About the purchase"), PURCHASE_FIELDS),
        (_("About the product"), PRODUCT_FIELDS),
    ]


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setFont(font(TEXT_CHIP, SEMIBOLD))
    item.setForeground(QColor(tokens().text_3))
    return item


def _own_item(text: str, own: OwnColumn | None) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(Field.OWN.value, FIELD_ROLE)
    item.setData(own, OWN_ROLE)
    return item


class FieldBox(QComboBox):
    """Emits `field_chosen(Field)` when the owner picks another one, or `own_chosen(OwnColumn | None)`, None to make a
    new own field of the column. The wheel scrolls the page, not the choice."""

    field_chosen = Signal(object)
    own_chosen = Signal(object)

    def __init__(
        self, chosen: Field, column: str, role: Role = Role.CLIENTS, own_fields: Sequence[OwnColumn] = ()
    ) -> None:
        super().__init__()
        self.setProperty("scale", "small")
        self.setMaxVisibleItems(SHOWN_ENTRIES)
        self.setAccessibleName(_("What the column “{column}” is").format(column=column))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model = QStandardItemModel(self)
        for title, fields in _entries():
            if title:
                model.appendRow(_heading(title))
            for entry in fields:
                item = QStandardItem(field_title(entry, role))
                item.setData(entry.value, FIELD_ROLE)
                model.appendRow(item)
        model.appendRow(_heading(_("Your own fields")))
        for own in own_fields:
            model.appendRow(_own_item(own.name, own))
        model.appendRow(_own_item(_("Make a new field"), None))
        self.setModel(model)
        self._opened = False
        self.choose(chosen)
        self.activated.connect(self._on_activated)

    def field(self) -> Field:
        """The field shown."""
        return Field(self.currentData(FIELD_ROLE))

    def choose(self, chosen: Field, own: OwnColumn | None = None) -> None:
        """Show `chosen`, of own fields `own`, without telling anyone."""
        place = self.findData(chosen.value, FIELD_ROLE)
        if chosen is Field.OWN and own is not None:
            known = (row for row in range(self.count()) if self.itemData(row, OWN_ROLE) == own)
            place = next(known, self.count() - 1)
        self.setCurrentIndex(place)
        self._dim()

    def _on_activated(self, _index: int) -> None:
        self._dim()
        if self._makes_new() and not self._opened:
            return  # arrived at by an arrow key: nothing is made without a look at the list
        if self.field() is Field.OWN:
            self.own_chosen.emit(self.currentData(OWN_ROLE))
        else:
            self.field_chosen.emit(self.field())

    def _dim(self) -> None:
        set_look(self, tone="third" if self.field() is Field.IGNORE else "")

    def _makes_new(self) -> bool:
        return self.field() is Field.OWN and self.currentData(OWN_ROLE) is None

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Remember that the choice is made in the open list."""
        self._opened = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow key that arrives at the last entry opens the list there; Enter then makes the field."""
        before, self._opened = self.currentIndex(), False
        super().keyPressEvent(event)
        if self._makes_new() and not self._opened and before != self.currentIndex():
            last = self.model().index(self.currentIndex(), 0)
            self.setCurrentIndex(before)
            self._dim()
            self.showPopup()
            self.view().setCurrentIndex(last)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
