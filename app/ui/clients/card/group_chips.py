"""How a client's rhythm goes, in which group the client is and was, and of what value: marks under the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.i18n import _, day_text
from app.models.listing.filter_fields import Condition, Group
from app.ui.context import AppContext
from app.ui.theme import icon
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.value_badge import value_badge
from app.ui.widgets.buttons import button
from app.ui.widgets.condition_chip import in_line
from app.ui.widgets.flow import Flow
from app.ui.widgets.popup import Popup
from app.ui.widgets.tab_order import follow
from app.ui.widgets.texts import ElidedLabel, chip, chip_text, label
from app.wording.segments import (
    rhythm_state_name,
    rhythm_state_tells,
    segment_name,
    segment_tells,
    value_tells,
)

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow
    from app.services.segments.of_client import ClientGroups

TONES = {"on_time": "accent", "due": "info", "at_risk": "warn", "lapsed": "bad", "win_back": "bad"}
SHOWN = 12  # turns of the history
POPUP_WIDTH = 330  # px
NAME_LETTERS = 26  # of the group's own name, that has a column of the card


class GroupChips(Flow):
    """The state is told at once; the group follows as soon as it is read, and Tab comes to it from `before`."""

    def __init__(self, context: AppContext, client: ClientRow, before: QWidget) -> None:
        from app.services.segments.rhythm import rhythm_state

        super().__init__()
        self._context, self._client_id, self._before = context, client.id, before
        self._state = rhythm_state(client, context.today())
        self._groups: ClientGroups | None = None
        self.group: QPushButton | None = None
        self._show(None)
        self.read()

    def read(self) -> None:
        """Look up the group again: another scale makes another one of the same visits."""
        client_id = self._client_id
        if self._state is not None:
            self._context.jobs.run(lambda _report: self._read(client_id), on_done=self._show, owner=self)

    def _read(self, client_id: int) -> ClientGroups:
        from app.services.segments.of_client import groups_of_client

        return groups_of_client(self._context.db, client_id, self._context.today())

    def _show(self, groups: ClientGroups | None) -> None:
        if groups is not None and groups == self._groups:
            return
        self._groups = groups
        parts: list[QWidget] = []
        if self._state is not None:
            tone = TONES.get(self._state, "neutral")
            parts.append(in_line(chip(rhythm_state_name(self._state), tone, rhythm_state_tells(self._state))))
        if groups is not None and groups.segment is not None:
            parts.append(in_line(self._made(groups, groups.segment)))
            if groups.value is not None:
                parts.append(in_line(value_badge(groups.value, groups.scale, self._context.settings.currency)))
        self.set_parts(parts)
        follow(self._before, self)

    def _made(self, groups: ClientGroups, code: str) -> QPushButton:
        tip = " ".join((segment_tells(code, groups.scale), _("Click: since when, and before that.")))
        name = segment_name(code, groups.names)
        shown = chip_text(name, NAME_LETTERS)
        if shown != name:
            tip = f"{name}\n{tip}"
        made = self.group = button(shown, lambda: self._open(groups, made), kind="ghost", small=True, tip=tip)
        made.setIcon(icon("chevron-down", "text_2"))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        made.setAccessibleName(_("Group: {group}").format(group=name))
        made.setObjectName("group of the client")
        return made

    def _open(self, groups: ClientGroups, under: QWidget) -> None:
        history_popup(self._context, groups, self).show_below(under)


def history_popup(context: AppContext, groups: ClientGroups, parent: QWidget) -> Popup:
    """The turns of a client from group to group, the latest first, and the way to everybody of the group of today."""
    popup = Popup(parent, _("Groups of the client"))
    popup.setFixedWidth(scaled(POPUP_WIDTH))
    latest = groups.history[-1]
    popup.body.addWidget(label(segment_name(latest.segment, groups.names), "strong", wrap=True))
    popup.body.addWidget(label(segment_tells(latest.segment, groups.scale), "", "second", wrap=True))
    if groups.value is not None:
        told = value_tells(groups.value, groups.scale, context.settings.currency)
        popup.body.addWidget(label(told, "", "second", wrap=True))
    lines = QGridLayout()
    lines.setHorizontalSpacing(GAP_WIDE)
    lines.setVerticalSpacing(GAP_SMALL)
    lines.setColumnStretch(1, 1)
    for number, span in enumerate(reversed(groups.history[-SHOWN:])):
        since = _("since {day}").format(day=day_text(span.first, context.today()))
        lines.addWidget(label(since, "", "second"), number, 0)
        lines.addWidget(ElidedLabel(segment_name(span.segment, groups.names)), number, 1)
    popup.body.addLayout(lines)
    worked_out = _("Worked out from the visits by the scale in force today: another scale gives another history.")
    popup.body.addWidget(label(worked_out, "small", "third", wrap=True))

    def show_group() -> None:
        where = Group("all", (Condition("segment", "any", [latest.segment]),))
        popup.close()
        context.events.show_clients.emit(where, segment_name(latest.segment, groups.names))

    everybody = button(_("Everybody of this group"), show_group, small=True, icon_name="users")
    popup.body.addWidget(everybody, 0, Qt.AlignmentFlag.AlignLeft)
    everybody.setFocus(Qt.FocusReason.PopupFocusReason)
    return popup
