"""The Enquiries page: who asked for what in four columns, narrowed by text, source and who took it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout

from app.i18n import _
from app.models.enums import Area, EnquiryState
from app.ui.context import AppContext
from app.ui.enquiries.page_actions import page_actions
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT, GAP_PAGE, GAP_WIDE
from app.ui.widgets.action import Action, tip
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import row
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label
from app.wording.enquiries import enquiries_count

if TYPE_CHECKING:
    from app.services.enquiries.board import Board, BoardFilter
    from app.services.enquiries.data import EnquiryRow
    from app.ui.background import Job

TYPING_MS = 80
FILTER_WIDTH = 150
SEARCH_NARROWEST, SEARCH_WIDEST = 160, 280


class EnquiriesPage(Page):
    """Arrows go through cards and columns; the other keys are in `actions`."""

    areas: ClassVar[frozenset[Area]] = frozenset(
        {Area.ENQUIRIES, Area.TASKS, Area.CLIENTS, Area.PURCHASES, Area.PRODUCTS, Area.SETTINGS}
    )
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        from app.ui.enquiries.board import BoardView

        self._job: Job | None = None
        self._read: Board | None = None
        self._day: date | None = None
        self._all_closed = False
        self._added: int | None = None  # just typed, not seen yet
        self._wanted: dict[str, Any] = {}
        self.board = BoardView(context)
        self.search = SearchField(_("Find an enquiry"), _("Ctrl F"))
        self.source, self.staff = _choice(_("Where from")), _choice(_("Who took it"))
        self._build()
        self._connect()
        self.hand_focus_to(self.board)

    def _build(self) -> None:
        self.count = label("", "", "second")
        self.add_button = button(_("+ Enquiry"), self.add, kind="primary")
        self.search.setMinimumWidth(scaled(SEARCH_NARROWEST))
        self.search.setMaximumWidth(scaled(SEARCH_WIDEST))
        self.search.setToolTip(_("By name, phone, what was asked, product or source"))
        head = row(
            label(_("Enquiries"), "title"), self.count, None, self.search, self.source, self.staff, self.add_button
        )
        head.setStretch(3, 3)
        self.empty = EmptyState(
            _(
                "Somebody asks on the phone, in a chat, at the counter: write it down with the next step, and you will"
                " be reminded. What is sold moves to Won, so nobody who asked is forgotten."
            ),
            _("Write down an enquiry"),
            self.add,
            icon_name="inbox",
        )
        self.stack = QStackedWidget()
        for part in (self.board, self.empty):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_WIDE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_WIDE)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._show)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.closed.connect(self._leave_search)
        self.search.returnPressed.connect(self._to_board)
        self.search.moved.connect(lambda _step: self._to_board())
        self.source.activated.connect(lambda _index: self._show())
        self.staff.activated.connect(lambda _index: self._show())
        self.add_button.setToolTip(tip(self.action("add")))
        board = self.board
        board.opened.connect(self._open)
        board.moved.connect(self._move)
        board.menu_asked.connect(self._show_menu)
        board.older_asked.connect(self._show_older)

    def reload(self) -> None:
        """Read the board; an older answer is of no interest any more."""
        from app.services.enquiries.board import closed_since, list_board

        if self._job is not None:
            self._job.drop()
        db, since = self.context.db, None if self._all_closed else closed_since(self.context.now())
        self._job = self.context.jobs.run(lambda _report: list_board(db, since), on_done=self._on_read)

    def is_busy(self) -> bool:
        """True while the board is being read, or what was typed is not looked for yet."""
        return self._typing.isActive() or (self._job is not None and not self._job.finished)

    def client_id(self) -> int | None:
        """Whom the chosen card is about."""
        chosen = self.board.current()
        return chosen.client_id if chosen is not None else None

    def go_back(self) -> bool:
        """Esc takes the filter away."""
        if not self._filter_is_on():
            return False
        self.search.clear()
        self.source.setCurrentIndex(0)
        self.staff.setCurrentIndex(0)
        self._show()
        return True

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the board, and of the card that it stands at."""
        return page_actions(lambda: self)

    def open_current(self) -> None:
        """The form of the card that the board stands at."""
        enquiry = self.board.current()
        if enquiry is not None:
            self._open(enquiry)

    def delete_current(self) -> None:
        """Delete the card that the board stands at."""
        enquiry = self.board.current()
        if enquiry is not None:
            self._delete(enquiry)

    def state(self) -> object:
        """What the board is narrowed to, and the chosen card."""
        chosen = self.board.current()
        return {
            "query": self.search.text(),
            "source": self.source.currentData(),
            "staff": self.staff.currentData(),
            "all": self._all_closed,
            "chosen": chosen.id if chosen else None,
        }

    def restore(self, state: object) -> None:
        """The filter is back once the board is read."""
        if isinstance(state, dict):
            self._wanted = state
            self._all_closed = bool(state["all"])
            self.search.setText(state["query"])

    def add(self) -> None:
        """A new enquiry."""
        from app.ui.dialogs.enquiries.dialog import EnquiryDialog

        dialog = EnquiryDialog(self.context, None, self)
        dialog.accepted.connect(lambda: self._on_added(dialog.saved_id))
        dialog.open()

    def _on_added(self, enquiry_id: int | None) -> None:
        self._added = enquiry_id
        self.board.choose(enquiry_id)
        self._look_for_added()

    def _look_for_added(self) -> None:
        """A new enquiry is seen: a filter that it does not fit goes."""
        added = self._added
        if added is None or self._read is None or all(row.id != added for row in self._read.rows):
            return  # it will be read in a moment
        self._added = None
        if self.board.row_of(added) is None:
            self.board.choose(added)
            self.go_back()

    def _on_read(self, board: Board) -> None:
        self._read, self._day = board, self.context.today()
        _fill(self.source, _("Any source"), [(one, one) for one in board.sources], self._wanted.pop("source", None))
        _fill(self.staff, _("Everyone"), list(board.staff), self._wanted.pop("staff", None))
        self.staff.setVisible(len(board.staff) > 1)
        self.source.setVisible(bool(board.sources))
        if "chosen" in self._wanted:
            self.board.choose(self._wanted.pop("chosen"))
        self._show()

    def _asked(self) -> BoardFilter:
        from app.services.enquiries.board import BoardFilter

        return BoardFilter(self.search.text(), self.source.currentData() or "", self.staff.currentData())

    def _filter_is_on(self) -> bool:
        return bool(self.search.text() or self.source.currentData() or self.staff.currentData())

    def _show(self) -> None:
        from app.services.enquiries.board import columns

        self._typing.stop()
        board = self._read
        if board is None:
            return
        nothing = not board.rows and not board.older
        shown = columns(board, self._asked(), self.context.today())
        self.board.show_columns(shown, board, narrowed=self._filter_is_on())
        opened = sum(len(shown[state].rows) for state in (EnquiryState.NEW, EnquiryState.IN_WORK))
        self.count.setText("" if nothing else _("{enquiries} open").format(enquiries=enquiries_count(opened)))
        for tool in (self.search, self.count):
            tool.setVisible(not nothing)
        self._show_board(not nothing)
        self._look_for_added()

    def _show_board(self, there: bool) -> None:
        """The board, or what teaches in its place; the keyboard goes along."""
        wanted, button = self.board if there else self.empty, self.empty.action
        if self.stack.currentWidget() is wanted:
            return
        focused = self.focusWidget()
        within = focused is not None and self.stack.isAncestorOf(focused)
        self.stack.setCurrentWidget(wanted)
        if within:
            target = self.board if there or button is None else button
            self.hand_focus_to(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, enquiry: EnquiryRow) -> None:
        from app.ui.dialogs.enquiries.acts import open_enquiry

        open_enquiry(self.context, enquiry, self)

    def _move(self, enquiry: EnquiryRow, state: EnquiryState) -> None:
        from app.ui.dialogs.enquiries.acts import move

        move(self.context, enquiry, state, self)

    def _delete(self, enquiry: EnquiryRow) -> None:
        from app.ui.dialogs.enquiries.acts import delete

        delete(self.context, enquiry)

    def _show_menu(self, enquiry: EnquiryRow, at: QPoint) -> None:
        from app.ui.dialogs.enquiries.acts import show_menu

        show_menu(self.context, enquiry, self, at)

    def _show_older(self) -> None:
        self._all_closed = True
        self.reload()

    def look_for(self) -> None:
        """Type which cards the board is to show."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self._to_board()

    def _to_board(self) -> None:
        if self._typing.isActive():
            self._show()
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """On another day what is due today is another thing."""
        super().showEvent(event)
        if self._day is not None and self._day != self.context.today():
            self.reload()


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFixedHeight(tall(CONTROL_HEIGHT))
    made.setMinimumWidth(scaled(FILTER_WIDTH))
    made.hide()
    return made


def _fill(choice: QComboBox, every: str, entries: list[tuple[Any, str]], wanted: object) -> None:
    """Offer the entries, keeping what is chosen."""
    chosen = choice.currentData() if wanted is None else wanted
    choice.clear()
    choice.addItem(every, None)
    for value, text in entries:
        choice.addItem(text, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
