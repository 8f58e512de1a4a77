"""Segments combined in one go: together, only who is in all of them, and without others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.i18n import _
from app.services.errors import AppError, InvalidValue
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.field import name_editor
from app.ui.widgets.texts import label
from app.ui.widgets.value_list import ValueList
from app.wording.counts import clients_count
from app.wording.failures import error_sentence

if TYPE_CHECKING:
    from app.models.listing.filter_fields import Group
    from app.services.clients.listing.views import ViewRow

COUNT_MS = 150
FEWEST = 2  # segments, counting those that are left out


class CombineDialog(FormDialog):
    """Which segments, how they are joined, whom to leave out, and the name of what comes of it."""

    def __init__(self, context: AppContext, parent: QWidget, views: Sequence[ViewRow]) -> None:
        super().__init__(context, _("Combine segments"), _("Save"), parent)
        self._pairs = [(str(view.id), view.name) for view in views]
        self._job: Job | None = None
        self.name = QLineEdit()
        self.add_field(_("What it is called"), self.name, check=self._check_name)
        self.join = QComboBox()
        self.join.addItem(_("Who is in any of them"), "any")
        self.join.addItem(_("Who is in all of them"), "all")
        name_editor(self.join, _("How they are joined"))
        self.joined = ValueList(_("Find a segment"), self._fitting, several=True)
        self.left_out = ValueList(_("Find a segment"), self._fitting, several=True)
        for choice, called in ((self.joined, _("Segments")), (self.left_out, _("Without"))):
            choice.line.setAccessibleName(called)
            choice.list.setAccessibleName(called)
        self.count = label("", "", "second", wrap=True)
        for part in (self.join, self.joined, label(_("Without"), "strong"), self.left_out, self.count):
            self.form.addWidget(part)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._ask_count)
        for choice in (self.joined, self.left_out):
            choice.changed.connect(self._on_changed)
            choice.look_up()
        self.join.activated.connect(lambda _index: self._on_changed())
        self._on_changed()

    def where(self) -> Group | None:
        """The filter that is chosen; None as long as it is of fewer than two segments."""
        from app.services.clients.listing.views import combined

        joined, left_out = ([int(value) for value in part.values()] for part in (self.joined, self.left_out))
        if not joined or len(joined) + len(left_out) < FEWEST:
            return None
        return combined(self.join.currentData(), joined, left_out)

    def prepare(self) -> Callable[[], int]:
        """A new segment that follows those it is made of."""
        from app.services.clients.listing.views import save_view

        where = self.where()
        if where is None:
            raise InvalidValue(field="filter", why="two", value="—")
        db, name, now = self.context.db, self.name.text(), self.context.now()
        return lambda: save_view(db, name, where, now, "total", descending=True)

    def _check_name(self) -> None:
        if not self.name.text().strip():
            raise InvalidValue(field="view_name", value="")

    def _fitting(self, typed: str, show: Callable[[Sequence[tuple[str, str]]], None]) -> None:
        show([pair for pair in self._pairs if typed.casefold() in pair[1].casefold()])

    def _on_changed(self) -> None:
        if self._job is not None:
            self._job.drop()
        if self.where() is None:
            self.count.setText(_("Choose two segments or more."))
        else:
            self._counting.start()

    def _ask_count(self) -> None:
        where, db, today = self.where(), self.context.db, self.context.today()

        def work(_report: Report) -> str:
            from app.services.clients.find import count_clients

            try:
                return clients_count(count_clients(db, where=where, today=today))
            except AppError as error:
                return error_sentence(error)

        self._job = self.context.jobs.run(work, on_done=self.count.setText, owner=self)
