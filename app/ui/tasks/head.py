"""The head of the page of tasks: title and count, list or week or month, search, and the button of a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.i18n import _
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.action import Action, add_to_menu
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label

LIST, WEEK, MONTH = VIEWS = ("list", "week", "month")
SEARCH_WIDEST, SEARCH_NARROWEST = 280, 140


class TasksHead(QWidget):
    """`view_asked(view)` for the switch; `add` is what the primary button does."""

    view_asked = Signal(str)

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self.count = label("", "", "third")
        self.search = SearchField(_("Find a task"), _("Ctrl F"))
        self.search.setMinimumWidth(scaled(SEARCH_NARROWEST))
        self.search.setMaximumWidth(scaled(SEARCH_WIDEST))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setToolTip(_("By what is to be done, the note or the client"))
        self.more = icon_button("ellipsis", _("More"))
        self.add_button = button(_("+ Task"), add, kind="primary")
        names = {LIST: _("List"), WEEK: _("Week"), MONTH: _("Month")}
        self.view_buttons = {view: button(text, small=True) for view, text in names.items()}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(label(_("Tasks"), "title"))
        layout.addWidget(self.count)
        layout.addSpacing(GAP_SMALL)
        for view, one in self.view_buttons.items():
            one.setProperty("kind", "filter")
            one.setCheckable(True)
            group.addButton(one)
            one.clicked.connect(lambda _on=False, view=view: self.view_asked.emit(view))
            layout.addWidget(one)
        layout.addStretch(1)
        layout.addWidget(self.search, 3)
        layout.addWidget(self.more)
        layout.addWidget(self.add_button)

    def show_tips(self, add: str, views: str) -> None:
        """What the button and the switch do, with their keys."""
        self.add_button.setToolTip(add)
        for one in self.view_buttons.values():
            one.setToolTip(views)

    def show_more(self, acts: Sequence[Action]) -> None:
        """What the three dots open."""
        menu = QMenu(self.more)
        add_to_menu(menu, acts)
        self.more.setMenu(menu)

    def show_view(self, view: str) -> None:
        """Which of them is shown."""
        self.view_buttons[view].setChecked(True)

    def show_count(self, words: str) -> None:
        """How many there are."""
        self.count.setText(words)
