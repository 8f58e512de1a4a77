"""The small editor of one condition: a field with search, a comparison, a value, and how many clients it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.i18n import _
from app.models.listing.filter_fields import Condition, Group
from app.services.errors import InvalidValue
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.dialogs.filters.kinds import NO_VALUE, Editors
from app.ui.dialogs.filters.values import ValueEditor
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.popup import Popup
from app.ui.widgets.texts import label
from app.ui.widgets.value_list import ValueList
from app.wording.counts import clients_count
from app.wording.filters import FIELD_GROUPS, filter_field_name, op_text

if TYPE_CHECKING:
    from app.services.clients.listing.filters import FilterField

COUNT_MS = 150
WIDTH = 340
# What is asked most of a field of a kind; the first of its comparisons where nothing is said here.
USUAL_OPS = {"number": "ge", "money": "ge", "period_money": "ge", "period_number": "ge"}
Count = Callable[[Condition], int]


class FilterEditor(Popup):
    """`applied(condition)` by Enter or the button, `or_asked(condition)` for an alternative to it.

    `count(condition)` is called in a reader lane: how many clients the whole filter leaves with this condition in it.
    """

    applied = Signal(object)
    or_asked = Signal(object)

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        fields: Mapping[str, FilterField],
        count: Count,
        start: Condition | None = None,
    ) -> None:
        super().__init__(parent, _("Filter"))
        self._context, self._fields, self._count = context, fields, count
        self._own = {key: field.name for key, field in fields.items() if field.name}
        self._editors = Editors(context, self)
        self._field: FilterField | None = None
        self.editor: ValueEditor | None = None
        self._count_job: Job | None = None
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._ask_count)
        self._first, self._second = self._field_list(), self._condition_part()
        for part in (self._first, self._second):
            part.setMinimumWidth(scaled(WIDTH))
            self.body.addWidget(part)
        self._second.hide()
        if start is not None and start.field in fields:
            self._take(start.field, start)
        else:
            self.field_list.look_up()
            self.field_list.line.setFocus()

    def _field_list(self) -> QWidget:
        self.field_list = ValueList(_("Find a field"), self._fitting)
        self.field_list.list.setFixedHeight(scaled(300))
        self.field_list.picked.connect(lambda key: self._take(key, None))
        self.field_list.closed.connect(self.close)
        return self.field_list

    def _condition_part(self) -> QWidget:
        part = QWidget()
        self.field_button = button("", self._choose_field, kind="ghost", small=True, icon_name="chevron-left")
        self.field_button.setToolTip(_("Another field"))
        self.op_box = QComboBox()
        self.op_box.setAccessibleName(_("Comparison"))
        self.op_box.activated.connect(lambda _index: self._show_editor(None))
        self.count_label = label("", "small", "second")
        self.or_button = button(_("Or…"), self._ask_or, small=True, tip=_("Add an alternative to this condition"))
        self.apply_button = button(_("Show"), self.apply, kind="primary", small=True)
        self._value_place = QVBoxLayout()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(row(self.field_button, None))
        layout.addWidget(self.op_box)
        layout.addLayout(self._value_place)
        layout.addLayout(row(self.count_label, None, self.or_button, self.apply_button))
        return part

    def condition(self) -> Condition | None:
        """What is set now, None while it is not whole."""
        if self._field is None:
            return None
        op = self.op()
        value = None if self.editor is None else self.editor.value()
        if op not in NO_VALUE and self.editor is not None and value is None:
            return None
        asked = Condition(self._field.key, op, None if value == "" else value)
        return asked if _is_right(asked) else None

    def op(self) -> str:
        """The comparison chosen now."""
        return str(self.op_box.currentData())

    def apply(self) -> None:
        """Take the condition and close, if it is whole."""
        asked = self.condition()
        if asked is not None:
            self.applied.emit(asked)
            self.close()

    def _ask_or(self) -> None:
        asked = self.condition()
        if asked is not None:
            self.close()
            self.or_asked.emit(asked)

    def _fitting(self, typed: str, show: Callable[[Sequence[tuple[str, str]]], None]) -> None:
        looked_for = typed.casefold()
        pairs = []
        for title, keys in self._groups():
            shown = [(key, filter_field_name(key, self._own)) for key in keys if key in self._fields]
            every = looked_for in title.casefold()
            pairs += [(key, name) for key, name in shown if every or looked_for in name.casefold()]
        show(pairs)

    def _groups(self) -> list[tuple[str, Sequence[str]]]:
        return [*((title(), keys) for title, keys in FIELD_GROUPS), (_("Own fields"), tuple(self._own))]

    def _choose_field(self) -> None:
        self._second.hide()
        self._first.show()
        self._fit()
        self.field_list.look_up()
        self.field_list.line.setFocus()

    def _take(self, key: str, start: Condition | None) -> None:
        self._field = field = self._fields[key]
        self._first.hide()
        self._second.show()
        self.field_button.setText(filter_field_name(key, self._own))
        self.op_box.clear()
        for op in field.ops:
            self.op_box.addItem(op_text(field.kind, op), op)
        wanted = start.op if start is not None else USUAL_OPS.get(field.kind)
        self.op_box.setCurrentIndex(max(0, self.op_box.findData(wanted)))
        self._show_editor(start.value if start is not None else None)
        first = self.op_box if self.editor is None else self.editor.first or self.editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editor(self, before: Any) -> None:
        if self._field is None:
            return
        focused = self.editor is not None and self.editor.isAncestorOf(self.focusWidget() or self)
        if self.editor is not None:
            self._value_place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = self._editors.make(self._field, self.op(), before)
        if self.editor is not None:
            self._value_place.addWidget(self.editor)
            self.editor.changed.connect(self._on_changed)
            self.editor.show()
            QWidget.setTabOrder(self.op_box, self.editor)
            if focused:
                (self.editor.first or self.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()
        self._on_changed()

    def _fit(self) -> None:
        """As large as what is in it now, once the layouts know."""
        QTimer.singleShot(0, self, self.adjustSize)

    def _on_changed(self) -> None:
        whole = self.condition() is not None
        self.apply_button.setEnabled(whole)
        self.or_button.setEnabled(whole)
        self.count_label.setText("")
        if self._count_job is not None:
            self._count_job.drop()
        if whole:
            self._counting.start()

    def _ask_count(self) -> None:
        asked = self.condition()
        if asked is None:
            return

        def work(_report: Report) -> int:
            return self._count(asked)

        self._count_job = self._context.jobs.run(work, on_done=self._show_count, owner=self)

    def _show_count(self, count: int) -> None:
        self.count_label.setText(clients_count(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line, a box or a day shows the clients; a list of values takes it for itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)


def _is_right(asked: Condition) -> bool:
    from app.services.clients.listing.filters import check_filter

    try:
        check_filter(Group("all", (asked,)))
    except InvalidValue:
        return False
    return True
