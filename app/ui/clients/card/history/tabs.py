"""The tabs of a client's card: timeline, purchases with their lines, tasks, changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.services.aftersale.cases import CaseRow
from app.services.aftersale.entitlements import EntitlementRow
from app.services.clients.data import FeedbackRow, InteractionRow, PurchaseRow
from app.services.enquiries.data import EnquiryRow
from app.services.interests import InterestRow
from app.ui.background import Report
from app.ui.clients.card.history.change_rows import change_row
from app.ui.clients.card.history.log_box import LogBox, Logged, Row
from app.ui.clients.card.history.purchase_rows import purchase_row
from app.ui.clients.card.history.task_rows import task_row
from app.ui.clients.card.history.timeline import entry, timeline
from app.ui.clients.card.history.wide_entry import WideEntry
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.acts import open_case, open_entitlement
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.dialogs.products.interest_dialog import close_wish
from app.ui.dialogs.receipts.acts import receipt_choices
from app.ui.exporting import export_to_file, file_name
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, ScrollingArea, line, row, scroll_to
from app.ui.widgets.tab_order import follow
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.exports.export import Exported

ROWS_AT_ONCE = 25
ROWS_A_TURN = 4
ROW_LEAST = 38  # px; a row of one line


class MoreList(QWidget):
    """Rows one below the other. As many as `fill` has room for are there at once, up to 25 follow a few at a time so
    that nothing stutters, the button below shows as many again."""

    def __init__(self, items: Sequence[Any], make_row: Callable[[Any], QWidget], empty: str, icon_name: str) -> None:
        super().__init__()
        self._items, self._make_row = items, make_row
        self._made, self._wanted = 0, 0
        self._last: QWidget | None = None  # that takes the focus
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.more = button("", self._show_more, kind="link", small=True)
        self.more.hide()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(lambda: self._add(ROWS_A_TURN))
        if items:
            self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
            self._layout.addStretch(1)
            self._show_more()
        else:
            self._layout.addWidget(EmptyState(empty, icon_name=icon_name))

    def fill(self, height: int) -> None:
        """Show at once as many rows as may be seen within `height` px."""
        seen = min(height // ROW_LEAST + 1, len(self._items))
        self._wanted = max(self._wanted, seen)
        self._add(max(seen - self._made, 0))

    def _show_more(self) -> None:
        self._wanted = min(self._wanted + ROWS_AT_ONCE, len(self._items))
        self.more.hide()
        self._turn.start()

    def _add(self, count: int) -> None:
        for item in self._items[self._made : min(self._made + count, self._wanted)]:
            made = self._make_row(item)
            self._layout.insertWidget(self._made, made)
            made.show()
            self._last = follow(self._last, made)
            self._made += 1
        if self._made >= self._wanted:
            self._turn.stop()
            left = len(self._items) - self._made
            self.more.setText(_("Show {n} more").format(n=number_text(min(left, ROWS_AT_ONCE))))
            self.more.setVisible(left > 0)
            follow(self._last, self.more)


@dataclass(frozen=True)
class LogHands:
    """What the tabs ask for: write a line of the log, correct one, delete one."""

    logged: Logged
    correct: Callable[[Row], object]
    delete: Callable[[Row], object]


class CardTabs(Card):
    """Tabs over one client's card; `chosen` is the tab shown, kept when the card is read again."""

    def __init__(
        self, context: AppContext, card: ClientCard, hands: LogHands, chosen: int, over: QWidget | None = None
    ) -> None:
        super().__init__(padding=0, spacing=0, over=over)
        self._context, self._card, self._hands = context, card, hands
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName(_("What is shown of the client"))
        self.log = LogBox(hands.logged)
        self._stack = QStackedWidget()
        self._pages = [self._timeline, self._purchases, self._tasks, self._changes]
        for title in self._titles():
            self.bar.addTab(title)
            self._stack.addWidget(QFrame())
        self.body.setContentsMargins(1, 1, 1, 1)
        inset = QVBoxLayout()
        inset.setContentsMargins(5, 0, 5, 0)
        inset.addWidget(self.bar)
        self.body.addLayout(inset)
        self.body.addWidget(line())
        self.body.addWidget(self.log)  # above the list: the bar at the bottom of the window would lie over it
        self.body.addWidget(line())
        self.body.addWidget(self._stack, 1)
        self.bar.setCurrentIndex(chosen)
        self._show(chosen)
        self.bar.currentChanged.connect(self._turned)

    def client_id(self) -> int:
        """Whose they are."""
        return self._card.row.id

    def chosen(self) -> int:
        """The number of the tab shown."""
        return self.bar.currentIndex()

    def turn(self, step: int) -> None:
        """To the next tab, or the one before; after the last comes the first."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def scroll_list(self, pages: int) -> None:
        """So many screens down in the list of the tab, or up."""
        area = self._stack.currentWidget()
        if isinstance(area, ScrollingArea):
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + pages * bar.pageStep())

    def scrolled(self) -> int:
        """How far the list of the tab is scrolled down, px."""
        area = self._stack.currentWidget()
        return area.verticalScrollBar().value() if isinstance(area, ScrollingArea) else 0

    def fill(self, scrolled: int = 0) -> None:
        """The tab has its room by now: show as many rows as it takes, from `scrolled` px on."""
        area = self._stack.currentWidget()
        if isinstance(area, ScrollingArea):
            for rows in area.findChildren(MoreList):
                rows.fill(scrolled + self._stack.height())
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            area.verticalScrollBar().setValue(scrolled)

    def _turned(self, number: int) -> None:
        self._show(number)
        self.fill(self.scrolled())
        scroll_to(self)  # in a low window

    def _show(self, number: int) -> None:
        """Make the content of a tab the first time it is looked at."""
        place = self._stack.widget(number)
        if type(place) is QFrame:
            self._stack.removeWidget(place)
            place.deleteLater()
            area = ScrollingArea()
            self._stack.insertWidget(number, area)
            area.hold(self._pages[number]())
        self._stack.setCurrentIndex(number)

    def _titles(self) -> list[str]:
        open_tasks = sum(not task.done for task in self._card.tasks)
        return [
            _("Timeline"),
            _counted(_("Purchases"), self._card.receipts),
            _counted(_("Tasks"), open_tasks),
            _("Changes"),
        ]

    def _timeline(self) -> QWidget:
        settings, today = self._context.settings, self._context.today()
        empty = _("Nothing has happened yet. Write down the first call above, or add a purchase.")
        return MoreList(
            timeline(self._card, settings.zone),
            lambda one: WideEntry(entry(one, settings.currency, settings.zone), today, self._acts_on(one)),
            empty,
            "history",
        )

    def _acts_on_receipt(self, row: PurchaseRow) -> list[tuple[str, Callable[[], object]]]:
        return receipt_choices(self._context, row.id, self.window(), returned=(row.total or 0) < 0)

    def _acts_on(self, one: Any) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with a line of the timeline."""
        if isinstance(one, PurchaseRow):
            return self._acts_on_receipt(one)
        if isinstance(one, InterestRow) and one.closed_at is None:
            return [(_("Not wanted any more"), lambda: close_wish(self._context, one.id))]
        if isinstance(one, CaseRow):
            return [(_("Open"), lambda: open_case(self._context, one, self))]
        if isinstance(one, EntitlementRow):
            return [(_("Open"), lambda: open_entitlement(self._context, one, self))]
        if isinstance(one, EnquiryRow):
            return [(_("Open"), lambda: EnquiryDialog(self._context, one, self.window()).open())]
        if not isinstance(one, InteractionRow | FeedbackRow):
            return []
        return [(_("Correct"), lambda: self._hands.correct(one)), (_("Delete"), lambda: self._hands.delete(one))]

    def _purchases(self) -> QWidget:
        currency, today = self._context.settings.currency, self._context.today()
        rows = MoreList(
            self._card.purchases,
            lambda purchase: purchase_row(purchase, currency, today, self._acts_on_receipt(purchase)),
            _("No purchases yet. Ctrl+P adds one."),
            "shopping-bag",
        )
        if not self._card.purchases:
            return rows
        save = icon_button("file-spreadsheet", _("Save these purchases as Excel…"), self._export_purchases)
        head = row(None, save)
        head.setContentsMargins(GAP, GAP, GAP, 0)
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rows, 1)
        if self._card.receipts > len(self._card.purchases):
            said = _("The newest {n} are shown here. All of them are on the page of purchases.")
            older = label(said.format(n=number_text(len(self._card.purchases))), "small", "third", wrap=True)
            older.setContentsMargins(14, GAP, 14, GAP)
            layout.addWidget(older)
        return made

    def _export_purchases(self) -> None:
        """All that the client has bought, as a file."""
        db, client = self._context.db, self._card.row

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_purchases
            from app.wording.files import export_words

            return export_purchases(db, place, export_words(), report, client.id)

        export_to_file(self._context, self, f"{_('Purchases')} {file_name(client.name)}", write)

    def _tasks(self) -> QWidget:
        tasks = sorted(self._card.tasks, key=lambda task: (task.done, task.due_day, -task.priority))
        client = self._card.row
        return MoreList(
            tasks, lambda task: task_row(self._context, task, client), _("No tasks. Ctrl+T adds one."), "list-checks"
        )

    def _changes(self) -> QWidget:
        today = self._context.today()
        return MoreList(
            self._card.changes,
            lambda change: change_row(self._context, change, today),
            _("Nothing was changed by hand yet."),
            "pencil",
        )


def _counted(title: str, count: int) -> str:
    return f"{title} {number_text(count)}" if count else title
