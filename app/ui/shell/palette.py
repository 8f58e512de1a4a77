"""The command palette: type what to do, Enter does it. Actions of the page one is on come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.shell.action_search import Named, find_actions, named
from app.ui.shell.actions import ActionGroup, action_groups
from app.ui.shell.focus import give_back
from app.ui.shell.places import BELONGS, CARD
from app.ui.shell.search_rows import ACTION_HEIGHT, Match, MatchList
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_PAGE
from app.ui.widgets.action import Action, key_text
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

WIDTH, TOP = 600, 64  # px
ROWS = 11
REMEMBERED = "palette/recent"
KEPT = 12  # actions done last that come first
SHOW = "palette"  # the action that opened it is not in it


def show_palette(window: MainWindow, context: AppContext) -> Palette | None:
    """Open the palette over the window; None where it was open, and is closed."""
    before = open_palette(window)
    if before is not None:
        before.leave()
        return None
    made = Palette(window, context)
    made.start()
    return made


def open_palette(window: MainWindow) -> Palette | None:
    """The one over the window; one that was closed may still wait for its deletion."""
    return next((one for one in window.findChildren(Palette) if not one.isHidden()), None)


class Palette(QFrame):
    """Lives over the window until an action is done, Esc or another focus."""

    def __init__(self, window: MainWindow, context: AppContext) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._before = window.focusWidget()
        self._shown = window.current_page()
        self._known = _known_in(action_groups(window), window.shown_key())
        self._recent = [key for key in context.memory.kept(REMEMBERED).split() if key]
        self.setProperty("look", "popup")
        self.field = SearchField(_("What to do?"))
        self.field.setAccessibleDescription(_("Type the name of an action; arrows choose, Enter does it"))
        self.list = MatchList(_("Actions"))
        self.nothing = label("", "", "second")
        self.nothing.setContentsMargins(12, GAP, 12, GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        self.field.textChanged.connect(lambda _text: self._find())
        self.field.moved.connect(self.list.step)
        self.field.returnPressed.connect(self.list.take)
        self.field.closed.connect(self.leave)
        self.list.taken.connect(self._on_taken)
        window.installEventFilter(self)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def start(self) -> None:
        """Come up, with the cursor in the field."""
        self._find()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close; the focus is where it was."""
        self._close()
        give_back(self._window, self._before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window became another size: the palette stays in the middle of it."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        """List what fits; nothing typed: what can be done here."""
        typed = self.field.text()
        among = self._known if typed.strip() else [one for one in self._known if one.here]
        rows = [self._row(one) for one in find_actions(typed, among, self._recent)]
        self.list.show_rows(rows)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setVisible(bool(rows))
        self.nothing.setText(
            _("No action is called “{text}”. People are found with Ctrl+K.").format(text=typed.strip())
        )
        self.nothing.setVisible(not rows)
        self._place()

    def _place(self) -> None:
        width = min(scaled(WIDTH), self._window.width() - 2 * GAP_PAGE)
        most = min(
            ROWS * tall(ACTION_HEIGHT), self._window.height() - TOP - 3 * GAP_PAGE - self.field.sizeHint().height()
        )
        self.list.setFixedHeight(min(self.list.height_of_rows() + 2, most))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, TOP)

    def _row(self, one: Named) -> Match:
        return Match(None, one.title, one.where, one.action.icon, lambda: self._do(one), key_text(one.action))

    def _on_taken(self, row: Match) -> None:
        act = cast(Callable[[], object], row.act)
        self.leave()
        act()

    def _do(self, one: Named) -> None:
        self._recent = [one.key, *(key for key in self._recent if key != one.key)][:KEPT]
        self._context.memory.keep(REMEMBERED, " ".join(self._recent))
        if one.here:
            one.action.run()
            return
        self._window.show_page(BELONGS[CARD.key] if one.page == CARD.key else one.page)
        if one.action.anywhere:
            one.action.run()
            return
        self._window.focus_page()  # its key is read by the list, not by a field that had the focus there last
        if one.page == CARD.key:
            said = _("Open the card of a client, then press {key}: {title}")
        else:  # which one is meant is chosen there
            said = _("Choose on this page, then press {key}: {title}")
        self._context.events.toast.emit(said.format(key=key_text(one.action), title=one.title), None)

    def _close(self) -> None:
        self._window.removeEventFilter(self)
        cast(QApplication, QApplication.instance()).focusChanged.disconnect(self._on_focus_changed)
        self.hide()
        self.deleteLater()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A click elsewhere or another page closes it; a page that was just read takes the focus only afterwards."""
        if now is None or now is self.field or now.window() is not self._window:
            return
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if clicked or self._window.current_page() is not self._shown:
            self._close()
        else:
            self._before = now
            QTimer.singleShot(0, self, lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))


def _known_in(groups: list[ActionGroup], shown: str) -> list[Named]:
    """What can be done now; where the page `shown` and the window call something the same, it is that of the page."""
    known: dict[str, Named] = {}
    for group in groups:
        for one in _known(group, shown):
            known.setdefault(one.title if one.here else one.key, one)
    return list(known.values())


def _known(group: ActionGroup, shown: str) -> list[Named]:
    """What of the group can be done now: of the page `shown` and of the window what is possible, of other pages what
    leads there."""
    here = group.page in ("", shown)
    return [
        named(one, group.page, group.title if group.page else "", here=here)
        for one in group.actions
        if one.act is not None and one.name != SHOW and (one.enabled() if here else _leads_there(one))
    ]


def _leads_there(action: Action) -> bool:
    return action.anywhere or bool(action.key and not action.own_key and not action.only_here)
