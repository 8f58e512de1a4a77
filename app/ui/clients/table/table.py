"""The clients table: the columns that the owner chose, remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.clients.table.columns import DEFAULT_KEYS, SPECS, ColumnSpec, all_specs, client_columns, wanted_values
from app.ui.clients.table.columns_popup import ColumnsPopup
from app.ui.clients.table.order import Layout, layout_of, remember_layout
from app.ui.context import AppContext
from app.ui.widgets.table_model import IdListModel
from app.ui.widgets.tick_table import TickTable

if TYPE_CHECKING:
    from app.services.clients.listing.listed import ListedClient
    from app.services.clients.own import OwnFieldRow
    from app.services.segments.map import Scale

SPARE = "due_back"
NARROWEST = 48


class ClientTable(TickTable):
    """The table with its model. `columns_changed(keys)` when other columns are shown than before."""

    columns_changed = Signal(object)

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._specs: dict[str, ColumnSpec] = SPECS
        self._layout = layout_of(context)
        self._of_view = False
        self._wanted: frozenset[str] = frozenset()
        self._scale: Scale | None = None
        self._groups: Mapping[str, str] = {}
        self.model_shown: IdListModel[ListedClient] = IdListModel((), self._fetch)
        super().__init__(self.model_shown, _("Clients"))
        self.layout_changed.connect(self._keep_layout)
        self.show_layout()

    def keys(self) -> list[str]:
        """The columns shown, in the order on the screen."""
        return [key for key, _width in self.layout_now()]

    def titles(self) -> dict[str, str]:
        """Every column there is: key and title."""
        return {key: spec.title() for key, spec in self._specs.items()}

    def set_own_fields(self, fields: Sequence[OwnFieldRow]) -> None:
        """The shop's own fields are columns as well."""
        specs = all_specs(fields)
        before = {key: spec.title() for key, spec in self._specs.items()}
        self._specs = specs
        if before != self.titles():
            self.show_layout()

    def set_scale(self, scale: Scale, names: Mapping[str, str]) -> None:
        """By what the clients are divided into groups, and what the shop calls these."""
        if (scale, names) != (self._scale, self._groups):
            renamed = names != self._groups
            self._scale, self._groups = scale, names
            if renamed:
                self.show_layout()

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these columns in this order; those that stay keep their width."""
        widths = dict(self._sized_layout())
        self._layout = [(key, widths.get(key, 0)) for key in keys]
        self._remember()
        self.show_layout()

    def show_usual(self) -> None:
        """Back to the columns of the first day."""
        self._layout = []
        self._remember()
        self.show_layout()

    def show_view(self, keys: Sequence[str] | None) -> None:
        """The columns of a saved view, kept with it alone; None: the table's own again."""
        own = layout_of(self._context)
        widths = dict(own)
        self._of_view = keys is not None
        self._layout = own if keys is None else [(key, widths.get(key, 0)) for key in keys]
        self.show_layout()

    def _remember(self) -> None:
        if not self._of_view:
            remember_layout(self._context, self._layout)

    def show_layout(self) -> None:
        """Put the columns on the screen."""
        layout = self._layout or [(key, 0) for key in DEFAULT_KEYS]
        self._wanted = wanted_values(layout)
        settings = self._context.settings
        today = self._context.today()
        self.set_columns(client_columns(layout, self._specs, settings, today, self._groups))
        self._leave_out_spare()
        self._share_width()  # what the column left out was to have
        self.show_sort(*self._sort)
        self.columns_changed.emit([key for key, _width in layout])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._leave_out_spare()
        super().resizeEvent(event)

    def make_columns_popup(self, parent: QWidget) -> ColumnsPopup:
        """The list of columns to choose from, already at work on this table."""

        def reset() -> None:
            self.show_usual()
            popup.close()

        popup = ColumnsPopup(parent, self.titles(), self.keys(), reset)
        popup.chosen.connect(self.show_keys)
        popup.sized.connect(self._on_sized)
        return popup

    def _number_of(self, key: str) -> int | None:
        return next((n for n, column in enumerate(self.model_shown.columns) if column.key == key), None)

    def _leave_out_spare(self) -> None:
        """As long as nobody chose columns, a narrow table leaves the last one out: names need the room more."""
        number = self._number_of(SPARE)
        if number is not None and sorted(self.keys()) == sorted(DEFAULT_KEYS):
            room = sum(self.width_of(column) for column in self.model_shown.columns)
            self.setColumnHidden(number, self.viewport().width() < room)

    def _on_sized(self, key: str, more: int) -> None:
        number = self._number_of(key)
        if number is not None:
            self.setColumnWidth(number, max(NARROWEST, self.columnWidth(number) + more))

    def _keep_layout(self) -> None:
        self._layout = self._sized_layout()
        self._remember()
        self.columns_changed.emit(self.keys())

    def _sized_layout(self) -> Layout:
        """What is on the screen; the width of a column that takes what is left is not kept."""
        stretched = {column.key for column in self.model_shown.columns if column.stretch}
        return [(key, 0 if key in stretched else width) for key, width in self.layout_now()]

    def _fetch(self, ids: Sequence[int]) -> Sequence[ListedClient]:
        from app.services.clients.listing.listed import get_listed

        return get_listed(self._context.db, ids, self._wanted, self._scale, self._context.today())
