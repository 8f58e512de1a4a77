"""A day, typed or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDateEdit, QWidget

from app.services.errors import InvalidValue
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.calendar import quiet_calendar
from app.ui.widgets.texts import set_look
from app.ui.widgets.typed_day import typed_day

SEPARATORS = " .,-/"
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
LONGEST = 13  # letters; the label that a scanner types here by mistake is no day


class DateEdit(QDateEdit):
    """A day of the shop. Qt never says what today is: it is given.

    What is typed is kept as it is until the field is left: Qt, which looks at each part by itself, would make
    30.10 of 31.10 typed in November.
    """

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self._typed: str | None = None
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd.MM.yyyy")
        self.setFixedSize(scaled(150), tall(CONTROL_HEIGHT))
        self.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach inside
        self.lineEdit().installEventFilter(self)
        calendar = self.calendarWidget()
        quiet_calendar(calendar)
        calendar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves the day at once; Qt would stop at month and year."""
        return QWidget.focusNextPrevChild(self, forward)

    def day(self) -> date:
        """The day shown. Raises InvalidValue, with the field marked, for what is typed and is no day."""
        if not self._take_typed():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field="date", value=self._typed or "", why="typed")
        return self._shown()

    def set_day(self, day: date) -> None:
        """Show `day`."""
        self.setDate(QDate(day.year, day.month, day.day))

    @Slot(QDate)
    def setDate(self, day: QDate) -> None:  # noqa: N802 - Qt's name
        """Show `day` in place of whatever is typed."""
        self._typed = None
        set_look(self, bad="false")
        super().setDate(day)
        self._write(self.textFromDateTime(self.dateTime()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and what stands between them are gathered; any other key finds the day taken."""
        text = event.text()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._type(QGuiApplication.clipboard().text().strip())
        elif event.key() == Qt.Key.Key_Backspace:
            self._type((self._typed or "")[:-1])
        elif self._typed and event.key() == Qt.Key.Key_Right:
            self._type(f"{self._typed}.")
        elif text and not event.modifiers() & COMMANDS and (text.isdecimal() or text in SEPARATORS):
            self._type((self._before() if self._typed is None else self._typed) + text)
        else:
            self._take_typed()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        taken = self._take_typed()
        typed = self._typed
        super().focusOutEvent(event)
        if not taken and typed is not None:
            self._write(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the text takes what is typed."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._take_typed()
        return super().eventFilter(watched, event)

    def _type(self, text: str) -> None:
        self._typed = text[:LONGEST]
        set_look(self, bad="false")
        self._write(self._typed)

    def _before(self) -> str:
        """What stays of the day where typing begins in its month or its year."""
        if self.lineEdit().selectedText() == self.lineEdit().text():
            return ""
        parts = {QDateEdit.Section.MonthSection: "dd.", QDateEdit.Section.YearSection: "dd.MM."}
        form = parts.get(self.currentSection(), "")
        return self.date().toString(form) if form else ""

    def _take_typed(self) -> bool:
        """Make what is typed the day; False, with the field marked, where it is none."""
        if self._typed is None:
            return True
        found = typed_day(self._typed, self._shown()) if self._typed.strip(SEPARATORS) else self._shown()
        if found is None:
            set_look(self, bad="true")
            return False
        self.set_day(found)
        return True

    def _write(self, text: str) -> None:
        """Show `text` without Qt taking it for a day by itself."""
        line = self.lineEdit()
        if line.text() != text:
            line.blockSignals(True)
            line.setText(text)
            line.blockSignals(False)

    def _shown(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())
