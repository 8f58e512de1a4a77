"""Which tag: a known one to choose, or a new one to type."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.filters.known import known_values
from app.ui.widgets.popup import Popup
from app.ui.widgets.texts import label
from app.ui.widgets.value_list import ValueList


class TagPopup(Popup):
    """Calls `act(tag)` once and closes. `only_known`: a tag that nobody has cannot be taken away."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        title: str,
        act: Callable[[str], object],
        *,
        only_known: bool = False,
    ) -> None:
        super().__init__(parent, title)
        self._act = act

        def ask(typed: str, show: Callable[[Sequence[tuple[str, str]]], None]) -> None:
            known_values(context, self, "tags", typed, show)

        self.values = ValueList(
            _("Find a tag") if only_known else _("Find a tag or type a new one"), ask, free=not only_known
        )
        self.values.picked.connect(self._on_picked)
        self.values.closed.connect(self.close)
        self.body.addWidget(label(title, "strong"))
        self.body.addWidget(self.values)
        self.values.line.setFocus()
        self.values.look_up()

    def _on_picked(self, tag: str) -> None:
        self.close()
        self._act(tag)
