"""The card of the shop's own fields: add, change, reorder, take out of use, delete; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text, quoted
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.settings.own_field_dialog import OwnFieldDialog
from app.ui.shell.undo import act_with_undo
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button, menu_button
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.own import kind_name

if TYPE_CHECKING:
    from app.services.clients.own import OwnFieldRow


class OwnFieldsCard(Card):
    """A row for each field, those out of use last. Call `reload` when the shop may have changed."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(spacing=GAP_WIDE)
        self._context = context
        self._fields: tuple[OwnFieldRow, ...] = ()
        self.body.addWidget(label(_("Your own fields"), "strong"))
        note = _(
            "What you want to know of your clients beside the usual: a dog’s name, a size, the day of the wedding."
        )
        self.body.addWidget(label(note, "small", "third", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP_SMALL)
        self.body.addLayout(self._rows)
        self.add_button = button(_("Add a field"), lambda: self._open(None), icon_name="plus")
        self.body.addLayout(row(self.add_button, None))
        self.reload()

    def reload(self) -> None:
        """Read the fields again."""

        def work(_report: Report) -> tuple[OwnFieldRow, ...]:
            from app.services.clients.own import list_own_fields

            return list_own_fields(self._context.db)

        self._context.jobs.run(work, on_done=self._show)

    def _show(self, fields: tuple[OwnFieldRow, ...]) -> None:
        if fields == self._fields:
            return
        focus = QApplication.focusWidget()
        had = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self._fields = fields
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)  # gone at once for the focus; its button may still be telling of a click
                old.deleteLater()
        in_use = [field for field in fields if not field.archived]
        for place, field in enumerate(in_use):
            self._rows.addWidget(self._row(field, place, len(in_use)))
        for field in (field for field in fields if field.archived):
            self._rows.addWidget(self._archived_row(field))
        if had:
            again = self.findChild(QPushButton, had) or self.add_button
            (again if again.isEnabled() else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, field: OwnFieldRow, place: int, total: int) -> QWidget:
        move = partial(self._move, field.id)
        up = icon_button("chevron-up", _("Move {name} up").format(name=quoted(field.name)), lambda: move(-1))
        down = icon_button("chevron-down", _("Move {name} down").format(name=quoted(field.name)), lambda: move(1))
        change = icon_button("pencil", _("Change {name}").format(name=quoted(field.name)), lambda: self._open(field))
        more = menu_button(
            _("More"),
            [
                (_("Take out of use"), lambda: self._archive(field, True)),
                (_("Delete…"), lambda: self._ask_to_delete(field)),
            ],
        )
        more.setAccessibleName(_("More about {name}").format(name=quoted(field.name)))
        up.setEnabled(place > 0)
        down.setEnabled(place < total - 1)
        return _line(field, up, down, change, more)

    def _archived_row(self, field: OwnFieldRow) -> QWidget:
        again = button(_("Use again"), lambda: self._archive(field, False), kind="ghost", small=True)
        gone = button(_("Delete…"), lambda: self._ask_to_delete(field), kind="ghost", small=True)
        return _line(field, again, gone)

    def _open(self, field: OwnFieldRow | None) -> None:
        if field is None:
            OwnFieldDialog(self._context, None, 0, self.window()).open()
            return

        def work(_report: Report) -> int:
            from app.services.clients.own import count_own_values

            return count_own_values(self._context.db, field.id)

        self._context.jobs.run(
            work, on_done=lambda used: OwnFieldDialog(self._context, field, used, self.window()).open(), owner=self
        )

    def _move(self, field_id: int, by: int) -> None:
        from app.services.clients.own import order_own_fields

        ids = [field.id for field in self._fields if not field.archived]
        place = ids.index(field_id)
        ids.insert(place + by, ids.pop(place))
        self._act("edit_own_field", lambda: order_own_fields(self._context.db, ids, self._context.now()))

    def _archive(self, field: OwnFieldRow, archived: bool) -> None:
        from app.services.clients.own import archive_own_field

        kind = "archive_own_field" if archived else "edit_own_field"
        self._act(kind, lambda: archive_own_field(self._context.db, field.id, archived, self._context.now()))

    def _ask_to_delete(self, field: OwnFieldRow) -> None:
        from app.services.clients.own import count_own_values, delete_own_field

        context = self._context

        def ask(used: int) -> None:
            told = ngettext("{n} client has something in it.", "{n} clients have something in it.", used)
            context.messages.ask(
                _("Delete the field {name}?").format(name=quoted(field.name)),
                _("Delete"),
                lambda: self._act("delete_own_field", lambda: delete_own_field(context.db, field.id, context.now())),
                more=told.format(n=number_text(used)) if used else _("No client has anything in it."),
            )

        context.jobs.run(lambda _report: count_own_values(context.db, field.id), on_done=ask, owner=self)

    def _act(self, kind: str, write: Callable[[], int]) -> None:
        act_with_undo(self._context, kind, write, then=self.reload)


def _line(field: OwnFieldRow, *buttons: QPushButton) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_SMALL)
    name = ElidedLabel(field.name, "", "third" if field.archived else "")
    kind = chip(kind_name(field.kind), "neutral", ", ".join(field.choices))
    for place, one in enumerate(buttons):
        one.setObjectName(f"own-{field.id}-{place}")
    state = [label(_("out of use"), "small", "third")] if field.archived else []
    layout.addLayout(row(name, kind, *state, None, *buttons))
    layout.addWidget(line())
    return holder
