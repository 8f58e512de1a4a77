"""The way between pages, by keys and by events, with pages of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout

from app.models.enums import Area
from app.ui import main_window
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.sale import SaleDialog
from app.ui.main_window import MainWindow
from app.ui.shell.keys import KeysDialog
from app.ui.shell.window_place import fit_first
from app.ui.theme import apply_theme
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page import Page
from tests.factories import make_client


class PaperPage(Page):
    """Counts how often it is read."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.CLIENTS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.reloads = 0
        self.text = QLineEdit()
        QVBoxLayout(self).addWidget(self.text)

    def reload(self) -> None:
        self.reloads += 1

    def state(self) -> object:
        return self.text.text()

    def restore(self, state: object) -> None:
        self.text.setText(str(state))


class PaperCard(PaperPage):
    top_actions: ClassVar[tuple[str, ...]] = ("task", "purchase")
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.shown: list[int] = []

    def show_client(self, client_id: int) -> None:
        self.shown.append(client_id)

    def client_id(self) -> int | None:
        return self.shown[-1]


@pytest.fixture
def window(qtbot: Any, context: AppContext, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(main_window, "load_page", lambda key: PaperCard if key == "client" else PaperPage)
    made = MainWindow()
    made.allow_close()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.attach(context)
    return made


def test_while_an_old_shop_is_made_ready_the_window_says_so(qtbot: Any, context: AppContext) -> None:
    window = MainWindow()
    window.allow_close()
    qtbot.addWidget(window)
    window.show()
    window.show_upgrade()
    waiting = window._stack.currentWidget()
    assert isinstance(waiting, EmptyState)
    assert "made ready" in waiting.sentence.text()
    window.attach(context)
    assert window._stack.currentWidget() is window.current_page()


def press(window: MainWindow, qtbot: Any, key: Qt.Key, control: bool = True) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


def test_keys_lead_to_the_pages_and_esc_back(window: MainWindow, qtbot: Any) -> None:
    assert window._visit == ("today", None)
    press(window, qtbot, Qt.Key.Key_2)
    assert window._visit == ("clients", None)
    press(window, qtbot, Qt.Key.Key_0)
    assert window._visit == ("settings", None)
    press(window, qtbot, Qt.Key.Key_Escape, control=False)
    press(window, qtbot, Qt.Key.Key_Escape, control=False)
    assert window._visit == ("today", None)
    press(window, qtbot, Qt.Key.Key_Escape, control=False)
    assert window._visit == ("today", None)


def test_the_card_shows_the_way_back_and_its_own_buttons(window: MainWindow, context: AppContext) -> None:
    context.events.show_page.emit("clients")
    context.events.open_client.emit(17)
    card = window.current_page()
    assert isinstance(card, PaperCard)
    assert card.shown == [17]
    bar = window.top_bar
    assert (bar.back.isVisible(), bar.back.text()) == (True, "Clients")
    assert [name for name, made in bar._actions.items() if made.isVisible()] == ["task", "purchase"]
    assert bar._actions["purchase"].property("kind") == "normal"
    bar.back.click()
    assert window._visit == ("clients", None)
    assert not bar.back.isVisible()
    assert bar._actions["purchase"].property("kind") == "primary"


def test_from_one_client_to_another_and_back(window: MainWindow, context: AppContext) -> None:
    for client_id in (1, 2):
        context.events.open_client.emit(client_id)
    window.go_back()
    assert window._visit == ("client", 1)
    assert window._pages["client"].shown == [1, 2, 1]  # type: ignore[attr-defined]


def test_a_change_reloads_the_page_shown_and_marks_the_others(window: MainWindow, context: AppContext) -> None:
    context.events.show_page.emit("clients")
    context.events.show_page.emit("today")
    today, clients = window._pages["today"], window._pages["clients"]
    assert isinstance(today, PaperPage)
    assert isinstance(clients, PaperPage)
    assert (today.reloads, clients.reloads) == (1, 1)
    context.events.changed.emit(frozenset({Area.SETTINGS}))
    assert (today.reloads, clients.reloads) == (1, 1)
    context.events.changed.emit(frozenset({Area.CLIENTS, Area.TASKS}))
    assert (today.reloads, clients.reloads) == (2, 1)
    context.events.show_page.emit("clients")
    assert (today.reloads, clients.reloads) == (2, 2)
    context.events.show_page.emit("today")
    assert (today.reloads, clients.reloads) == (2, 2)


def test_a_hidden_window_reads_its_page_again_when_it_is_shown(window: MainWindow, context: AppContext) -> None:
    page = window.current_page()
    assert isinstance(page, PaperPage)
    window.hide()
    context.events.changed.emit(frozenset({Area.CLIENTS}))
    assert page.reloads == 1
    window.show()
    assert page.reloads == 2


def test_a_change_of_the_look_builds_the_pages_anew_and_keeps_their_state(
    window: MainWindow, context: AppContext, qapp: QApplication
) -> None:
    old = window.current_page()
    assert isinstance(old, PaperPage)
    old.text.setText("крыл")
    context.events.today_count.emit(15)
    apply_theme(qapp, "dark")
    context.events.look_changed.emit()
    new = window.current_page()
    assert isinstance(new, PaperPage)
    assert new is not old
    assert new.text.text() == "крыл"
    assert window.sidebar._badges["today"].text() == "15"
    assert window.search is not None


def test_ctrl_k_leads_to_the_search_from_any_field(window: MainWindow, qtbot: Any) -> None:
    page = window.current_page()
    assert isinstance(page, PaperPage)
    page.text.setFocus()
    press(window, qtbot, Qt.Key.Key_K)
    assert window.top_bar.search.hasFocus()


@pytest.mark.parametrize(
    ("key", "title"), [(Qt.Key.Key_N, "New client"), (Qt.Key.Key_P, "New purchase"), (Qt.Key.Key_T, "New task")]
)
def test_keys_open_the_quick_dialogs(window: MainWindow, qtbot: Any, key: Qt.Key, title: str) -> None:
    press(window, qtbot, key)
    (dialog,) = window.findChildren(FormDialog)
    assert dialog.windowTitle() == title
    dialog.reject()


def test_f1_lists_every_key(window: MainWindow, qtbot: Any) -> None:
    press(window, qtbot, Qt.Key.Key_F1, control=False)
    (dialog,) = window.findChildren(KeysDialog)
    dialog.close()


def test_ctrl_z_is_the_toast_first_and_then_the_last_action(
    window: MainWindow, context: AppContext, qtbot: Any
) -> None:
    taken: list[int] = []
    context.events.toast.emit("Purchase added", lambda: taken.append(1))
    window.setFocus()
    with qtbot.assertNotEmitted(window.undo_asked):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == [1]
    with qtbot.waitSignal(window.undo_asked):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_z_in_an_empty_search_takes_back_the_last_action(window: MainWindow, qtbot: Any) -> None:
    window.top_bar.search.setFocus()
    with qtbot.waitSignal(window.undo_asked):
        qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_y_and_ctrl_shift_z_do_again(window: MainWindow, qtbot: Any) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, modifiers in ((Qt.Key.Key_Y, control), (Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)):
        with qtbot.waitSignal(window.redo_asked), qtbot.assertNotEmitted(window.undo_asked):
            qtbot.keyClick(window, key, modifiers)
    window.top_bar.search.setFocus()
    with qtbot.waitSignal(window.redo_asked):
        qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Y, control)


