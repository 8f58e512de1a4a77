"""A person on Today: name, every reason with its chip and sentence, and for each what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ReminderKind
from app.ui.context import AppContext
from app.ui.theme import pixmap, tokens
from app.ui.today.actions import done, later_menu, main_words, not_now
from app.ui.today.chips import item_chip
from app.ui.today.people import Person
from app.ui.today.words import client_line, done_tip, item_line, note_text, reason_name, tells_facts
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, chip, label, set_chosen

if TYPE_CHECKING:
    from app.services.reminders.items import DueItem

AVATAR, SIGN = 32, 18  # px
BETWEEN_REASONS = 4  # px
UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True)
class RowActs:
    """What a row asks of the list around it."""

    chosen: Callable[[Person], object]
    entered: Callable[[Person], object]
    opened: Callable[[Person], object]
    act: Callable[[Person, DueItem], object]


class PersonRow(QFrame):
    """A click chooses, a double click opens the card."""

    def __init__(self, context: AppContext, person: Person, acts: RowActs) -> None:
        super().__init__()
        self._context, self.person, self._acts = context, person, acts
        self.setProperty("look", "row")
        self.setProperty("chosen", "false")
        self.done_buttons: list[QPushButton] = []
        self.later_buttons: list[QPushButton] = []
        self._chosen = self._marked = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 6, 11)
        layout.setSpacing(12)
        layout.addWidget(picture_of(person, AVATAR), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._single() if len(person.items) == 1 else self._several(), 1)
        for one in self.findChildren(QPushButton):
            one.installEventFilter(self)
        self.setAccessibleName(self.title())
        self.setAccessibleDescription("; ".join(item_chip(item, context.local_now())[0] for item in person.items))

    def title(self) -> str:
        """The client; a task of nobody is called by itself."""
        return phone_text(self.person.name) or reason_name(self.person.items[0])

    def told(self) -> str:
        """Who it is and why, for screen readers."""
        return f"{self.accessibleName()}: {self.accessibleDescription()}"

    def light_up(self, *, chosen: bool, marked: bool) -> None:
        """Show that this is the current person, and with `marked` that the keys act here."""
        if chosen != self._chosen:
            self._chosen = chosen
            set_chosen(self, chosen)
        if marked != self._marked:
            self._marked = marked
            self.update()

    def ask_done(self) -> None:
        """Ask what came of the first reason."""
        done(self._context, self.person, self.person.items[0], self.done_buttons[0])

    def show_later(self) -> None:
        """Open the Later menu of the first reason."""
        self._open_later(self.person.items[0], self.later_buttons[0])

    def put_aside(self) -> None:
        """The first reason is not for this time."""
        not_now(self._context, self.person.items[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked:
            QPainter(self).fillRect(0, 0, 3, self.height() - 1, QColor(tokens().accent))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._acts.chosen(self.person)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._acts.opened(self.person)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button with the focus makes its row the current one; up and down go on to the next person from it."""
        if event.type() == QEvent.Type.FocusIn:
            self._acts.entered(self.person)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in UP_AND_DOWN:
            self._acts.chosen(self.person)
            people = self.parentWidget()
            return people is not None and QCoreApplication.sendEvent(people, event)
        return super().eventFilter(watched, event)

    def _single(self) -> QHBoxLayout:
        """Name and chip on one line, the sentence below, the buttons on the right."""
        item = self.person.items[0]
        words = _column()
        words.addWidget(Flow([ElidedLabel(self.title(), "strong"), self._chip(item)], gap=8))
        sentence = self._sentence(item) if self.person.name else note_text(item)
        if sentence:
            words.addWidget(label(sentence, "", "second", wrap=True))
        return self._with_buttons(words, item)

    def _several(self) -> QVBoxLayout:
        """Name and what is known of the client, then a line for every reason."""
        lines = _column()
        lines.addWidget(ElidedLabel(self.title(), "strong"))
        known = next((self._facts(item) for item in self.person.items if tells_facts(item)), "")
        if known:
            lines.addWidget(label(known, "", "second", wrap=True))
        for item in self.person.items:
            lines.addSpacing(BETWEEN_REASONS)
            lines.addLayout(self._with_buttons(self._one_of_several(item), item))
        return lines

    def _one_of_several(self, item: DueItem) -> QVBoxLayout:
        """The chip, level with the buttons, and the sentence below it, where it has the whole width."""
        reason = _column()
        reason.setContentsMargins(0, 4, 0, 0)
        reason.addWidget(self._chip(item), 0, Qt.AlignmentFlag.AlignLeft)
        reason.addWidget(label(self._reason(item), "", "second", wrap=True))
        return reason

    def _chip(self, item: DueItem) -> QWidget:
        return chip(*item_chip(item, self._context.local_now()))

    def _sentence(self, item: DueItem) -> str:
        return item_line(item, self.person.client, self._context.settings.currency, self._context.today())

    def _facts(self, item: DueItem) -> str:
        return client_line(item, self.person.client, self._context.settings.currency, self._context.today())

    def _reason(self, item: DueItem) -> str:
        return reason_name(item) if tells_facts(item) else self._sentence(item)

    def _with_buttons(self, words: QLayout, item: DueItem) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(6)
        layout.addLayout(words, 1)
        layout.addSpacing(6)
        for made in self._buttons(item):
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return layout

    def _buttons(self, item: DueItem) -> list[QPushButton]:
        title, made = self.title(), []
        words = main_words(item)
        if words:
            made.append(button(words, lambda: self._acts.act(self.person, item), small=True))
        finished = button(_("Done"), small=True, tip=done_tip(item))
        finished.clicked.connect(lambda _on=False: done(self._context, self.person, item, finished))
        made.append(finished)
        later = button(_("Later"), kind="ghost", small=True, icon_name="chevron-down", tip=_("Later (L)"))
        later.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        later.clicked.connect(lambda _on=False: self._open_later(item, later))
        made.append(later)
        for one in made:
            one.setAccessibleName(f"{one.text()}: {title}")
        self.done_buttons.append(finished)
        self.later_buttons.append(later)
        return made

    def _open_later(self, item: DueItem, under: QPushButton) -> None:
        later_menu(self._context, item, self.window()).show_below(under)


def _column() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(2)
    return layout


def picture_of(person: Person, size: int) -> QWidget:
    """Initials; a sign where there is nobody with a name: a task of the shop, an enquiry by a bare number."""
    if person.client_id is not None or any(letter.isalpha() for letter in person.name):
        return Avatar(person.name, size)
    made = QLabel()
    made.setFixedSize(size, size)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign = "inbox" if person.kind == ReminderKind.ENQUIRY else "list-checks"
    made.setPixmap(pixmap(sign, tokens().accent, SIGN, made.devicePixelRatioF()))
    return made
