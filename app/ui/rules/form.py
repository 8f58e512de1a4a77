"""The fields of a rule's parameters: what they hold now is told with every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QWidget

from app.models.rule_params import Params
from app.services.errors import AppError
from app.services.reminders.rules.data import Rule
from app.ui.context import AppContext
from app.ui.rules.fields import FIELDS, Making, RuleField
from app.ui.rules.inputs import RuleInput
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.field import Field, name_editor
from app.wording.failures import error_sentence


class ParamsForm(QWidget):
    """`changed()` when anything was changed; `params()` then gives what is typed, or None while it cannot be used."""

    changed = Signal()

    def __init__(
        self, context: AppContext, params: Params, fields: tuple[RuleField, ...], views: Mapping[int, str]
    ) -> None:
        super().__init__()
        self._params = params
        self._rows: list[tuple[RuleField, RuleInput, Field]] = []
        self._wanted: list[bool] = []
        making = Making(context, asdict(params), views)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_WIDE)
        self._grid.setVerticalSpacing(GAP_WIDE)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        for spec in fields:
            self._make(spec, making)
        self._show_wanted()

    def _make(self, spec: RuleField, making: Making) -> None:
        made = spec.make(making)
        title = spec.title()
        field = Field(title, made, spec.note() if spec.note else "", headed=bool(title), wrap=True)
        field.setParent(self)
        if title and not isinstance(made.first, QCheckBox):  # which says itself what it is
            name_editor(made.first, title)
        made.changed.connect(self._on_changed)
        self._rows.append((spec, made, field))

    def params(self) -> Params | None:
        """The parameters as typed; None while one of them cannot be used, which is said under its field."""
        values: dict[str, Any] = {}
        usable = True
        for _spec, made, field in self._rows:
            try:
                values |= made.values()
                field.set_error("")
            except AppError as error:
                focus = QApplication.focusWidget()
                typing = focus is not None and made.isAncestorOf(focus)  # nobody is scolded meanwhile
                field.set_error("" if typing else error_sentence(error))
                usable = False
        return replace(self._params, **values) if usable else None

    def _on_changed(self) -> None:
        self._show_wanted()
        self.changed.emit()

    def _show_wanted(self) -> None:
        """Fields that mean nothing beside the others are put away."""
        values = asdict(self._params)
        for _spec, made, _field in self._rows:
            try:
                values |= made.values()
            except AppError:
                continue  # it is being typed
        wanted = [spec.wanted(values) for spec, _made, _field in self._rows]
        if wanted != self._wanted:
            self._wanted = wanted
            self._lay_out()

    def _lay_out(self) -> None:
        """Narrow fields two by two, the others as wide as the form."""
        line, column = 0, 0
        for (spec, _made, field), wanted in zip(self._rows, self._wanted, strict=True):
            self._grid.removeWidget(field)
            field.setVisible(wanted)
            if not wanted:
                continue
            if column and not spec.narrow:
                line, column = line + 1, 0
            self._grid.addWidget(field, line, column, 1, 1 if spec.narrow else 2)
            column = 1 - column if spec.narrow else 0
            line += 0 if column else 1


def params_form(context: AppContext, rule: Rule, views: Mapping[int, str]) -> ParamsForm | None:
    """The form of a rule; None where there is nothing to tune."""
    fields = FIELDS[rule.kind]
    return ParamsForm(context, rule.params, fields, views) if fields else None
