"""A rule in the list: its switch, what it is called and does, and how many people it gives today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.i18n import _
from app.services.reminders.rules.data import Rule
from app.ui.theme import tokens
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel, chip, label, set_chosen
from app.wording.rule_effects import today_words
from app.wording.rules import RuleNames, rule_sentence, rule_title

NEW = 0  # the key of a rule that was not saved yet; of every other it is the id
UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True)
class RowActs:
    """What a row asks of the list around it, by the key of the rule."""

    chosen: Callable[[int], object]
    entered: Callable[[int], object]
    opened: Callable[[int], object]
    switched: Callable[[int], object]
    menu: Callable[[int, QPoint], object]


@dataclass(frozen=True)
class RowShown:
    """What a row tells: the rule as it was typed last, whether that was saved, and the people of today if known."""

    key: int
    rule: Rule
    is_saved: bool
    people: int | None


class RuleRow(QFrame):
    """A click chooses, a double click goes to the editor, the box switches the rule on and off."""

    def __init__(self, shown: RowShown, names: RuleNames, acts: RowActs) -> None:
        super().__init__()
        self.shown, self._acts = shown, acts
        self._marked = False
        rule = shown.rule
        self.setProperty("look", "row")
        self.setProperty("chosen", "false")
        title, sentence = rule_title(rule), rule_sentence(rule, names)
        self.switch = QCheckBox()
        self.switch.setChecked(rule.enabled)
        self.switch.setAccessibleName(_("Remind: {rule}").format(rule=title))
        self.switch.setToolTip(_("Switch off (Space)") if rule.enabled else _("Switch on (Space)"))
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.clicked.connect(lambda _on=False: acts.switched(shown.key))
        self.switch.installEventFilter(self)
        head = row()
        head.addWidget(ElidedLabel(title, "strong", "" if rule.enabled else "third"), 1)
        if not shown.is_saved:
            head.addWidget(chip(_("not saved"), "warn"))
        elif rule.enabled and shown.people is not None:
            head.addWidget(chip(today_words(shown.people), "accent" if shown.people else "neutral"))
        elif not rule.enabled:
            head.addWidget(chip(_("off")))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(label(sentence, "", "second" if rule.enabled else "third", wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 10)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def told(self) -> str:
        """All that the row says, in one line."""
        parts = [part.text() for part in self.findChildren(QLabel)]
        return " · ".join(filter(None, parts))

    def light_up(self, *, chosen: bool, marked: bool) -> None:
        """Show that this is the current rule, and with `marked` that the keys act here."""
        if chosen != (self.property("chosen") == "true"):
            set_chosen(self, chosen)
        if marked != self._marked:
            self._marked = marked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked:
            QPainter(self).fillRect(0, 0, 3, self.height() - 1, QColor(tokens().accent))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._acts.chosen(self.shown.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._acts.opened(self.shown.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._acts.chosen(self.shown.key)
        self._acts.menu(self.shown.key, event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The switch with the focus makes its row the current one; up and down go on to the next rule from it."""
        if event.type() == QEvent.Type.FocusIn:
            self._acts.entered(self.shown.key)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in UP_AND_DOWN:
            self._acts.chosen(self.shown.key)
            rules = self.parentWidget()
            return rules is not None and QCoreApplication.sendEvent(rules, event)
        return super().eventFilter(watched, event)
