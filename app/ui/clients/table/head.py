"""The head of the clients page: title and count, views, search, filter, columns and the menu of everything else."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.i18n import _, number_text
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label
from app.wording.counts import clients_count

SEARCH_WIDEST, SEARCH_NARROWEST = 280, 150


class ClientsHead(QWidget):
    """Only the parts; the page says what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "", "third")
        self.search = SearchField(_("Name, phone, card…"), _("Ctrl F"))
        self.search.setMinimumWidth(scaled(SEARCH_NARROWEST))
        self.search.setMaximumWidth(scaled(SEARCH_WIDEST))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.views_button = button("", small=True, kind="ghost")
        self.views_button.setProperty("menu", "true")
        self.views_menu = QMenu(self.views_button)
        self.views_button.setMenu(self.views_menu)
        self.filter_button = button(_("Filter"), small=True, icon_name="plus")
        self.columns_button = icon_button("columns-3", _("Columns"))
        self.more_button = icon_button("ellipsis", _("More"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        layout.setSpacing(GAP)
        for part in (label(_("Clients"), "title"), self.count, self.views_button):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.search, 3)
        for tool in (self.filter_button, self.columns_button, self.more_button):
            layout.addWidget(tool)

    def show_count(self, count: int) -> None:
        """How many clients are listed."""
        self.count.setText(number_text(count))
        self.count.setAccessibleName(clients_count(count))
