"""What F1 shows: the keys of the page one is on, then those of everywhere, of the other pages and of the dialogs."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.i18n import _, in_other_language
from app.services.keyboard import other_layout
from app.ui.context import AppContext
from app.ui.dialogs.keys import dialog_actions
from app.ui.shell.actions import ActionGroup, action_groups
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL, GAP_WIDE
from app.ui.widgets.action import Action, key_text
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.frames import ScrollingArea, row
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

WIDTH, HEIGHT = 560, 640
KEY_WIDTH = 150
AROUND = 120  # px; the title bar, and air above the task bar


class KeysDialog(QDialog):
    """The list of keys, narrowed by what is typed above it, and printed. The groups are laid out one after another,
    for all at once would keep the window waiting."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        super().__init__(window)
        self._context = context
        self.groups = groups_of(window)
        self._parts: list[_Group] = []
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchField(_("Find a key or what it does"))
        self.print_button = icon_button("printer", _("Print the keys…"), self.print_keys)
        self.nothing = label("", "", "second")
        self.nothing.hide()
        held = QWidget()
        self._layout = QVBoxLayout(held)
        self._layout.setContentsMargins(GAP_CARD, GAP, GAP_CARD, GAP_CARD)
        self._layout.setSpacing(GAP_CARD)
        self._layout.addWidget(self.nothing)
        self._layout.addStretch(1)
        self.area = ScrollingArea(held)
        self.area.setProperty("look", "keys")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        self.area.setAccessibleName(_("Keys"))
        head = row(self.search, self.print_button)
        head.setStretch(0, 1)
        head.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        self.resize(scaled(WIDTH), min(scaled(HEIGHT), window.screen().availableSize().height() - AROUND))
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.closed.connect(self._on_esc)
        self.search.moved.connect(lambda _step: self.area.setFocus(Qt.FocusReason.OtherFocusReason))

        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._add_group)
        for _first in range(2):
            self._add_group()
        self._turn.start()

    def is_filling(self) -> bool:
        """True while groups are still to come."""
        return self._turn.isActive()

    def shown_titles(self) -> list[str]:
        """What the keys on the screen do, from the top."""
        return [title for part in self._parts if not part.isHidden() for title in part.shown()]

    def print_keys(self) -> None:
        """All keys on paper."""
        from app.ui.printing import print_html

        print_html(self._context, _("Keys of Regulars"), keys_html(self.groups), self)

    def _add_group(self) -> None:
        if len(self._parts) == len(self.groups):
            self._turn.stop()
            return
        self._parts.append(_Group(self.groups[len(self._parts)]))
        self._layout.insertWidget(self._layout.count() - 1, self._parts[-1])
        self._narrow()

    def _narrow(self) -> None:
        typed = self.search.text().casefold()
        asked = [typed.split(), *filter(None, [other_layout(typed).split()])]
        for part in self._parts:
            part.narrow(asked)
        found = any(not part.isHidden() for part in self._parts)
        self.nothing.setText(_("No key is called “{text}”.").format(text=self.search.text().strip()))
        self.nothing.setVisible(not found and not self.is_filling())

    def _on_esc(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.reject()


class _Group(QWidget):
    """A heading and its keys."""

    def __init__(self, group: ActionGroup) -> None:
        super().__init__()
        self._title = group.title
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GAP_WIDE)
        layout.setVerticalSpacing(GAP_SMALL + 2)
        layout.setColumnMinimumWidth(0, scaled(KEY_WIDTH))
        layout.setColumnStretch(1, 1)
        layout.addWidget(label(group.title, "strong"), 0, 0, 1, 2)
        self._rows = [self._add(layout, number, one) for number, one in enumerate(group.actions, start=1)]

    def narrow(self, asked: list[list[str]]) -> None:
        """Show only those that hold all words of one that is asked for; all where there are no words."""
        any_shown = False
        for _title, text, parts in self._rows:
            fits = any(all(word in text for word in words) for words in asked)
            any_shown = any_shown or fits
            for part in parts:
                part.setVisible(fits)
        self.setVisible(any_shown)

    def shown(self) -> list[str]:
        """What the keys that are shown do."""
        return [title for title, _text, parts in self._rows if not parts[0].isHidden()]

    def _add(self, layout: QGridLayout, number: int, action: Action) -> tuple[str, str, tuple[QWidget, ...]]:
        title, keys = action.title(), key_text(action)
        parts = (label(keys, "key"), label(title, wrap=True))
        layout.addWidget(parts[0], number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(parts[1], number, 1)
        other = in_other_language(title)
        return title, f"{keys} {title} {other} {action.words()} {self._title}".casefold(), parts


def show_keys(window: MainWindow, context: AppContext) -> None:
    """Open the list over the window."""
    KeysDialog(window, context).open()


def groups_of(window: MainWindow) -> list[ActionGroup]:
    """The groups in the order of the list, of what has a key."""
    groups = [*action_groups(window), *(ActionGroup(title, actions) for title, actions in dialog_actions())]
    with_key = (replace(group, actions=tuple(one for one in group.actions if one.key)) for group in groups)
    return [group for group in with_key if group.actions]


def keys_html(groups: list[ActionGroup]) -> str:
    """The keys as a document to print."""
    parts = [f"<h1>{escape(_('Keys of Regulars'))}</h1>"]
    for group in groups:
        lines = "".join(
            f"<tr><td width='150'>{escape(key_text(one))}</td><td>{escape(one.title())}</td></tr>"
            for one in group.actions
        )
        parts.append(f"<h2>{escape(group.title)}</h2><table width='100%' cellpadding='2'>{lines}</table>")
    return "".join(parts)
