"""The head of the purchases page: title and count, by receipt or by line, search, export and the menu of the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label
from app.wording.counts import receipts_count

SEARCH_WIDEST, SEARCH_NARROWEST = 300, 150


class PurchasesHead(QWidget):
    """`by_asked(by)` for the switch: "receipt" or "line"; the page says what the rest does."""

    by_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "", "third")
        self.search = SearchField(_("Receipt, client, product…"), _("Ctrl F"))
        self.search.setMinimumWidth(scaled(SEARCH_NARROWEST))
        self.search.setMaximumWidth(scaled(SEARCH_WIDEST))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.switch = {"receipt": _("By receipt"), "line": _("By line")}
        self.by_buttons = {by: button(text, small=True) for by, text in self.switch.items()}
        group = QButtonGroup(self)
        for by, one in self.by_buttons.items():
            one.setProperty("kind", "filter")
            one.setCheckable(True)
            group.addButton(one)
            one.clicked.connect(lambda _on=False, by=by: self.by_asked.emit(by))
        self.export_button = icon_button("file-spreadsheet", _("Save this list as a file…"))
        self.more_button = icon_button("ellipsis", _("More"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(label(_("Purchases"), "title"))
        layout.addWidget(self.count)
        layout.addSpacing(GAP_SMALL)
        for one in self.by_buttons.values():
            layout.addWidget(one)
        layout.addStretch(1)
        layout.addWidget(self.search, 3)
        for tool in (self.export_button, self.more_button):
            layout.addWidget(tool)

    def show_by(self, by: str) -> None:
        """Which of the two is listed."""
        self.by_buttons[by].setChecked(True)

    def show_count(self, count: int, by: str) -> None:
        """How many are listed."""
        self.count.setText(number_text(count))
        lines = ngettext("{n} line", "{n} lines", count).format(n=number_text(count))
        self.count.setAccessibleName(receipts_count(count) if by == "receipt" else lines)
