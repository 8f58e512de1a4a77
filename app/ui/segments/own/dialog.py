"""A segment of the shop’s own: its name and what it asks, by the same editor as the filter of the clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.models.listing.filter_fields import Group
from app.services.errors import AppError, InvalidValue
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.dialogs.filters.strip import FilterStrip, look_up_names
from app.ui.dialogs.form import FormDialog
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label
from app.wording.counts import clients_count
from app.wording.failures import error_sentence

if TYPE_CHECKING:
    from app.services.clients.listing.filters import FilterField
    from app.services.clients.listing.views import ViewRow

WIDTH = 560


class Asked(NamedTuple):
    """What can be asked, the words of ids in the filter, and how many clients fit it or why it cannot be asked."""

    fields: dict[str, FilterField]
    names: dict[tuple[str, Any], str]
    said: str


class SegmentDialog(FormDialog):
    """Add a segment, or change `view`. The conditions are chips, as on the page of clients."""

    def __init__(self, context: AppContext, parent: QWidget, view: ViewRow | None = None) -> None:
        title = _("New segment") if view is None else _("Segment")
        super().__init__(context, title, _("Save"), parent)
        self.setMinimumWidth(scaled(WIDTH))
        self._view = view
        self._where = Group() if view is None else view.where
        self._job: Job | None = None
        self._fields: dict[str, FilterField] = {}
        self.name = QLineEdit("" if view is None else view.name)
        self.add_field(_("What it is called"), self.name, check=self._check_name)
        self.strip = FilterStrip(context, self._count)
        edges = self.strip.layout()
        assert edges is not None
        edges.setContentsMargins(0, 0, 0, 0)  # the fields above and below begin here, too
        self.strip.setMinimumHeight(1)  # else it counts with as many lines as the narrowest window would need
        self.strip.changed.connect(self._take)
        self.add_button = button(_("Add a condition"), self._add_condition, small=True, icon_name="plus")
        self.count = label("", "", "second", wrap=True)
        self.form.addWidget(label(_("Who belongs to it"), "strong"))
        self.form.addWidget(self.strip)
        self.form.addLayout(row(self.add_button, None))
        self.form.addWidget(self.count)
        self._read()

    def prepare(self) -> Callable[[], int]:
        """The name and the filter as they stand; the order and columns stay as they were."""
        from app.services.clients.listing.views import save_view

        if not self._where.parts:
            raise InvalidValue(field="filter", why="empty", value="—")
        db, name, where, now, view = self.context.db, self.name.text(), self._where, self.context.now(), self._view
        if view is None:
            return lambda: save_view(db, name, where, now, "total", descending=True)
        return lambda: save_view(db, name, where, now, view.sort, view.descending, view.columns, view.id)

    def _check_name(self) -> None:
        if not self.name.text().strip():
            raise InvalidValue(field="view_name", value="")

    def _add_condition(self) -> None:
        if self._fields:
            self.strip.add_condition(self.add_button)

    def _take(self, where: Group) -> None:
        self._where = where
        self._read()

    def _count(self, where: Group) -> int:
        from app.services.clients.find import count_clients

        return count_clients(self.context.db, where=where, today=self.context.today())

    def _read(self) -> None:
        if self._job is not None:
            self._job.drop()
        where = self._where
        self._job = self.context.jobs.run(lambda report: self._asked(where, report), on_done=self._show, owner=self)

    def _asked(self, where: Group, _report: Report) -> Asked:
        from app.services.clients.listing.filters import filter_fields

        fields = {field.key: field for field in filter_fields(self.context.db)}
        try:
            said = clients_count(self._count(where)) if where.parts else _("No condition yet: add the first one.")
        except AppError as error:
            said = error_sentence(error)
        return Asked(fields, look_up_names(self.context, where), said)

    def _show(self, asked: Asked) -> None:
        self._fields = asked.fields
        self.strip.show_filter(self._where, asked.fields, asked.names)
        self.count.setText(asked.said)
        QTimer.singleShot(0, self, self._area.grow)  # once the chips know how many lines they take
