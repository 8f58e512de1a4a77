"""The page Segments: the map of groups, the table behind it, the shop’s own segments, and who comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.segments import acts
from app.ui.segments.chosen import Chosen, chosen_of, in_state
from app.ui.segments.cohorts_card import CohortsCard
from app.ui.segments.groups_card import GroupsCard
from app.ui.segments.head import MAP, OWN, TABLE, SegmentsHead
from app.ui.segments.movements_card import MovementsCard
from app.ui.segments.page_actions import page_actions
from app.ui.segments.panel import GroupPanel, PanelActs
from app.ui.segments.reading import Moved, People, Shown, read_cohorts, read_movements, read_people, read_shown
from app.ui.segments.tabs import TABS, Tab, has_view
from app.ui.segments.words import counted_line, scale_name
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE, GAP_WIDE
from app.ui.widgets.action import Action, add_to_menu, tip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import ScrollingArea
from app.ui.widgets.page import Page
from app.ui.widgets.tab_order import follow

if TYPE_CHECKING:
    from datetime import date

    from app.services.report.cohorts import Cohort
    from app.services.segments.settings import Method
    from app.ui.segments.own.view import OwnSegments

SIDE, SIDE_NARROW = 380, 316  # px; the column on the right
NARROW = 1100  # px; of the page
RESTING_MS = 80  # the best of a group are read once the arrow keys rest
FIRST = "champions"  # chosen before anybody chose


class SegmentsPage(Page):
    """Arrows go through the groups, Enter shows their clients; the other keys are in `actions`."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.CLIENTS, Area.PURCHASES, Area.IMPORTS, Area.SETTINGS})
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._shown: Shown | None = None
        self._day: date | None = None
        kept = context.memory.kept("segments/view")
        self.view = kept if has_view(kept) else MAP
        self._tabs: dict[str, Tab] = {}
        self.head = SegmentsHead(has_view)
        self.groups = GroupsCard()
        self.panel = GroupPanel(context, self._panel_acts())
        self.cohorts = CohortsCard(context.events.show_clients.emit)
        self.movements = MovementsCard(context)
        self._resting = QTimer(self, singleShot=True, interval=RESTING_MS)
        self._resting.timeout.connect(self._read_people)
        self._build()
        self._connect()
        for key in (FIRST, context.memory.kept("segments/chosen")):
            self.groups.choose(key)
        self.show_view(self.view)

    def _build(self) -> None:
        self.empty = EmptyState(
            _(
                "Your clients in groups, from champions to those who were lost, will be here: with the first purchases"
                " of an import, or one by one from the counter."
            ),
            _("Import an Excel file"),
            lambda: self.context.events.show_page.emit("import"),
            icon_name="layout-grid",
            primary=True,
        )
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_WIDE)
        for card in (self.panel, self.cohorts, self.movements):
            column.addWidget(card)
        column.addStretch(1)
        self.side = ScrollingArea(side)
        self.views = QStackedWidget()
        self.views.addWidget(self.groups)
        self.views.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(GAP_WIDE)
        left.addWidget(self.head)
        left.addWidget(self.views, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_CARD)
        layout.addLayout(left, 1)
        layout.addWidget(self.side)

    def _connect(self) -> None:
        self.head.view_asked.connect(self.show_view)
        self.head.scale_asked.connect(self.set_scale)
        self.head.scale_button.setToolTip(tip(self.action("scale")))
        self.movements.month_asked.connect(self._read_movements)
        self.groups.table.method_asked.connect(self._set_method)
        for view in (self.groups.map, self.groups.table):
            view.tiles.menu_asked.connect(lambda at: self.group_menu().popup(at))
        self.groups.chosen.connect(lambda _key: self._show_chosen())
        self.groups.opened.connect(lambda _key: self.show_clients())

    def _panel_acts(self) -> PanelActs:
        return PanelActs(
            self.add_tasks,
            self.show_clients,
            self.show_state,
            self.copy_phones,
            self.copy_emails,
            self.export,
            self.save_view,
        )

    # What is read

    def reload(self) -> None:
        """Count the groups again; what is shown stays until then."""
        db, today = self.context.db, self.context.today()
        self._day = today
        if self.view in self._tabs:
            self._tabs[self.view].reload()
        self.read("map", lambda _report: read_shown(db, today), self._show_map)
        self.read("cohorts", lambda report: read_cohorts(db, today, report), self._show_cohorts, "long")
        self._read_movements()

    def _read_movements(self) -> None:
        self.movements.follow_today()
        db, month, today = self.context.db, self.movements.month, self.context.today()
        self.read("movements", lambda _report: read_movements(db, month, today), self._show_movements, "long")

    def _show_map(self, shown: Shown) -> None:
        if self._shown is None:
            self._begin(shown)
        self._shown = shown
        self.head.show_counted(counted_line(shown.map, self.context.today()), scale_name(shown.map.scale))
        self.head.show_own_count(shown.views)
        self.groups.show_map(shown, self.context.settings.currency)
        self.show_view(self.view)
        self._show_chosen()

    def _begin(self, shown: Shown) -> None:
        """Choose the best that has anybody, where what is chosen has nobody."""
        if not chosen_of(self.groups.current(), shown).clients:
            cells = [f"{r}{f}" for (r, f), cell in sorted(shown.map.cells.items(), reverse=True) if cell.clients]
            groups = [code for code, count in shown.map.groups.items() if count.clients]
            self.groups.choose(next(iter(cells if self.view == TABLE else groups), self.groups.current()))

    def _show_cohorts(self, cohorts: tuple[Cohort, ...]) -> None:
        self.cohorts.show_cohorts(cohorts, self.context.today())
        self._order_tab()

    def _show_movements(self, moved: Moved) -> None:
        self.movements.show_movements(moved.movements, moved.names)
        self._order_tab()

    def _order_tab(self) -> None:
        """Tab goes through the cards as they stand, whichever of them was filled last."""
        before: QWidget | None = self.groups.prospects
        for card in (self.panel, self.cohorts, self.movements):
            before = follow(before, card)

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        self.context.memory.keep("segments/chosen", chosen.key)
        self.panel.show_chosen(chosen)
        self._order_tab()
        self.drop("people")
        self._resting.start()

    def _read_people(self) -> None:
        chosen, db, today = self.chosen(), self.context.db, self.context.today()
        if chosen is not None and chosen.clients:
            self.read("people", lambda _report: read_people(db, chosen.where, today), self._show_people)

    def _show_people(self, people: People) -> None:
        self.panel.show_people(people)
        self._order_tab()

    def chosen(self) -> Chosen | None:
        """What the panel is about; None before the groups were counted."""
        return None if self._shown is None else chosen_of(self.groups.current(), self._shown)

    # What is shown

    def show_view(self, view: str) -> None:
        """The map, the table, the shop’s own segments, or who comes back."""
        focused = self.focusWidget()
        within = focused is not None and self.views.isAncestorOf(focused)
        changed, self.view = view != self.view, view
        self.context.memory.keep("segments/view", view)
        self.head.show_view(view)
        nothing = self._shown is not None and not self._shown.map.buyers
        self.head.counted.setVisible(not nothing)
        self.head.scale_button.setVisible(not nothing)
        target: QWidget
        if nothing and view != OWN:  # segments of its own a shop can have before it has sold anything
            self.views.setCurrentWidget(self.empty)
            target = self.empty.action or self.empty
        elif view in (MAP, TABLE):
            self.groups.show_view(view)
            self.views.setCurrentWidget(self.groups)
            target = self.groups.tiles()
        else:
            target = self._show_tab(view, again=changed)
        self._show_side()
        self.hand_focus_to(target)
        if focused is not None and within and not focused.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tab(self, view: str, *, again: bool) -> Tab:
        """Made when it is shown first, and read whenever one comes to it."""
        made = view not in self._tabs
        if made:
            self._tabs[view] = TABS[view](self.context)
            self.views.addWidget(self._tabs[view])
        tab = self._tabs[view]
        self.views.setCurrentWidget(tab)
        if made or again:
            tab.reload()
        return tab

    def own(self) -> OwnSegments:
        """The shop’s own segments, shown now."""
        from app.ui.segments.own.view import OwnSegments

        self.show_view(OWN)
        shown = self._tabs[OWN]
        assert isinstance(shown, OwnSegments)
        return shown

    def is_busy(self) -> bool:
        """True while the groups are being counted, or what the view shows is being read."""
        return super().is_busy() or self._resting.isActive() or any(tab.is_busy() for tab in self._tabs.values())

    def _show_side(self) -> None:
        nothing = self._shown is None or not self._shown.map.buyers
        self.side.setVisible(self.view in (MAP, TABLE) and not nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(scaled(SIDE_NARROW if self.width() < scaled(NARROW) else SIDE))

    def event(self, event: QEvent) -> bool:
        """On another day others are silent for too long."""
        looked_at = event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate)
        if looked_at and self._day is not None and self._day != self.context.today():
            self.reload()
        return super().event(event)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the views, and of the group that is chosen."""
        return page_actions(lambda: self)

    def state(self) -> object:
        """The chosen group and the view are kept beside the page."""
        return None

    # What the owner does

    def has_clients(self) -> bool:
        """Whether anybody is in what is chosen."""
        chosen = self.chosen()
        return chosen is not None and chosen.clients > 0 and not self.side.isHidden()

    def show_clients(self) -> None:
        """Everybody of the chosen group, on the page of clients."""
        self._do(lambda chosen: acts.show_clients(self.context, chosen))

    def show_state(self, state: str) -> None:
        """Those of the chosen group whose rhythm goes so."""
        self._do(lambda chosen: acts.show_clients(self.context, in_state(chosen, state)))

    def add_tasks(self) -> None:
        """A task for everybody of the chosen group."""
        self._do(lambda chosen: acts.add_tasks(self.context, chosen, self.window()))

    def copy_phones(self) -> None:
        """Their phones, for a message."""
        self._do(lambda chosen: acts.copy_phones(self.context, chosen))

    def copy_emails(self) -> None:
        """Their e-mails, for a message."""
        self._do(lambda chosen: acts.copy_emails(self.context, chosen))

    def export(self) -> None:
        """All of them as a file."""
        self._do(lambda chosen: acts.export(self.context, self, chosen))

    def save_view(self) -> None:
        """The group under a name among the saved views."""
        self._do(lambda chosen: acts.save_view(self.context, chosen, self.panel.more))

    def _do(self, act: Callable[[Chosen], object]) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.clients:
            act(chosen)

    def group_menu(self) -> QMenu:
        """What can be done with everybody of the chosen group, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = ("clients", "tasks", None, "phones", "emails", "export", None, "save")
        add_to_menu(menu, [None if name is None else self.action(name) for name in names])
        return menu

    def set_scale(self) -> None:
        """How the groups are counted: the steps, the method, the names."""
        from app.ui.segments.scale_dialog import ScaleDialog

        if self._shown is not None:
            ScaleDialog(self.context, self._shown.settings, self.window()).open()

    def _set_method(self, method: Method) -> None:
        """Count by the shop’s own steps or by fifths, everywhere in the program."""
        shown = self._shown
        if shown is None or shown.settings.method == method:
            return
        acts.save_scale(self.context, replace(shown.settings, method=method))
