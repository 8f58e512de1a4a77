"""What a client wanted and went without: open wishes, with a mark on those that can be met now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.products.interest_dialog import InterestDialog, Wanting, close_wish
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label
from app.wording.products import interest_words

if TYPE_CHECKING:
    from app.services.interests import InterestRow


class InterestsCard(Card):
    """The open wishes of one client; closed ones are left out."""

    def __init__(self, context: AppContext, client_id: int, rows: Sequence[InterestRow]) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._client_id = context, client_id
        add = button(_("Add"), self.add, kind="ghost", small=True, icon_name="plus")
        add.setAccessibleName(f"{_('Wanted, not bought')}: {add.text()}")
        head = row(label(_("Wanted, not bought"), "strong", wrap=True), add)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for one in rows:
            if one.closed_at is None:
                self.body.addLayout(self._line(one))

    def add(self) -> None:
        """Write down one wish more."""
        InterestDialog(self._context, Wanting(client_id=self._client_id), self.window()).open()

    def _line(self, one: InterestRow) -> QVBoxLayout:
        context = self._context
        away = icon_button("x", _("Not wanted any more"), lambda: close_wish(context, one.id))
        away.setAccessibleName(_("Not wanted any more: {name}").format(name=one.product))
        words = interest_words(one, context.settings.currency, context.today())
        lines = QVBoxLayout()
        lines.setSpacing(0)
        name = label(one.product, wrap=True)
        head = row()
        head.addWidget(name, 1)
        head.addWidget(away)
        lines.addLayout(head)
        lines.addWidget(label(words, "small", "accent" if one.met else "second", wrap=True))
        if one.note:
            lines.addWidget(label(one.note, "small", "third", wrap=True))
        return lines
