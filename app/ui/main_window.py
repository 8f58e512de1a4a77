"""The main window: pages and the way between them. Painted before the database is open; `attach` brings it to life."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.shell.page_stack import PageStack
from app.ui.shell.places import BELONGS, CARD, GUIDE, load_page, place_title
from app.ui.shell.sidebar import Sidebar
from app.ui.shell.top_bar import TopBar
from app.ui.shell.window_place import FIRST_SIZE

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from app.models.enums import Area
    from app.ui.context import AppContext
    from app.ui.shell.client_search import ClientSearch
    from app.ui.widgets.action import Action
    from app.ui.widgets.page import Page
    from app.ui.widgets.toast import Toast

Visit = tuple[str, int | None]  # a page, and the client if it is a card
BACK_KEPT = 50
FIRST_PAGE = "today"
LEAST_SIZE = QSize(640, 400)  # a laptop of 1366 x 768 has 911 x 512 at 150 %, and 683 x 384 at 200 %


class MainWindow(QMainWindow):
    """Sidebar, top bar, pages, toast. Emits `close_asked()`, `quit_asked()` for Ctrl+Q, `undo_asked()` for Ctrl+Z,
    `redo_asked()` for Ctrl+Y, `place_shown(key)` for a page of the sidebar, and `first_painted()` once."""

    close_asked = Signal()
    quit_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    first_painted = Signal()
    place_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Regulars")
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE)
        self._context: AppContext | None = None
        self._visit: Visit = (FIRST_PAGE, None)
        self._back: list[Visit] = []
        self._count = 0
        self._may_close = False
        self._painted = False
        self._build()

    def _build(self) -> None:
        """Everything inside the window, in the current language and theme; pages come when they are shown."""
        self._pages: dict[str, Page] = {}
        self._dirty: set[str] = set()
        self._frame = frame = QWidget()
        frame.setProperty("look", "window")
        self.sidebar, self.top_bar, self._stack = Sidebar(), TopBar(), PageStack()
        self.sidebar.asked.connect(self.show_page)
        self.top_bar.back_asked.connect(self.go_back)
        self.top_bar.guide_asked.connect(lambda: self.show_page(GUIDE.key))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._stack, 1)
        across = QHBoxLayout(frame)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)
        self.setCentralWidget(frame)
        self._toast: Toast | None = None
        self.sidebar.show_current(self._place_key())
        self.sidebar.fit(self.width())
        self.search: ClientSearch | None = None
        self._bring_search_to_life()

    def attach(self, context: AppContext, first_page: str = FIRST_PAGE) -> None:
        """Take the opened database and show the first page. What nobody can use before is made only now."""
        from app.ui.shell.dropping import Dropping
        from app.ui.shell.ways import connect_ways, take_files
        from app.ui.widgets.action import make_shortcuts

        self._context = context
        make_shortcuts(self, self.actions())
        self._dropping = Dropping(self, lambda paths: take_files(self, context, paths))
        self._visit = (first_page, None)
        events = context.events
        events.changed.connect(self._on_changed)
        events.open_client.connect(self.open_client)
        events.show_page.connect(self.show_page)
        connect_ways(self, context)
        events.toast.connect(lambda text, undo: self.toast.show_text(text, undo))
        events.offer.connect(lambda text, name, act: self.toast.show_offer(text, name, act))
        events.file_written.connect(self._on_file_written)
        events.working.connect(lambda text, cancel: self.toast.show_working(text, cancel))
        events.work_over.connect(lambda: self.toast.hide())
        events.today_count.connect(self._on_today_count)
        events.look_changed.connect(self.rebuild)
        self._bring_search_to_life()
        self._show(self._visit)

    @property
    def toast(self) -> Toast:
        """The bar at the bottom, made when there is something to say."""
        if self._toast is None:
            from app.ui.widgets.toast import Toast

            self._toast = Toast(self._stack)
        return self._toast

    def show_upgrade(self) -> None:
        """Say why there is no page yet; the first one takes its place."""
        from app.ui.widgets.empty import EmptyState

        words = _("The shop’s file is being made ready for this version of the program. A large shop takes a minute.")
        self._stack.addWidget(EmptyState(words, icon_name="history"))

    def _bring_search_to_life(self) -> None:
        self.top_bar.search.setEnabled(self._context is not None)
        if self._context is not None:
            from app.ui.shell.client_search import ClientSearch
            from app.ui.shell.window_acts import start_new
            from app.ui.widgets.action import tip

            self.search = ClientSearch(self.top_bar.search, self._context, self._frame)
            self.search.left.connect(self._leave_search)
            self.top_bar.action_asked.connect(partial(start_new, self, self._context))
            self.sidebar.staff.attach(self._context)
            self.top_bar.show_tips({one.name: tip(one) for one in self.actions()})

    def rebuild(self) -> None:
        """Build the window again after a change of language or theme; pages keep their small state."""
        from app.ui.shell.focus import focus_again, focus_path

        states = {key: page.state() for key, page in self._pages.items()}
        before = self.current_page()
        focused = focus_path(before) if before is not None else []
        self._build()
        if self._context is None:
            return
        self._show(self._visit, states)
        self._on_today_count(self._count)
        after = self.current_page()
        if after is not None:
            focus_again(after, focused)

    def show_page(self, key: str) -> None:
        """Go to a page of the sidebar; of the guide to the chapter about the page that one comes from."""
        if key == GUIDE.key and self._context is not None and self._visit[0] != key:
            before = self._visit[0]
            self.go_to(key).show_chapter(before)  # type: ignore[attr-defined]
        else:
            self._go((key, None))

    def go_to(self, key: str) -> Page:
        """Go to a page, to ask something of it. Not before the database is open."""
        self._go((key, None))
        return self._pages[key]

    def open_client(self, client_id: int) -> None:
        """Go to the card of a client."""
        self._go((CARD.key, client_id))

    def go_back(self) -> None:
        """Where one was before; the card of a client opened first leads to Clients."""
        if self._back:
            self._show(self._back.pop())
        elif self._visit[0] in BELONGS:
            self._show((BELONGS[self._visit[0]], None))

    def shown_key(self) -> str:
        """The key of the page on the screen."""
        return self._visit[0]

    def current_page(self) -> Page | None:
        """The page on the screen, None before the database is open."""
        return self._pages.get(self._visit[0])

    def bring_to_front(self) -> None:
        """Show the window above the others, also from the tray or the task bar."""
        from app.ui.shell.front import bring_to_front

        bring_to_front(self)

    def allow_close(self) -> None:
        """The next close is meant: the program is ending."""
        self._may_close = True

    def _go(self, visit: Visit) -> None:
        if visit != self._visit or self.current_page() is None:
            self._back = [*self._back, self._visit][-BACK_KEPT:]
        self._show(visit)

    def _show(self, visit: Visit, states: dict[str, object] | None = None) -> None:
        self._visit = visit
        self.sidebar.show_current(self._place_key())
        if self._context is None:
            return
        self.place_shown.emit(self._place_key())
        key, client_id = visit
        new = key not in self._pages
        page = self.page(key)
        if new and states and key in states:
            page.restore(states[key])
        self._stack.setCurrentWidget(page)
        if self._toast is not None:
            self._toast.raise_()  # what was said on the page before lies over this one too
        self.top_bar.setVisible(not page.own_header)
        self.top_bar.show_for(page, self._back_title())
        if client_id is not None:
            page.show_client(client_id)  # type: ignore[attr-defined]
        elif key in self._dirty:
            page.reload()
        self._dirty.discard(key)
        if new or self.focusWidget() is None or not page.isAncestorOf(self.focusWidget()):
            self.focus_page()

    def page(self, key: str) -> Page:
        """The page, built now if need be; it is read when it is shown."""
        assert self._context is not None
        if key not in self._pages:
            self._pages[key] = page = load_page(key)(self._context)
            self._stack.addWidget(page)
            self._dirty.add(key)
        return self._pages[key]

    def _place_key(self) -> str:
        return BELONGS.get(self._visit[0], self._visit[0])

    def _back_title(self) -> str:
        if self._visit[0] not in BELONGS:
            return ""
        return place_title(self._back[-1][0] if self._back else self._place_key())

    def _on_changed(self, areas: frozenset[Area]) -> None:
        for key, page in self._pages.items():
            if not page.areas & areas:
                continue
            if key == self._visit[0] and self.isVisible():
                page.reload()
            else:
                self._dirty.add(key)

    def _on_file_written(self, file: Path) -> None:
        from app.ui.exporting import offer_folder

        offer_folder(self.toast, file)

    def _on_today_count(self, count: int) -> None:
        self._count = count
        self.sidebar.show_count("today", count)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """All that the window itself does, wherever one is; nothing before the database is open."""
        from app.ui.shell.actions import window_actions

        return window_actions(self, self._context) if self._context is not None else ()

    def focus_page(self) -> None:
        """Give the keyboard to the page."""
        page = self.current_page()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_search(self) -> None:
        from app.ui.shell.focus import give_back

        give_back(self, self.search.before if self.search is not None else None)

    def step_back(self) -> None:
        """Esc: within the page first, then to the page before."""
        page = self.current_page()
        if page is None or not page.go_back():
            self.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        """A page that changed while the window was hidden is read again."""
        super().showEvent(event)
        page = self.current_page()
        if page is not None and self._visit[0] in self._dirty:
            self._dirty.discard(self._visit[0])
            page.reload()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time tell that the window is on the screen, once Qt has handed the picture over."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()
