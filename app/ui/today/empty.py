"""What Today shows when there is nobody to contact: where to begin, or that all is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from app.i18n import _, ngettext, number_text
from app.ui.context import AppContext
from app.ui.shell.sample import make_sample
from app.ui.theme import pixmap, tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label, set_look


class FirstSteps(QFrame):
    """No clients yet: a place to drop a file, the button that chooses one, and other ways to begin. The page takes the
    drop."""

    def __init__(self, context: AppContext, choose: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        events = context.events
        picture = QLabel()
        picture.setPixmap(pixmap("file-spreadsheet", tokens().accent, 40, self.devicePixelRatioF()))
        self.sentence = label(_("Drop an Excel file here, or choose one"), "heading")
        note = label(
            _("Your old table of clients and purchases becomes a list of whom to contact, and why."),
            "",
            "second",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setMaximumWidth(scaled(420))
        self.choose_button = button(_("Import an Excel file"), choose, kind="primary", icon_name="folder-open")
        self.add_button = button(
            _("or add the first client by hand"), partial(events.new_client.emit, ""), kind="link", small=True
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        for part in (picture, self.sentence):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        words = row(None, note, None)
        words.setStretch(1, 100)
        layout.addLayout(words)
        layout.addSpacing(GAP_WIDE)
        sample = partial(make_sample, context)
        self.sample_button = button(_("or try everything on a sample shop"), sample, kind="link", small=True)
        guide = partial(events.show_guide.emit, "start")
        self.guide_button = button(_("How it works"), guide, kind="link", small=True, icon_name="book-open")
        for one in (self.choose_button, self.add_button, self.sample_button, self.guide_button):
            layout.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_over(self, over: bool) -> None:
        """Light up while files are held over the page."""
        set_look(self, over="true" if over else "false")


def all_done(show_clients: Callable[[], object]) -> EmptyState:
    """Clients, but nothing due."""
    return _nobody_left(all_done_words(0), show_clients)


def all_done_words(silent: int) -> str:
    """`silent` clients are so for longer than usual: after the import of an old file that may be everyone."""
    if not silent:
        return _("Everyone is looked after. New reasons appear by themselves: birthdays, promises, long silences.")
    told = ngettext(
        "Nobody has to be written to today. {n} client has been silent for longer than usual: the filter “Days silent” "
        "finds them among the clients.",
        "Nobody has to be written to today. {n} clients have been silent for longer than usual: the filter "
        "“Days silent” finds them among the clients.",
        silent,
    )
    return told.format(n=number_text(silent))


def enough(show_clients: Callable[[], object]) -> EmptyState:
    """The people of this day are done, and others wait for another."""
    told = _("You have got through the people of this day. The others come on the next days, the best of them first.")
    return _nobody_left(told, show_clients)


def _nobody_left(told: str, show_clients: Callable[[], object]) -> EmptyState:
    return EmptyState(told, _("Look through the clients"), show_clients, icon_name="circle-check")
