"""The form in which a client is added or changed: name and phone first, everything else folded until it is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientCard
from app.services.clients.drafts import find_draft
from app.services.clients.own import OwnFieldRow, list_own_fields
from app.services.clients.save import save_client
from app.services.errors import EditConflict
from app.ui.context import AppContext
from app.ui.dialogs.client_form.conflict import conflict_text, put_together
from app.ui.dialogs.client_form.drafts import DraftKeeper
from app.ui.dialogs.client_form.parts import ClientParts
from app.ui.dialogs.client_form.same_line import SameLine
from app.ui.dialogs.client_form.typed import data_of, nothing_typed, typed_of
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.keys import SAVE_LONG
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label

WIDTH = 600
_PHONE_LIKE = re.compile(r"[\d\s()+-]{4,}")


class ClientDialog(FormDialog):
    """`start` is the card of the client to change, or what was typed in the search for a new one: a name or a phone.

    Saves against the version that was read, keeps what is typed as a draft, and offers to go on with a draft.
    """

    def __init__(self, context: AppContext, start: str | int | ClientCard | None, parent: QWidget) -> None:
        self._card = start if isinstance(start, ClientCard) else None
        titles = (_("Change the client"), _("Save")) if self._card else (_("New client"), _("Add the client"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(scaled(WIDTH))
        self._version = self._card.row.version if self._card else None
        self._base = typed_of(self._card) if self._card else nothing_typed()
        self._offer = Card(padding=10, tone="warn")
        self._offer.hide()
        self.form.addWidget(self._offer)
        self.parts = ClientParts(self)
        self.same = SameLine(context, self.parts.typed, self._card.row.id if self._card else None, self._open_other)
        self.form.insertWidget(4, self.same)
        self.parts.name.changed.connect(self.same.soon)
        self.parts.contacts.changed.connect(self.same.soon)
        self.parts.birthday.textEdited.connect(lambda _text: self.same.soon())
        self.parts.contacts.known = self._base["contacts"]
        self.parts.fill(self._base)
        self._clean = self.parts.typed()
        if self._card is None:
            self._start_with(str(start or ""))
        self.drafts = DraftKeeper(context, self._key(), self._draft, self)
        QShortcut(QKeySequence(SAVE_LONG.key), self).activated.connect(self.save)
        self._read_more()

    def prepare(self) -> Callable[[], int]:
        context, card, version = self.context, self._card, self._version
        data = data_of(self.parts.typed(), self._base, card, context.settings.country, context.today())
        db, now = context.db, context.now()
        return lambda: save_client(db, data, now, card.row.id if card else None, version)

    def saved(self, new_id: int) -> None:
        self.drafts.stop()
        self.drafts.drop()
        if self._card is None:
            self.context.events.open_client.emit(new_id)

    def reject(self) -> None:
        """Left without saving: what was typed is kept, and said so."""
        self.drafts.stop()
        if self.drafts.keep():
            self.context.events.toast.emit(
                _("Not saved. What you typed is kept for when you open the form again."), None
            )
        super().reject()

    def _key(self) -> str:
        return f"client:{self._card.row.id}" if self._card else "client:new"

    def _draft(self) -> dict[str, Any] | None:
        typed = self.parts.typed()
        if typed == self._clean:
            return None
        return {"typed": typed, "base": self._base, "version": self._version}

    def _start_with(self, typed: str) -> None:
        if _PHONE_LIKE.fullmatch(typed):
            self.parts.fill(nothing_typed(phone=typed))
        elif typed:
            self.parts.name.line.setText(typed[:1].upper() + typed[1:])
            self.parts.name.split()
        if typed:
            self.same.soon()

    def _read_more(self) -> None:
        db, key = self.context.db, self._key()
        self.context.jobs.run(
            lambda _report: (list_own_fields(db, archived=False), find_draft(db, key)),
            on_done=self._on_read,
            owner=self,
        )

    def _on_read(self, read: tuple[tuple[OwnFieldRow, ...], dict[str, Any] | None]) -> None:
        fields, draft = read
        self.parts.make_own(fields)
        if draft is not None and draft["typed"] != self.parts.typed():
            words = label(_("You began this form before and did not save it."), wrap=True)
            go_on = button(_("Go on with it"), lambda: self._go_on(draft), small=True)
            forget = button(_("Throw it away"), self._forget, kind="ghost", small=True)
            self._offer.body.addWidget(words)
            self._offer.body.addLayout(row(go_on, forget, None))
            self._offer.show()

    def _go_on(self, draft: dict[str, Any]) -> None:
        """Take up the draft, with the version it was begun at, so that a change made since is told on saving."""
        self._base, self._version = nothing_typed() | draft["base"], draft["version"]
        self.parts.fill(nothing_typed() | draft["typed"])
        self._offer.hide()
        self.parts.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.drafts.drop()
        self._offer.hide()
        self.parts.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_other(self, client_id: int) -> None:
        self.context.events.open_client.emit(client_id)
        self.reject()

    def _fail(self, error: Exception) -> None:
        card = self._card
        if card is None or not isinstance(error, EditConflict):
            super()._fail(error)
            return
        db, client_id = self.context.db, card.row.id
        self.context.jobs.run(
            lambda _report: get_client_card(db, client_id), on_done=self._tell_conflict, on_failed=super()._fail
        )

    def _tell_conflict(self, card: ClientCard) -> None:
        """Show what the other changed; what was typed here stays, and the next save is on top of theirs."""
        mine, theirs = self.parts.typed(), typed_of(card)
        self.tell_problem(conflict_text(self._base, mine, theirs, card))
        self.parts.contacts.known = [*self.parts.contacts.known, *theirs["contacts"]]
        self.parts.fill(put_together(self._base, mine, theirs))
        self._card, self._base, self._version = card, theirs, card.row.version
