"""What can be done in the window or on a page, declared once: its key, its line in F1, in menus and in the palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.services.keyboard import other_layout

# How a key is written for people.
_SHOWN = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def _none() -> str:
    return ""


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """Something that can be done, by key and from the palette.

    `title` and `words` (others that find it) are called when shown, in the language of that moment.
    `act` None: keys of moving about that the widgets read themselves; told in the list of keys, not in the palette.
    `key`: "Ctrl+E", or several with spaces between that do the same. A single letter also works in the Russian layout.
    `enabled`: whether it is possible now; where not, the key does nothing and the palette leaves it out.
    `now`: what it does at this moment, for menus, where that depends on what is chosen.
    `within`: the key works only while the focus is in this part of the page; asked for when the key is made.
    `own_key`: that part reads the key itself, none is made.
    `anywhere`: makes sense from another page too, which then is left for this one.
    `only_here`: is of no use on the way from another page; the palette leaves it out there.
    """

    name: str
    title: Callable[[], str]
    act: Callable[[], object] | None
    key: str = ""
    words: Callable[[], str] = _none
    icon: str = ""
    enabled: Callable[[], bool] = _always
    within: Callable[[], QWidget] | None = None
    own_key: bool = False
    anywhere: bool = False
    only_here: bool = False
    now: Callable[[], str] | None = None

    def words_now(self) -> str:
        """What it does at this moment."""
        return (self.now or self.title)()

    def run(self) -> None:
        """Do it, if it is possible now."""
        if self.act is not None and self.enabled():
            self.act()


def keys_of(action: Action) -> list[str]:
    """Its keys as Qt writes them, with the letter on the same key of a Russian keyboard; none of moving about."""
    if action.act is None or action.own_key:
        return []
    keys = action.key.split()
    return [*keys, *(other_layout(key).upper() for key in keys if len(key) == 1 and key.isalpha())]


def make_shortcuts(owner: QWidget, actions: Iterable[Action]) -> None:
    """The keys of the actions, wherever the focus is in `owner`, or only in the part of it that the action names; of a
    window also while nothing has the focus."""
    inside, anywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
    for action in actions:
        for key in keys_of(action):
            made = QShortcut(QKeySequence(key), action.within() if action.within else owner)
            made.setContext(anywhere if owner.isWindow() and action.within is None else inside)
            # Where the system tells both letters of a key, the two shortcuts of an action are one too many for Qt.
            for pressed in (made.activated, made.activatedAmbiguously):
                pressed.connect(lambda action=action: action.run())  # Qt holds methods of objects weakly


def key_text(action: Action) -> str:
    """Its keys as people read them: "Ctrl+↑"; "" without one."""
    return "  ".join(_key_shown(key) for key in action.key.split())


def tip(action: Action) -> str:
    """The words of a tooltip: "New task (Ctrl+T)"."""
    return with_key(action.title(), action)


def with_key(words: str, action: Action) -> str:
    """Words of one's own for the action, with its key: "It has run out (S)"."""
    return f"{words} ({key_text(action)})" if action.key else words


def menu_text(action: Action) -> str:
    """The words of a menu's entry, with the key at its right end."""
    words = action.words_now()
    return f"{words}\t{key_text(action)}" if action.key else words


def add_to_menu(menu: QMenu, actions: Iterable[Action | None]) -> None:
    """An entry for each, grey where it is not possible now; None is a line."""
    for action in actions:
        if action is None:
            menu.addSeparator()
            continue
        entry = menu.addAction(menu_text(action))
        entry.setEnabled(action.enabled())
        entry.triggered.connect(lambda _on=False, action=action: action.run())


def _key_shown(key: str) -> str:
    """A single key: the arrows as signs, the others as the system and its language call them."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    _before, plus, last = key.rpartition("+")
    if last not in _SHOWN:
        return native
    return _SHOWN[last] if not plus else native.rpartition("+")[0] + plus + _SHOWN[last]
