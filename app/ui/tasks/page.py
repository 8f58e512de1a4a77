"""The Tasks page: what was promised, by day, with the overdue first; as a list, a week or a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import open_task
from app.ui.dialogs.tasks.calendar_acts import calendar_actions
from app.ui.dialogs.tasks.quick_line import QuickLine
from app.ui.tasks.acts import TaskActs
from app.ui.tasks.bulk_bar import TasksBar
from app.ui.tasks.filters import TaskFilters
from app.ui.tasks.head import LIST, VIEWS, TasksHead
from app.ui.tasks.page_actions import page_actions
from app.ui.tasks.task_list import TaskListView
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.widgets.action import Action, tip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, line
from app.ui.widgets.page import Page
from app.ui.widgets.tab_order import follow
from app.wording.tasks import tasks_count

if TYPE_CHECKING:
    from app.ui.background import Report
    from app.ui.tasks.planning import Planning
    from app.ui.tasks.reading import Listed

TYPING_MS = 120
VIEW_KEPT, WHOSE_KEPT = "tasks/view", "tasks/whose"


class TasksPage(Page):
    """Every act by mouse has its key; what the ticks say is done with all of them at once."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.TASKS, Area.CLIENTS, Area.SETTINGS})
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.view, self._day = LIST, context.today()
        self._wanted: int | None = None  # to be chosen once it is listed
        self._wanted_day: date | None = None
        self.planning: Planning | None = None
        self.head, self.filters, self.bar = TasksHead(self.add), TaskFilters(), TasksBar()
        self.list, self.quick = TaskListView(context), QuickLine(context)
        self.acts = TaskActs(context, self.list, self.filters, self.bar, self)
        self._build()
        self._connect()
        kept = context.memory.kept(VIEW_KEPT)
        self._take_view(kept if kept in VIEWS else LIST)

    def _build(self) -> None:
        words = _(
            "What was promised, to whom and for when: write it down here, and you are reminded on the day. Tasks can"
            " repeat, have steps, and belong to a client."
        )
        self.beginning = EmptyState(words, _("Write down the first task"), self.add, icon_name="list-checks")
        self.nothing = EmptyState("", _("Show all tasks"), self._show_all, icon_name="circle-check")
        self.above, self.stack = QStackedWidget(), QStackedWidget()
        self.above.addWidget(self.filters)
        self.above.addWidget(self.bar)
        for part in (self.list, self.beginning, self.nothing):
            self.stack.addWidget(part)
        card = Card(padding=0, spacing=0)
        self._below_it = line()
        card.body.addWidget(self.above)
        card.body.addWidget(self._below_it)
        card.body.addWidget(self.stack)
        card.body.setStretchFactor(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_WIDE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.head)
        layout.addWidget(self.quick)
        layout.addWidget(card, 1)
        self.hand_focus_to(self.list)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Tab goes from the top down, whenever each part was made."""
        last: QWidget | None = None
        for part in (self.head, self.quick, self.above, self.stack):
            last = follow(last, part)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.reload)
        search = self.head.search
        search.textChanged.connect(lambda _text: self._typing.start())
        search.closed.connect(self._leave_search)
        search.returnPressed.connect(self._to_list)
        search.moved.connect(lambda _step: self._to_list())
        self.head.view_asked.connect(self.show_view)
        self.head.show_more(calendar_actions(lambda: self))
        self.head.show_tips(tip(self.action("add_task")), tip(self.action("views")))
        self.filters.changed.connect(self._on_filter_changed)
        self.quick.added.connect(self._on_added)
        self.list.opened.connect(lambda task_id: open_task(self.context, task_id, self))
        self.list.client_asked.connect(self._open_client)
        self.list.menu_asked.connect(self._show_menu)
        self.list.tasks.ticks.changed.connect(self._show_bar)
        self.acts.only_client_asked.connect(self._show_client)
        bar = self.bar
        bar.done_asked.connect(lambda: self._acting().finish())
        bar.move_asked.connect(lambda: self._acting().move(bar.move_button))
        bar.delete_asked.connect(lambda: self._acting().delete())
        bar.all_asked.connect(self.list.tasks.ticks.tick_everything)
        bar.cleared.connect(self._clear_ticks)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """What can be done here."""
        return page_actions(lambda: self)

    def reload(self) -> None:
        """Read the list; an older answer is of no interest any more."""
        from app.ui.tasks.reading import read_list

        self._typing.stop()
        asked, today, context = self.filters.asked(self.head.search.text()), self.context.today(), self.context
        planning = self.planning if self.view != LIST else None
        if planning is not None:
            planning.show(asked, self.view)

        def work(_report: Report) -> Listed:
            return read_list(context, asked if planning is None else None, today)

        self._day = today
        self.read("list", work, self._on_read)

    def is_busy(self) -> bool:
        """True while the list is read, or what was typed is not looked for yet."""
        planning = self.planning is not None and self.planning.view.is_busy()
        return planning or self._typing.isActive() or super().is_busy()

    def client_id(self) -> int | None:
        """Of whom the current task is, or all of them are."""
        task = self.list.current_task()
        return self.filters.client_id() or (task.client_id if task else None)

    def go_back(self) -> bool:
        """Esc leaves the quick line, takes the ticks away, then the filter."""
        if self.quick.line.hasFocus():
            self._to_list()
        elif self.above.currentWidget() is self.bar:
            self._clear_ticks()
        elif self.filters.is_on() or self.head.search.text():
            self._show_all()
        else:
            return False
        return True

    def state(self) -> object:
        """The view, the filter and the current task."""
        return {
            "query": self.head.search.text(),
            "view": self.view,
            "chosen": self.list.current_id(),
            "day": None if self.planning is None else self.planning.view.day,
            **self.filters.state(),
        }

    def restore(self, state: object) -> None:
        """Take it over."""
        if isinstance(state, dict):
            self.filters.restore(state)
            self.head.search.setText(state["query"])
            self._wanted = state["chosen"]
            self._take_view(state["view"])
            if self.planning is not None and state["day"] is not None:
                self.planning.view.begin_with(state["day"])

    def add(self) -> None:
        """A new task, of the client that the page is narrowed to."""
        self.context.events.new_task.emit(self.filters.client_id())

    def add_on(self, day: date) -> None:
        """A new task for this day."""
        from app.services.tasks.save import TaskData

        self.context.events.new_task.emit(TaskData(self.filters.client_id(), "", day))

    def show_tasks(self, client_id: int | None) -> None:
        """Only those of this client; all for None."""
        self._take_view(LIST)
        self.filters.show_done(False)
        self._show_client(client_id)

    def show_view(self, view: str) -> None:
        """The list, the week or the month."""
        self._take_view(view)
        self.context.memory.keep(VIEW_KEPT, view)
        self.reload()

    def _take_view(self, view: str) -> None:
        self.view = view
        self.head.show_view(view)
        self.list.tasks.ticks.clear()
        if self.planning is not None:
            self.planning.view.clear_ticks()
        if view != LIST and self.planning is None:
            self._make_planning()

    def _make_planning(self) -> None:
        from app.ui.tasks.planning import Planning

        self.planning = Planning(self.context, self.add_on, self)
        view = self.planning.view
        view.day_opened.connect(self._open_day)
        view.ticks_changed.connect(self._show_bar)
        self.stack.addWidget(view)
        self._set_tab_order()

    def _open_day(self, day: date) -> None:
        """All of a day, in the list."""
        self._wanted_day = day
        self.show_view(LIST)

    def _acting(self) -> TaskActs | Planning:
        """Where the ticks are."""
        return self.acts if self.view == LIST or self.planning is None else self.planning

    def next_view(self) -> None:
        self.show_view(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def other_state(self) -> None:
        self.filters.show_done(not self.filters.done_button.isChecked())
        self._on_filter_changed()

    def _show_client(self, client_id: int | None) -> None:
        from app.services.clients.find import get_client_rows

        self.filters.show_client(client_id)
        self.quick.set_client(client_id)
        self._on_filter_changed()
        if client_id is not None:
            db = self.context.db
            self.read("client", lambda _report: get_client_rows(db, [client_id]), self._on_client_read)

    def _on_client_read(self, rows: list[Any]) -> None:
        if rows and self.filters.client_id() == rows[0].id:
            self.filters.show_client(rows[0].id, rows[0].name)

    def _on_filter_changed(self) -> None:
        self.list.tasks.ticks.clear()
        whose = self.filters.whose.currentData()
        self.context.memory.keep(WHOSE_KEPT, "" if whose is None else str(whose))
        self.reload()

    def _on_read(self, listed: Listed) -> None:
        kept = self.context.memory.kept_number(WHOSE_KEPT)
        self.filters.show_staff(listed.staff, self.context.db.staff_id, kept)
        self.filters.show_views(listed.views)
        me = self.context.db.staff_id  # whose name would say nothing
        self.list.staff = {one: name for one, name in listed.staff.items() if one != me}
        count = len(listed.tasks.ids)
        within = self._focus_is_within()
        self.list.show_list(listed.tasks)
        self._choose_wanted()
        planned = self.planning.view if self.planning is not None and self.view != LIST else None
        self.head.show_count(tasks_count(count) if listed.any and planned is None else "")
        for part in (self.above, self._below_it):
            part.setVisible(listed.any or planned is not None)
        self._show_part(planned or (self.list if count else self.nothing if listed.any else self.beginning), within)
        self._show_bar()

    def _choose_wanted(self) -> None:
        """The task, or the day, that is to be the current one."""
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if self._wanted_day is not None and self.view == LIST:
            self.list.choose_day(self._wanted_day)
            self._wanted_day = None

    def _focus_is_within(self) -> bool:
        focused = self.focusWidget()
        return focused is not None and self.stack.isAncestorOf(focused)

    def _show_part(self, part: QWidget, within: bool) -> None:
        """The list, or what teaches in its place; the keyboard goes along."""
        if part is self.nothing:
            narrowed = self.filters.is_on() or bool(self.head.search.text())
            done = self.filters.done_button.isChecked()
            free = _("Everything is done. Nothing was promised for the days to come.")
            none_done = _("Nothing was done yet. What is ticked off stands here and can be taken up again.")
            self.nothing.sentence.setText(_("No task fits.") if narrowed else none_done if done else free)
        self.stack.setCurrentWidget(part)
        button = getattr(part, "action", None)
        target = part if button is None else button
        self.hand_focus_to(target)
        if within:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        self.head.search.clear()
        self.filters.show_done(False)
        self.filters.clear()

    def _show_bar(self) -> None:
        if self.view == LIST or self.planning is None:
            listed = len(self.list.tasks.tasks.ids())
            count = self.list.tasks.ticks.count(listed)
        else:
            listed = count = len(self.planning.view.ticked_ids())
        self.bar.show_count(count, listed, done=self.filters.done_button.isChecked())
        self.above.setCurrentWidget(self.bar if count else self.filters)

    def _clear_ticks(self) -> None:
        self.list.tasks.ticks.clear()
        if self.planning is not None:
            self.planning.view.clear_ticks()
        self._to_list()

    def _open_client(self, client_id: int | None) -> None:
        if client_id is not None:
            self.context.events.open_client.emit(client_id)

    def _show_menu(self, at: QPoint) -> None:
        self.acts.menu().show_at(at)

    def _on_added(self, task_id: int) -> None:
        """The new one is the current one, as soon as it is listed."""
        self._wanted = task_id
        self._choose_wanted()
        if self.planning is not None:
            self.planning.view.want(task_id)

    def focus_search(self) -> None:
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def _leave_search(self) -> None:
        if self.head.search.text():
            self.head.search.clear()
        else:
            self._to_list()

    def _to_list(self) -> None:
        if self._typing.isActive():
            self.reload()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Looked at on another day, other tasks are overdue."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate) and self._day != self.context.today():
            self.reload()
        return super().event(event)
