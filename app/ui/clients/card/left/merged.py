"""Who was merged into the client of a card, and taking them apart again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _, day_text, ngettext, number_text
from app.ui.context import AppContext
from app.ui.shell.undo import undo_one
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, label

if TYPE_CHECKING:
    from app.services.clients.merging.merged import MergedClient

MERGE = "merge_clients"  # kind of the action


def merged_card(context: AppContext, merged: Sequence[MergedClient]) -> QWidget:
    """For each who was merged into the client: name, day, and the button that takes them apart."""
    card = Card(spacing=GAP)
    card.body.addWidget(label(_("Merged into this client"), "strong"))
    for one in merged:
        name = ElidedLabel(phone_text(one.name))
        day = label(day_text(one.at.astimezone(context.settings.zone).date(), context.today()), "small", "second")
        apart = button(_("Take apart"), partial(take_apart, context, one), small=True, icon_name="undo-2")
        apart.setAccessibleName(f"{_('Take apart')}: {one.name}")
        card.body.addWidget(name)
        card.body.addLayout(row(day, None, apart, spacing=GAP))
    return card


def take_apart(context: AppContext, one: MergedClient) -> None:
    """Take the merge back; first ask where many were merged at once."""
    if one.count == 1:
        undo_one(context, one.action_id, MERGE)
        return
    question = ngettext(
        "{n} client was merged at once. Take all of them apart?",
        "{n} clients were merged at once. Take all of them apart?",
        one.count,
    )
    context.messages.ask(
        question.format(n=number_text(one.count)),
        _("Take all apart"),
        lambda: undo_one(context, one.action_id, MERGE),
        more=_("Each has again what was theirs. What came since stays with the one who was kept."),
    )
