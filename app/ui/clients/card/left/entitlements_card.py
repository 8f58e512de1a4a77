"""Subscriptions, memberships and warranties of a client: how long each still holds, and a sale that renews it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _, day_text, ngettext
from app.models.enums import EntitlementKind
from app.services.aftersale.entitlements import EntitlementRow
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.acts import delete_entitlement, open_entitlement, renew
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label
from app.wording.aftersale import entitlement_kind_name, left_words

SOON = 7  # days; the reminder to renew comes then
ENDED_SHOWN = 2


class EntitlementsCard(Card):
    """What holds, that which ends first on top; then the last ones that ended."""

    def __init__(self, context: AppContext, client_id: int, rows: Sequence[EntitlementRow]) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, client_id
        today = context.today()
        self.add_button = button(_("Add"), self.add, kind="ghost", small=True, icon_name="plus")
        self.add_button.setAccessibleName(_("New subscription or warranty"))
        head = row(label(_("Subscriptions and warranties"), "strong", wrap=True), self.add_button)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        by_end = sorted(rows, key=lambda one: (one.end_day, one.id))
        holding = [one for one in by_end if one.days_left(today) >= 0]
        self._ended = [one for one in reversed(by_end) if one.days_left(today) < 0]
        self._last = {(one.kind, one.product_id): one.id for one in by_end}
        for one in (*holding, *self._ended[:ENDED_SHOWN]):
            self.body.addLayout(self._line(one))
        rest = len(self._ended) - ENDED_SHOWN
        if rest > 0:
            said = ngettext("{n} more that ended", "{n} more that ended", rest).format(n=rest)
            self._more = button(said, self._show_rest, kind="link", small=True)
            self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self) -> None:
        """Give this client a new one."""
        open_entitlement(self._context, self._client_id, self)

    def _line(self, one: EntitlementRow) -> QVBoxLayout:
        context, today = self._context, self._context.today()
        left = one.days_left(today)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        change, away = _("Change: {name}").format(name=one.name), _("Take it away: {name}").format(name=one.name)
        head = row(
            label(one.name, "", "second" if left < 0 else "", wrap=True),
            icon_button("pencil", change, lambda: open_entitlement(context, one, self)),
            icon_button("x", away, lambda: delete_entitlement(context, one)),
            spacing=0,
        )
        head.setStretch(0, 1)
        lines.addLayout(head)
        words = self._words(one)
        tone = "third" if left < 0 else "warn" if left <= SOON else "second"
        below = row()
        below.addWidget(label(words, "small", tone, wrap=True), 1)
        if self._can_be_renewed(one):
            again = button(_("Renew"), lambda: renew(context, one), small=True, tip=_("Sell it once more"))
            again.setAccessibleName(_("Renew: {name}").format(name=one.name))
            below.addWidget(again)
        lines.addLayout(below)
        if one.note:
            lines.addWidget(label(one.note, "small", "third", wrap=True))
        return lines

    def _can_be_renewed(self, one: EntitlementRow) -> bool:
        """The last of its product, and no warranty: that begins anew with another machine only."""
        is_last = self._last[one.kind, one.product_id] == one.id
        return one.product_id is not None and one.kind != EntitlementKind.WARRANTY and is_last

    def _words(self, one: EntitlementRow) -> str:
        """ "Subscription · until 20 December, 12 days left"; what begins later says from when."""
        today = self._context.today()
        kind, left = entitlement_kind_name(one.kind), left_words(one.end_day, today)
        if one.start_day > today:
            when = _("from {start} until {end}").format(
                start=day_text(one.start_day, today), end=day_text(one.end_day, today)
            )
            return f"{kind} · {when}"
        if one.days_left(today) <= 0:
            return f"{kind} · {left}"
        return f"{kind} · " + _("until {day}").format(day=day_text(one.end_day, today)) + f", {left}"

    def _show_rest(self) -> None:
        self._more.hide()
        for one in self._ended[ENDED_SHOWN:]:
            self.body.addLayout(self._line(one))
