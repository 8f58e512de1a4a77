"""Saved views: the menu beside the title, with everyone, the views by name, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.i18n import _, quoted
from app.models.listing.filter_fields import Group
from app.ui.background import Report
from app.ui.clients.table.order import ListOrder
from app.ui.context import AppContext
from app.ui.dialogs.filters.saved import ask_new_name, delete_saved, write_named
from app.ui.widgets.name_popup import NamePopup

if TYPE_CHECKING:
    from app.services.clients.listing.views import ViewRow

LONGEST_TITLE = 22  # letters on the button


class ViewsMenu(QObject):
    """`chosen(view or None)` when another view is to be shown, `saved(view id)` when this list became one."""

    chosen = Signal(object)
    saved = Signal(int)

    def __init__(self, context: AppContext, shown: QPushButton, menu: QMenu) -> None:
        super().__init__(shown)
        self._context, self._button, self._menu = context, shown, menu
        self._views: tuple[ViewRow, ...] = ()
        self._order = ListOrder()
        self._columns: tuple[str, ...] = ()
        menu.aboutToShow.connect(self._fill)
        self.show_views((), self._order, ())

    def show_views(self, views: Sequence[ViewRow], order: ListOrder, columns: Sequence[str]) -> None:
        """These are the saved views; `order` and `columns` are what the table shows now."""
        self._views, self._order, self._columns = tuple(views), order, tuple(columns)
        current = self.current()
        title = current.name if current is not None else _("Everyone")
        cut = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
        self._button.setText(cut + (" •" if current is not None and self.is_changed() else ""))
        self._button.setToolTip(_("Saved segments: {name}").format(name=title))
        self._button.setAccessibleName(_("Saved segments: {name}").format(name=title))

    def current(self) -> ViewRow | None:
        """The view that is shown, perhaps changed since."""
        return next((view for view in self._views if view.id == self._order.view), None)

    def is_changed(self) -> bool:
        """Whether the list is not as the view was saved."""
        view = self.current()
        return view is not None and self._as_view(view) != view

    def _as_view(self, view: ViewRow) -> ViewRow:
        order = self._order
        return replace(
            view,
            where=order.where or Group(),
            sort=order.sort,
            descending=order.descending,
            columns=self._columns if view.columns is not None else None,
        )

    def _fill(self) -> None:
        menu, current = self._menu, self.current()
        menu.clear()
        self._entry(_("Everyone"), lambda: self.chosen.emit(None), on=current is None and not self._narrowed())
        for view in self._views:
            self._entry(view.name.replace("&", "&&"), partial(self.chosen.emit, view), on=view == current)
        menu.addSeparator()
        self._entry(_("Save as a segment…"), self._ask_name)
        if current is None:
            return
        if self.is_changed():
            self._entry(_("Update {view}").format(view=quoted(current.name)), lambda: self._update(current))
        self._entry(_("Rename…"), lambda: ask_new_name(self._context, self._button, current.id, current.name))
        self._entry(_("Delete {view}").format(view=quoted(current.name)), lambda: self._delete(current))

    def _entry(self, text: str, act: Callable[[], object], *, on: bool | None = None) -> None:
        action = self._menu.addAction(text)
        action.triggered.connect(lambda _on=False: act())
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)

    def _narrowed(self) -> bool:
        return self._order.where is not None and bool(self._order.where.parts)

    def _ask_name(self) -> None:
        NamePopup(self._button, _("Name of the segment"), "", self._save, _("Save")).show_below(self._button)

    def _save(self, name: str, popup: NamePopup) -> None:
        order, columns = self._order, self._columns

        def work(_report: Report) -> int:
            from app.services.clients.listing.views import save_view

            asked = (order.where or Group(), self._context.now(), order.sort, order.descending, columns)
            return save_view(self._context.db, name, *asked)

        def done(view_id: int) -> None:
            self.saved.emit(view_id)
            self._context.events.toast.emit(_("Segment {name} saved").format(name=quoted(name.strip())), None)

        write_named(self._context, popup, work, done)

    def _update(self, view: ViewRow) -> None:
        order, columns = self._order, self._columns

        def work(_report: Report) -> None:
            from app.services.clients.listing.views import save_view

            asked = (order.where or Group(), self._context.now(), order.sort, order.descending, columns, view.id)
            save_view(self._context.db, view.name, *asked)

        def done(_none: None) -> None:
            self._context.events.toast.emit(_("Segment {name} updated").format(name=quoted(view.name)), None)

        failed = self._context.messages.show_error
        self._context.jobs.run(work, on_done=done, on_failed=failed, lane="write", owner=self)

    def _delete(self, view: ViewRow) -> None:
        delete_saved(self._context, view.id, view.name, lambda: self.chosen.emit(None))
