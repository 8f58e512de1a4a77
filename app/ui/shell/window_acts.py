"""What the window does by key or button that leads to no page: quick dialogs, the search, taking back, and the lists of
all that can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.ui.shell.places import CARD

if TYPE_CHECKING:
    from app.ui.context import AppContext
    from app.ui.main_window import MainWindow


def open_dialog(
    window: MainWindow, context: AppContext, name: str, start: str | int | None, *, sure: bool = True
) -> None:
    """A quick dialog. `sure`: the client is meant; else it is only the chosen row, and typing puts another in its
    place."""
    from app.ui.dialogs.quick import DIALOGS

    dialog = DIALOGS[name](context, start, window)
    if not sure:
        dialog.start_with_client()
    dialog.open()


def start_new(window: MainWindow, context: AppContext, name: str) -> None:
    """Open the quick dialog of `name`, about the client that the page is about."""
    page = window.current_page()
    start = "" if name == "client" else page.client_id() if page else None
    open_dialog(window, context, name, start, sure=window.shown_key() == CARD.key)


def do(window: MainWindow, context: AppContext, name: str) -> None:
    """Show the "palette" or the list of "keys"."""
    from app.ui.shell.keys import show_keys
    from app.ui.shell.palette import show_palette

    {"palette": show_palette, "keys": show_keys}[name](window, context)


def focus_search(window: MainWindow) -> None:
    """Type whom to look for."""
    page = window.current_page()
    if page is not None and page.own_header:
        window.show_page("clients")
    window.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.top_bar.search.selectAll()


def undo_last(window: MainWindow) -> None:
    """Take back what was changed on the page, else what was just told, else what was done last."""
    page = window.current_page()
    if page is not None and page.take_back():
        return
    if window.toast.can_take_back():
        window.toast.take_back()
    else:
        window.undo_asked.emit()


def redo_last(window: MainWindow) -> None:
    """Do again what was taken back."""
    page = window.current_page()
    if page is None or not page.do_again():
        window.redo_asked.emit()
