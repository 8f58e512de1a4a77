"""The lines of a receipt being typed: a new one opens by itself, many scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.services.errors import InvalidValue
from app.services.products.data import ProductRow
from app.services.purchases.data import LineData, LineShown
from app.ui.context import AppContext
from app.ui.dialogs.sale.heads import column_heads
from app.ui.dialogs.sale.lines.line import SaleLine
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.frames import GrowingArea
from app.ui.widgets.typed import minor_text

LEAST = 110  # px that the lines have on the lowest screen
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _LinesArea(GrowingArea):
    """Never higher than its lines, so that they stand together under their heads."""

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()


def _bring_into_sight(editor: QWidget) -> None:
    """Scroll the lines to `editor`, and on a low screen the form around them too."""
    around = editor.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(editor, 0, GAP)
        around = around.parentWidget()


class SaleLines(QWidget):
    """Rows of product, quantity, price, discount and sum; the last one is always empty.

    `changed()`: anything in any of them. `made(SaleLine)`: a line was added. `done()`: Enter on the empty line.
    `above()`: the arrow up from the first one.
    """

    changed = Signal()
    made = Signal(object)
    done = Signal()
    above = Signal()

    def __init__(self, context: AppContext, height: int, tab_after: QWidget) -> None:
        super().__init__()
        self._context = context
        self.lines: list[SaleLine] = []
        self._rows_used = 0
        self._filling = False
        self._tab_after = tab_after  # what Tab leaves for the first line
        rows = QWidget()
        self._grid = QGridLayout(rows)
        self._grid.setContentsMargins(0, 0, GAP, 0)  # beside the bar that scrolls
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP_SMALL)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1_000, 1)
        self._room = height
        self.area = _LinesArea(rows, height)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        self._heads = column_heads()
        layout.addLayout(self._heads)
        layout.addWidget(self.area)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._place_heads(high > 0))
        self._place_heads(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def leave_room(self, others: int) -> None:
        """Other parts take `others` px of the room; a few lines are always in sight, and all scrolls then."""
        self.area.leave_room(min(others, self._room - LEAST))

    def _place_heads(self, scrolling: bool) -> None:
        bar = self.area.verticalScrollBar().sizeHint().width() if scrolling else 0
        self._heads.setContentsMargins(0, 0, GAP + bar, 0)

    def open_line(self) -> SaleLine:
        """Add an empty line at the end."""
        line = SaleLine(self._context, self)
        before: QWidget = self.lines[-1].remove if self.lines else self._tab_after
        self.lines.append(line)
        self._rows_used += 1
        parts = (line.product, line.quantity, line.unit, line.price, line.discount, line.sum_label, line.remove)
        for column, part in enumerate(parts):
            self._grid.addWidget(part, self._rows_used, column)
        for editor in (*line.editors(), line.remove):
            self.setTabOrder(before, editor)
            before = editor
            editor.installEventFilter(self)
        line.changed.connect(self._on_changed)
        line.gone.connect(lambda: self.take_out(line))
        line.product.scanned.connect(lambda found: self.put_in(found))
        line.product.passed.connect(self.done)
        line.product.picked.connect(lambda found: self.enter(line.quantity if found.id else line.price))
        line.product.named.connect(lambda: self.enter(line.quantity))
        self.made.emit(line)
        return line

    def filled(self) -> list[SaleLine]:
        """The lines that say something."""
        return [line for line in self.lines if not line.is_empty()]

    def free(self) -> SaleLine:
        """The empty line at the end."""
        if not self.lines or not self.lines[-1].is_empty():
            return self.open_line()
        return self.lines[-1]

    def put_in(self, product: ProductRow, price: int | None = None, quantity: int = 0, *, go: bool = True) -> None:
        """A product that was scanned or offered: one more of it where it stands already, else a line of its own.
        The empty line is ready for the next one, and has the focus unless `go` says no."""
        line = next((line for line in self.filled() if line.product_id == product.id), None)
        if line is None:
            line = next((line for line in self.lines if line.is_empty()), None) or self.free()
            line.take(product, price, quantity)
        else:
            line.one_more()
        following = self.free().product
        if go:
            self.enter(following)

    def show_lines(self, lines: tuple[LineShown, ...]) -> None:
        """Show the lines of a saved receipt."""
        self._filling = True  # sums once at the end, not after each field of each line
        for shown in lines:
            self.free().show_line(shown)
        self.free()
        self._filling = False
        self.changed.emit()

    def take_out(self, line: SaleLine) -> None:
        """Remove a line; there is always an empty one."""
        place = self.lines.index(line)
        self._drop(line)
        self.free()
        self.enter(self.lines[min(place, len(self.lines) - 1)].product)
        self.changed.emit()

    def _drop(self, line: SaleLine) -> None:
        self.lines.remove(line)
        for part in (*line.editors(), line.unit, line.sum_label, line.remove):
            part.hide()
            part.deleteLater()
        line.deleteLater()

    def data(self) -> tuple[LineData, ...]:
        """The lines as the service wants them. Raises InvalidValue."""
        filled = self.filled()
        if not filled:
            self.enter(self.free().product)
            raise InvalidValue(field="line", value="")
        return tuple(line.data() for line in filled)

    def total(self) -> int:
        """What the lines come to as far as it is known, in minor units."""
        return sum(line.sum() or 0 for line in self.filled())

    def discounts(self) -> int:
        """The discounts of the single lines together, in minor units."""
        return sum(line.off() for line in self.filled())

    def show_sum(self, total: int) -> None:
        """Show a receipt of which only the sum is known."""
        self.free().price.setText(minor_text(total))

    def only_sum(self) -> int | None:
        """What a receipt comes to of which only a sum was typed, without any product; None for any other one."""
        filled = self.filled()
        alone = len(filled) == 1 and not filled[0].product.text().strip()
        return filled[0].sum() if alone else None

    def enter(self, editor: QLineEdit) -> None:
        """Go to an editor, with its text ready to be typed over, and bring it into sight."""
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()
        QTimer.singleShot(0, editor, lambda: _bring_into_sight(editor))

    def after(self, editor: QWidget | None) -> QLineEdit | None:
        """Where Enter leads from `editor` of a line: to a price that is missing, else to the next line."""
        for place, line in enumerate(self.lines):
            if editor in line.editors():
                if editor is line.quantity and not line.price.text().strip():
                    return line.price
                return self.lines[place + 1].product if place + 1 < len(self.lines) else self.free().product
        return None

    def beside(self, editor: QWidget | None, step: int) -> QLineEdit | None:
        """The same editor of the line above (-1) or below (1)."""
        for place, line in enumerate(self.lines):
            if editor in line.editors():
                column, other = line.editors().index(editor), place + step
                return self.lines[other].editors()[column] if 0 <= other < len(self.lines) else None
        return None

    def line_of(self, editor: QWidget | None) -> SaleLine | None:
        """The line that an editor stands in."""
        return next((line for line in self.lines if editor in line.editors()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the editor, or the area around it, would take for something else."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """The arrows go up and down the lines, Ctrl+Del takes one out."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        line = self.line_of(editor)
        if line is None:
            return False
        if control and event.key() == Qt.Key.Key_Delete and not line.is_empty():
            self.take_out(line)
            return True
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        following = self.beside(editor, step)
        if following is not None:
            self.enter(following)
        elif step < 0:
            self.above.emit()
        return True

    def _on_changed(self) -> None:
        """Typing in the last row opens the next one, so that nobody reaches for a button; one empty row will do."""
        if self.lines and not self.lines[-1].is_empty():
            self.open_line()
        elif len(self.lines) > 1 and self.lines[-2].is_empty():
            last = self.lines[-1]
            if not any(editor.hasFocus() for editor in last.editors()):
                self._drop(last)
        if not self._filling:
            self.changed.emit()