def test_everything_that_can_be_pressed_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QPushButton

    nameless = [made for made in window.findChildren(QPushButton) if made.isVisible() and not name_of(made)]
    assert nameless == []


def name_of(made: Any) -> str:
    return str(made.accessibleName() or made.text())


def test_closing_is_asked_not_done(qtbot: Any, context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_window, "load_page", lambda _key: PaperPage)
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda window: window.allow_close())
    made.show()
    with qtbot.waitSignal(made.close_asked):
        made.close()
    assert made.isVisible()


Typing = Callable[[QLineEdit, str], None]


def test_nobody_found_offers_a_new_client(
    window: MainWindow, context: AppContext, qtbot: Any, type_text: Typing
) -> None:
    field, search = window.top_bar.search, window.search
    assert search is not None
    field.setFocus()
    type_text(field, "Новиков")
    qtbot.waitUntil(lambda: bool(search.found()))
    with qtbot.waitSignal(context.events.new_client) as asked:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["Новиков"]
    (dialog,) = window.findChildren(FormDialog)
    assert "Новиков" in [line.text() for line in dialog.findChildren(QLineEdit)]
    dialog.reject()


@pytest.mark.parametrize(("width", "height", "whole"), [(1366, 728, True), (1920, 1040, False)])
def test_on_a_small_screen_the_first_window_takes_all_of_it(
    window: MainWindow, width: int, height: int, whole: bool
) -> None:
    fit_first(window, QSize(width, height))
    assert window.height() <= height
    assert window.isMaximized() is whole


