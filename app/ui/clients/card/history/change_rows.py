"""An action in the Changes tab: what was done, by whom and when, each value before and after, and the way back."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import _, time_text
from app.ui.clients.card.history.entry_rows import rich, title_and_text, wide_row
from app.ui.context import AppContext
from app.ui.shell.undo import undo_one
from app.ui.theme import tokens
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import chip
from app.wording.actions import action_text
from app.wording.changes import change_lines

if TYPE_CHECKING:
    from app.services.clients.data import ChangeRow

SHOWN = 12  # lines of one action


def change_row(context: AppContext, change: ChangeRow, today: date) -> QWidget:
    """Day and time, who, the action, its lines, and Take back; an import is taken back on its own page."""
    frame = QFrame()
    frame.setProperty("look", "row")
    at = change.at.astimezone(context.settings.zone)
    layout = wide_row(frame, at.date(), today)
    text = rich(_text(change, time_text(at.time()), context.settings.currency))
    layout.addWidget(text, 1)
    if change.taken_back:
        layout.addWidget(chip(_("taken back")), 0, Qt.AlignmentFlag.AlignTop)
    elif change.action != "import":
        back = button(_("Take back"), lambda: _take_back(context, change), kind="link", small=True)
        back.setAccessibleName(_("Take back: {action}").format(action=action_text(change.action)))
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
    return frame


def _text(change: ChangeRow, time: str, currency: str) -> str:
    head = title_and_text(action_text(change.action), time)
    if change.who:
        head += f' · <span style="color:{change.color or tokens().text_2}">●</span> {escape(change.who)}'
    lines = change_lines(change, currency)
    if len(lines) > SHOWN:
        lines = [*lines[:SHOWN], "…"]
    colour = tokens().text_3 if change.taken_back else tokens().text_2
    told = "".join(f'<br><span style="color:{colour}">{escape(line)}</span>' for line in lines)
    return head + told


def _take_back(context: AppContext, change: ChangeRow) -> None:
    def act() -> None:
        undo_one(context, change.action_id, change.action)

    if not change.of_many or change.action == "merge_clients":
        act()
        return
    question = _("This was done to many clients at once. Take it back for all of them?")
    context.messages.ask(question, _("Take back"), act, more=action_text(change.action))
