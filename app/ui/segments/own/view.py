"""The list of the shop’s own segments, with what can be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, quoted
from app.models.enums import ContactKind
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.dialogs.filters.saved import ask_new_name, delete_saved, write_named
from app.ui.exporting import file_name
from app.ui.many_clients import Ids, ask_task, copy_contacts, export_many
from app.ui.segments.acts import ids_of
from app.ui.segments.own.combine import FEWEST, CombineDialog
from app.ui.segments.own.dialog import SegmentDialog
from app.ui.segments.own.reading import OwnRead, read_own, write_down
from app.ui.segments.own.row import RowActs, SegmentRow
from app.ui.segments.tabs import Tab
from app.ui.shell.focus import focus_again, focus_path
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, ScrollingArea, line, row
from app.ui.widgets.name_popup import NamePopup
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.clients.listing.view_sizes import OwnSegment
    from app.services.clients.listing.views import ViewRow


ALL_ROOM = 1_000  # of the height, before what stretches below


class _RowsArea(ScrollingArea):
    """Scrolls the rows, and leaves no emptiness below the last of them in the card around it."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._around = card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        rows = self.widget()
        if event.type() == QEvent.Type.LayoutRequest and rows is not None and watched is rows:
            edges = self._around.contentsMargins() + self._around.body.contentsMargins()
            self._around.setMaximumHeight(rows.sizeHint().height() + edges.top() + edges.bottom())
        return super().eventFilter(watched, event)


class OwnSegments(Tab):
    """Shows nothing before it was read first."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._read: OwnRead | None = None
        self._job: Job | None = None
        self.rows: list[SegmentRow] = []
        self.new_button = button(_("New segment"), self.add, kind="primary", icon_name="plus")
        self.combine_button = button(_("Combine…"), self.combine)
        self.combine_button.setToolTip(_("Together, only who is in all, or without others"))
        self.told = label(
            _("Filters you saved: they follow the shop by themselves and can be used wherever clients are chosen."),
            "",
            "second",
            wrap=True,
        )
        self._head = QWidget()
        head = row(self.told, self.combine_button, self.new_button, spacing=GAP_WIDE)
        head.setStretch(0, 1)
        self._head.setLayout(head)
        self.empty = EmptyState(
            _(
                "Your own segments will be here: “has not come for two months”, “buys tea, lives in Omsk”. A segment"
                " is a filter with a name, and clients come into it and leave it by themselves."
            ),
            _("New segment"),
            self.add,
            icon_name="bookmark",
            primary=True,
        )
        self._card = Card(padding=0, spacing=0)
        self._content: QWidget | None = None
        self._area = _RowsArea(self._card)
        self._card.body.addWidget(self._area)
        self._counting = label(_("Counting…"), "", "third")
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self._counting)
        layout.addWidget(self._head)
        layout.addWidget(self._card, ALL_ROOM)
        layout.addWidget(self.empty, ALL_ROOM)
        layout.addStretch(1)
        for part in (self._head, self._card, self.empty):
            part.hide()

    def reload(self) -> None:
        """Count every segment again; what is shown stays until then."""
        if self._job is not None:
            self._job.drop()
        context = self._context
        self._job = context.jobs.run(
            lambda report: read_own(context, report), on_done=self.show_read, lane="long", owner=self
        )

    def is_busy(self) -> bool:
        """True while the segments are being counted."""
        return self._job is not None and not self._job.finished

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.start().setFocus(event.reason())

    def show_read(self, read: OwnRead) -> None:
        """Show these; the focus stays at its place."""
        write_down(self._context, read)
        if read == self._read:
            return
        waited = self._read is None and self.focusWidget() is self.new_button
        self._read = read
        self._counting.hide()
        some = bool(read.segments)
        focused = [] if self._content is None else focus_path(self._content)
        self._head.setVisible(some)
        self._card.setVisible(some)
        self.empty.setVisible(not some)
        self.combine_button.setEnabled(len(read.segments) >= FEWEST)
        self._content = self._list(read)
        self._area.hold(self._content)
        if focused:
            self._content.show()
            focus_again(self._content, focused)
        elif waited:
            self.start().setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> QWidget:
        """Where the keyboard begins."""
        if self._read is not None and not self._read.segments and self.empty.action is not None:
            return self.empty.action
        return self.rows[0].name if self.rows else self.new_button

    def _list(self, read: OwnRead) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        currency, acts = self._context.settings.currency, self._acts()
        self.rows = [SegmentRow(one, read.asks[one.view.id], currency, acts) for one in read.segments]
        for number, one in enumerate(self.rows):
            if number:
                column.addWidget(line())
            column.addWidget(one)
        column.addStretch(1)
        return made

    def add(self) -> None:
        """A new segment, condition by condition."""
        SegmentDialog(self._context, self.window()).open()

    def combine(self) -> None:
        """A new segment out of those that there are."""

        def work(_report: Report) -> tuple[ViewRow, ...]:
            from app.services.clients.listing.views import list_views

            return list_views(self._context.db)

        self._context.jobs.run(work, on_done=self._combine, owner=self)

    def _combine(self, views: tuple[ViewRow, ...]) -> None:
        if len(views) < FEWEST:
            self._context.events.toast.emit(_("Save two segments first."), None)
        else:
            CombineDialog(self._context, self.window(), views).open()

    def _acts(self) -> RowActs:
        context = self._context

        def ids(one: OwnSegment) -> Ids:
            return ids_of(context, one.view.where)

        def clients(one: OwnSegment) -> int:
            return 0 if one.now is None else one.now.clients

        return RowActs(
            show=lambda one, _by: context.events.show_clients.emit(one.view.where, one.view.name),
            tasks=lambda one, _by: ask_task(context, ids(one), clients(one), self.window()),
            phones=lambda one, _by: copy_contacts(context, ids(one), ContactKind.PHONE),
            emails=lambda one, _by: copy_contacts(context, ids(one), ContactKind.EMAIL),
            export=lambda one, _by: export_many(context, self, file_name(one.view.name), ids(one)),
            edit=lambda one, _by: SegmentDialog(context, self.window(), one.view).open(),
            rename=lambda one, by: ask_new_name(context, by, one.view.id, one.view.name),
            duplicate=self._ask_duplicate,
            delete=lambda one, _by: delete_saved(context, one.view.id, one.view.name),
        )

    def _ask_duplicate(self, one: OwnSegment, anchor: QWidget) -> NamePopup:
        from app.services.clients.listing.views import LONGEST_NAME, duplicate_view

        context = self._context

        def act(typed: str, popup: NamePopup) -> None:
            def work(_report: Report) -> int:
                return duplicate_view(context.db, one.view.id, typed, context.now())

            def done(_view_id: int) -> None:
                context.events.toast.emit(_("Segment {name} saved").format(name=quoted(typed.strip())), None)

            write_named(context, popup, work, done)

        copy = _("{name}, copy")
        room = LONGEST_NAME - len(copy.format(name=""))
        name = copy.format(name=one.view.name[:room].rstrip())
        popup = NamePopup(anchor, _("Name of the segment"), name, act, _("Duplicate"))
        popup.show_below(anchor)
        return popup