def test_leaving_the_search_gives_the_keys_back_to_the_page(window: MainWindow, qtbot: Any) -> None:
    page = window.current_page()
    assert page is not None
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    press(window, qtbot, Qt.Key.Key_K)
    assert window.top_bar.search.hasFocus()
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    assert page.hasFocus()


def test_a_purchase_from_a_list_offers_the_chosen_client_to_be_typed_over(
    window: MainWindow, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = make_client(context.db, "Крылова Ольга")
    monkeypatch.setattr(window.current_page(), "client_id", lambda: chosen)
    press(window, qtbot, Qt.Key.Key_P)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SaleDialog)
    qtbot.waitUntil(lambda: dialog.client.selectedText() == "Крылова Ольга")
    dialog.reject()
    window.open_client(chosen)
    press(window, qtbot, Qt.Key.Key_P)
    on_card = QApplication.activeModalWidget()
    assert isinstance(on_card, SaleDialog)
    assert on_card.client.client_id == chosen
    assert not on_card.client.hasFocus()


def test_a_change_of_the_look_leaves_the_keyboard_where_it_was(window: MainWindow, qtbot: Any) -> None:
    window.show_page("settings")
    page = window.current_page()
    assert isinstance(page, PaperPage)
    page.text.setFocus()
    window.rebuild()
    after = window.current_page()
    assert isinstance(after, PaperPage)
    assert after is not page
    assert after.text.hasFocus()


def test_files_dropped_on_any_page_go_to_the_import(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[list[Path]] = []
    monkeypatch.setattr(PaperPage, "open_files", lambda _page, paths: opened.append(paths), raising=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.xlsx")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(window, over)
    assert over.isAccepted()
    assert [shown.text() for shown in window.findChildren(QLabel) if shown.text() == "Let go to import the files"]
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert opened == [[tmp_path]]
    assert window._visit == ("import", None)


def test_a_dragged_text_is_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("words")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    over.ignore()
    QApplication.sendEvent(window, over)
    assert not over.isAccepted()


def test_ctrl_z_takes_back_what_the_page_has_not_saved_before_anything_else(window: MainWindow, qtbot: Any) -> None:
    asked: list[bool] = []
    window.undo_asked.connect(lambda: asked.append(True))
    changes = [1, 2]
    window.current_page().take_back = lambda: bool(changes and changes.pop())  # type: ignore[method-assign, union-attr]
    press(window, qtbot, Qt.Key.Key_Z)
    press(window, qtbot, Qt.Key.Key_Z)
    assert (changes, asked) == ([], [])
    press(window, qtbot, Qt.Key.Key_Z)
    assert asked == [True]
