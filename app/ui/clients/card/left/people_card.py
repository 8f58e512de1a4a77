"""Whom a client belongs with: companies, their people, and who shares the phone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.i18n import _
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.clients.data import ClientCard, Working


class PeopleCard(Card):
    """Links to the others, and a way to say where the client works. A company shows its people."""

    def __init__(self, context: AppContext, card: ClientCard) -> None:
        super().__init__(padding=GAP_CARD, spacing=GAP)
        self._context, self._card = context, card
        is_company = bool(card.people) or (card.company == card.row.name and bool(card.company))
        title = _("People of the company") if is_company else _("Works at")
        add = button(
            _("Add a person") if is_company else _("Add"), self._ask, kind="ghost", small=True, icon_name="plus"
        )
        add.setAccessibleName(f"{title}: {add.text()}")
        self._is_company = is_company
        self.body.addLayout(row(label(title, "strong"), None, add))
        for other in (*card.people, *card.works_at):
            self._line(other)
        if card.shares_phone:
            self.body.addWidget(label(_("Has the same phone"), "strong"))
            for client_id, name in card.shares_phone:
                self.body.addWidget(self._link(client_id, phone_text(name)), 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, other: Working) -> None:
        away = icon_button("x", _("Take off: {name}").format(name=other.name), partial(self._remove, other))
        job = label(other.job, "small", "second")
        self.body.addLayout(row(self._link(other.id, other.name), job, None, away))

    def _link(self, client_id: int, name: str) -> QWidget:
        made = button(name, lambda: self._context.events.open_client.emit(client_id), kind="link", small=True, tip=name)
        made.setMaximumWidth(scaled(200))
        return made

    def _ask(self) -> None:
        from app.ui.dialogs.person_dialog import PersonDialog

        PersonDialog(self._context, self._card.row.id, self._is_company, self.window()).open()

    def _remove(self, other: Working) -> None:
        context, mine = self._context, self._card.row.id
        company, person = (mine, other.id) if other in self._card.people else (other.id, mine)

        from app.services.clients.people import remove_person

        act_with_undo(context, "remove_person", lambda: remove_person(context.db, company, person, context.now()))
