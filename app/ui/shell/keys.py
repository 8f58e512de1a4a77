"""The keys of the program: one table for the shortcuts and for the list that F1 shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP
from app.ui.widgets.frames import GrowingArea
from app.ui.widgets.texts import label

AROUND = 120  # px; the title bar, and air above the task bar

# Name of the action, its key (or two that do the same), what it does in words.
KEYS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("search", "Ctrl+K", lambda: _("Find a client")),
    ("client", "Ctrl+N", lambda: _("New client")),
    ("purchase", "Ctrl+P", lambda: _("New purchase")),
    ("task", "Ctrl+T", lambda: _("New task")),
    ("undo", "Ctrl+Z", lambda: _("Take back what was done last")),
    ("redo", "Ctrl+Y Ctrl+Shift+Z", lambda: _("Do again what was taken back")),
    ("back", "Esc", lambda: _("Back")),
    ("today", "Ctrl+1", lambda: _("Today")),
    ("clients", "Ctrl+2", lambda: _("Clients")),
    ("purchases", "Ctrl+3", lambda: _("Purchases")),
    ("tasks", "Ctrl+4", lambda: _("Tasks")),
    ("enquiries", "Ctrl+5", lambda: _("Enquiries")),
    ("products", "Ctrl+6", lambda: _("Products")),
    ("import", "Ctrl+8", lambda: _("Import from Excel")),
    ("settings", "Ctrl+9", lambda: _("Settings")),
    ("keys", "F1", lambda: _("This list of keys")),
    ("quit", "Ctrl+Q", lambda: _("Quit")),
)

# Keys of single pages: shown beside the others, made by the pages themselves.
ON_PAGES: tuple[tuple[str, Callable[[], str]], ...] = (
    ("D, 1 … 5", lambda: _("Done, and what came of it, on Today; then D is just done, A all reasons")),
    ("L N", lambda: _("Later, and not this time, on Today")),
    ("Ctrl+F", lambda: _("Search in the table of clients")),
    ("Ctrl+Shift+F", lambda: _("One more condition in the filter of the table")),
    ("Space", lambda: _("Tick a client of the table; Shift+↑↓ goes on, Ctrl+A ticks everyone")),
    ("Del", lambda: _("Move the client of the table, or all that are ticked, to the trash")),
    ("Ctrl+E", lambda: _("Change the client, on the card")),
    ("Ctrl+L", lambda: _("Write down a call, a note or a score, on the card; / lists the commands")),
    ("Ctrl+Tab PgUp PgDn", lambda: _("Next tab of the card, and its list up and down")),
    ("Ctrl+Shift+P", lambda: _("Print the card of the client")),
    ("Ctrl+↑ Ctrl+↓", lambda: _("Previous and next client, on the card")),
    ("Ctrl+← Ctrl+→", lambda: _("Move the card to the next column, on Enquiries; N adds, Del deletes")),
    ("S W P R", lambda: _("In stock or not, wanted, sell it, its purchases, on Products; Ins adds a product")),
    ("Ins Ctrl+D Ctrl+S", lambda: _("Add, copy, save a rule, on Rules of reminders; Space switches it, Del deletes")),
    ("Ctrl+B Ctrl+D", lambda: _("Receipts or lines, the period, on Purchases")),
    ("Ctrl+E Ctrl+R Del", lambda: _("Change, return and delete the receipt, on Purchases; Ctrl+Shift+P prints it")),
    ("Alt+1 … Alt+5", lambda: _("What the client usually takes, in a purchase; Alt+0 takes what is offered")),
    ("Alt+N", lambda: _("Add the product or client that is not known yet, in a purchase")),
    ("Ctrl+Del", lambda: _("Take the line out, in a purchase")),
    ("Alt+A", lambda: _("Everything comes back, in a return")),
    ("Ctrl+Enter", lambda: _("Save a form from any field")),
    ("N", lambda: _("Not the same, on Duplicates; Enter merges")),
    ("S X", lambda: _("Skip a pair, let the other stay, on Duplicates")),
)


class KeysDialog(QDialog):
    """What F1 shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        table = QWidget()
        layout = QGridLayout(table)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setHorizontalSpacing(24)
        layout.setVerticalSpacing(8)
        rows = [(key, text()) for _name, key, text in KEYS]
        rows += [(key, text()) for key, text in ON_PAGES]
        rows += [(_("Arrows, Enter"), _("Move and open in every list")), (_("Tab"), _("Next field or button"))]
        for number, (key, text) in enumerate(rows):
            layout.addWidget(label(key, "key"), number, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(label(text), number, 1)
        area = GrowingArea(table, parent.screen().availableSize().height() - AROUND)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        area.grow()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, GAP, 0)
        around.addWidget(area)
