"""Buttons in the program's looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from app.ui.theme import icon
from app.ui.theme.tokens import ICON_SIZE

ICON_GAP = 4  # between icon and text; Qt itself leaves none to speak of
_ICON_ROLES = {"primary": "on_accent", "danger": "bad", "link": "accent", "toast": "toast_accent"}


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "normal",
    small: bool = False,
    icon_name: str = "",
    tip: str = "",
) -> QPushButton:
    """A push button. Kinds: normal, primary (one per screen), ghost, link, danger. Reached by Tab, pressed by Space."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setProperty("scale", "small" if small else "")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setToolTip(tip)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_ROLES.get(kind, "text_2")))
        made.setIconSize(QSize(ICON_SIZE + (ICON_GAP if text else 0), ICON_SIZE))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def icon_button(icon_name: str, name: str, clicked: Callable[[], object] | None = None) -> QPushButton:
    """A square button with an icon only; `name` is its tip and its name for screen readers."""
    made = button("", clicked, kind="ghost", icon_name=icon_name, tip=name)
    made.setProperty("scale", "icon")
    made.setAccessibleName(name)
    return made


def menu_button(
    text: str, entries: list[tuple[str, Callable[[], object]]], *, kind: str = "ghost", small: bool = True
) -> QPushButton:
    """A button that opens a menu of (text, what to do)."""
    from PySide6.QtWidgets import QMenu

    made = button(text, kind=kind, small=small)
    made.setProperty("menu", "true")
    menu = QMenu(made)
    for title, act in entries:
        menu.addAction(title).triggered.connect(lambda _checked=False, act=act: act())
    made.setMenu(menu)
    return made
