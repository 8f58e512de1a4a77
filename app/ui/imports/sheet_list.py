"""The sheets of the files that were dropped: which to import, and which one is looked at."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.services.imports.rows import Role
from app.ui.imports.draft import FileDraft, ImportDraft, SheetDraft
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.frames import Card, ScrollingArea, SectionHeader
from app.ui.widgets.texts import ElidedLabel, set_look

WIDTH = 248


def rows_count(n: int) -> str:
    """ "1 row", "4,812 rows"."""
    return ngettext("{n} row", "{n} rows", n).format(n=number_text(n))


def role_words(role: Role) -> str:
    """What the rows of a sheet are, in a word or two."""
    return {
        Role.CLIENTS: _("clients"),
        Role.PURCHASES: _("purchases"),
        Role.LINES: _("lines of receipts"),
        Role.PRODUCTS: _("products"),
        Role.LOOKUP: _("names for numbers"),
        Role.NOTHING: _("nothing for the shop"),
    }[role]


def role_sentence(role: Role) -> str:
    """What the sheet was taken for, in a sentence."""
    return {
        Role.CLIENTS: _("One client a row."),
        Role.PURCHASES: _("One purchase, or one line of a receipt, a row."),
        Role.LINES: _("One line of a receipt a row; the day is on another sheet."),
        Role.PRODUCTS: _("One product a row."),
        Role.LOOKUP: _("Numbers and their names, used by the other sheets."),
        Role.NOTHING: _("No clients, purchases or products were recognised here."),
    }[role]


class SheetRow(QFrame):
    """One sheet. Emits `chosen`, `taken` when its box is ticked or cleared, and `moved(+1/-1)` for the arrows."""

    chosen = Signal()
    taken = Signal(bool)
    moved = Signal(int)

    def __init__(self, file: FileDraft, sheet: SheetDraft) -> None:
        super().__init__()
        self.sheet = sheet
        title = file.path.name if len(file.sheets) == 1 else sheet.info.name
        self.setProperty("look", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.box = QCheckBox()
        self.box.setAccessibleName(_("Import “{sheet}”").format(sheet=title))
        self.box.toggled.connect(self._on_box_toggled)
        self.title = ElidedLabel(title, "strong")
        self._notes = ElidedLabel("", "small", "third")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self._notes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.box)
        layout.addLayout(texts, 1)
        self.refresh()

    def refresh(self) -> None:
        """Say again what the sheet is taken for."""
        info = self.sheet.info
        with QSignalBlocker(self.box):
            self.box.setChecked(self.sheet.taken)
        self.box.setEnabled(self.sheet.role is not Role.NOTHING)
        set_look(self.title, tone="" if self.sheet.taken else "third")
        notes = [role_words(self.sheet.role), rows_count(info.rows), *([_("hidden")] if info.hidden else [])]
        waiting = len(self.sheet.unanswered()) if self.sheet.taken else 0
        if waiting:
            notes.insert(0, ngettext("{n} question", "{n} questions", waiting).format(n=waiting))
        set_look(self._notes, tone="warn" if waiting else "third")
        self._notes.setText(" · ".join(notes))
        self.setAccessibleName(", ".join((self.title.text(), *notes)))

    def set_chosen(self, chosen: bool) -> None:
        """Mark as the sheet that is looked at."""
        set_look(self, chosen="true" if chosen else "false")

    def _on_box_toggled(self, on: bool) -> None:
        self.sheet.take(on)
        self.refresh()
        self.taken.emit(on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab only passes by; an arrow or a click chooses."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key == Qt.Key.Key_Space:
            self.box.click()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class SheetList(Card):
    """All sheets of the drop. Emits `sheet_chosen(position)`, `taken_changed`, and `ticked(sheet, on)` for an undo."""

    sheet_chosen = Signal(int)
    taken_changed = Signal()
    ticked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.setFixedWidth(scaled(WIDTH))
        self.rows: list[SheetRow] = []
        self._header = SectionHeader(_("Sheets"))
        self.body.addWidget(self._header)
        self._area: QWidget | None = None

    def show_draft(self, draft: ImportDraft) -> None:
        """List the sheets of `draft`; hidden altogether when there is only one."""
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rows = []
        for file in draft.readable():
            if len(file.sheets) > 1 and len(draft.files) > 1:
                name = ElidedLabel(file.path.name, "head")
                name.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, 0)
                layout.addWidget(name)
            for sheet in file.sheets:
                layout.addWidget(self._row(file, sheet))
        layout.addStretch(1)
        self._area = ScrollingArea(content)
        self.body.addWidget(self._area, 1)
        self.setVisible(len(self.rows) > 1)
        self._count()

    def choose(self, position: int) -> None:
        """Mark the sheet at `position`."""
        for number, row in enumerate(self.rows):
            row.set_chosen(number == position)

    def refresh(self) -> None:
        """Say again what every sheet is taken for."""
        for row in self.rows:
            row.refresh()
        self._count()

    def _row(self, file: FileDraft, sheet: SheetDraft) -> SheetRow:
        row = SheetRow(file, sheet)
        position = len(self.rows)
        row.chosen.connect(lambda: self.sheet_chosen.emit(position))
        row.moved.connect(lambda by: self._focus(position + by))
        row.taken.connect(lambda _on: self._count())
        row.taken.connect(lambda on: self.ticked.emit(sheet, on))
        row.taken.connect(lambda _on: self.taken_changed.emit())
        self.rows.append(row)
        return row

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [stop for row in self.rows for stop in (row, row.box)]

    def _focus(self, position: int) -> None:
        if 0 <= position < len(self.rows):
            self.rows[position].setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        taken = sum(row.sheet.taken for row in self.rows)
        text = _("{n} of {total}").format(n=taken, total=len(self.rows))
        self._header.count.setText(text)
