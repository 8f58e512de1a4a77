"""The filter of the list as chips: a click edits, the cross removes, "and" between them turns into "or"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.models.listing.filter_fields import VIEW, Condition, Group
from app.ui.context import AppContext
from app.ui.dialogs.filters.editor import FilterEditor
from app.ui.dialogs.filters.tree import (
    EMPTY,
    Place,
    added,
    conditions,
    flipped,
    part_at,
    put,
    with_alternative,
    without,
)
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.condition_chip import LINE_HEIGHT, ConditionChip, in_line, with_cross
from app.ui.widgets.flow import Flow
from app.wording.filters import condition_text

if TYPE_CHECKING:
    from app.services.clients.listing.filters import FilterField

Names = Mapping[tuple[str, Any], str]
AFTER_CLOSING_MS = 80  # a popup that opens while another one closes is closed with it by some desktops


class FilterStrip(QWidget):
    """`changed(Group)` when the filter was changed by hand; hidden as long as there is none.

    `count(group)` says in a reader lane how many clients a filter leaves.
    """

    changed = Signal(object)

    def __init__(self, context: AppContext, count: Callable[[Group], int]) -> None:
        super().__init__()
        self._context, self._count = context, count
        self._group = EMPTY
        self._fields: dict[str, FilterField] = {}
        self._names: Names = {}
        self._flow = Flow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, GAP_WIDE, GAP_WIDE)
        layout.addWidget(self._flow)
        self.hide()

    def show_filter(self, group: Group | None, fields: Mapping[str, FilterField], names: Names) -> None:
        """Show this filter; `names` are the words of values that are ids."""
        group = group or EMPTY
        if (group, dict(fields), names) == (self._group, self._fields, self._names):
            return
        self._group, self._fields, self._names = group, dict(fields), names
        clear = button(_("Clear"), lambda: self._change(EMPTY), kind="link", small=True)
        self._flow.set_parts([*self._parts(group, ()), in_line(clear)] if group.parts else [])
        self.setVisible(bool(group.parts))

    def add_condition(self, anchor: QWidget) -> FilterEditor:
        """Open the editor for one more condition under `anchor`."""
        return self._edit(anchor, (), None, lambda asked: added(self._group, (), asked))

    def _parts(self, group: Group, place: Place) -> list[QWidget]:
        made: list[QWidget] = []
        for position, part in enumerate(group.parts):
            if position:
                made.append(self._joint(group, place))
            here = (*place, position)
            made.append(self._box(part, here) if isinstance(part, Group) else self._condition(part, here))
        return made

    def _joint(self, group: Group, place: Place) -> QWidget:
        words = {"all": _("and"), "any": _("or")}
        tips = {"all": _("All must hold; click for any one"), "any": _("Any one is enough; click for all")}
        made = button(words[group.join], lambda: self._change(flipped(self._group, place)), kind="link", small=True)
        made.setToolTip(tips[group.join])
        return in_line(made)

    def _box(self, group: Group, place: Place) -> QWidget:
        """A group within the filter: its parts in a frame, with a plus for one more."""
        box = QFrame()
        box.setProperty("look", "group")
        layout = QHBoxLayout(box)
        layout.setContentsMargins(GAP_SMALL, 0, GAP_SMALL, 0)
        layout.setSpacing(GAP_SMALL)
        for part in self._parts(group, place):
            layout.addWidget(part)
        plus = icon_button("plus", _("One more in this group"))
        plus.clicked.connect(lambda: self._edit(plus, place, None, lambda asked: added(self._group, place, asked)))
        layout.addWidget(plus)
        box.setFixedHeight(tall(LINE_HEIGHT))
        return box

    def _condition(self, asked: Condition, place: Place) -> QWidget:
        field = self._fields.get(asked.field)
        own = {key: known.name for key, known in self._fields.items() if known.name}
        kind = field.kind if field is not None else "text"
        settings = self._context.settings
        text = condition_text(asked, kind, settings.currency, self._context.today(), own, self._names)
        chip = ConditionChip(text)
        chip.clicked.connect(lambda: self._edit(chip, place, asked, lambda other: put(self._group, place, other)))
        return with_cross(chip, lambda: self._change(without(self._group, place)))

    def _edit(
        self, anchor: QWidget, place: Place, start: Condition | None, change: Callable[[Condition], Group]
    ) -> FilterEditor:
        editor = FilterEditor(
            self._context, self.window(), self._fields, lambda asked: self._count(change(asked)), start
        )
        editor.applied.connect(lambda asked: self._change(change(asked)))
        editor.or_asked.connect(lambda asked: self._add_alternative(place, start, change(asked)))
        editor.show_below(anchor)
        return editor

    def _add_alternative(self, place: Place, start: Condition | None, group: Group) -> None:
        """The condition just made stays; the editor opens again for what stands beside it."""
        at = place
        if start is None:
            around = part_at(group, place)
            assert isinstance(around, Group)
            at = (*place, len(around.parts) - 1)
        self._change(group)

        def change(other: Condition) -> Group:
            return with_alternative(group, at, other)

        QTimer.singleShot(AFTER_CLOSING_MS, self, lambda: self._edit(self, at, None, change))

    def _change(self, group: Group) -> None:
        self.changed.emit(group if group.parts else EMPTY)


def look_up_names(context: AppContext, group: Group) -> dict[tuple[str, Any], str]:
    """Names of the clients, files and views that a filter asks for by id, and the shop's own ones of groups. Called in
    a reader lane."""
    from app.services.clients.find import get_client_rows
    from app.services.clients.listing.views import list_views
    from app.services.imports.batches import list_batches
    from app.services.segments.settings import get_segment_settings

    asked = conditions(group)
    people = [c.value for c in asked if c.field == "referred_by" and isinstance(c.value, int)]
    names: dict[tuple[str, Any], str] = {
        ("referred_by", row.id): row.name for row in (get_client_rows(context.db, people) if people else ())
    }
    if any(c.field == "batch" for c in asked):
        names |= {("batch", row.batch): row.file for row in list_batches(context.db)}
    if any(c.field == "segment" for c in asked):
        names |= {("segment", code): name for code, name in get_segment_settings(context.db).names.items()}
    if any(c.field == VIEW for c in asked):
        names |= {(VIEW, view.id): view.name for view in list_views(context.db)}
    return names
