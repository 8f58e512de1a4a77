"""The parts of the report: what each tab is called and what builds it, imported when it is shown first."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.reports.desk import Desk


class Part(NamedTuple):
    """A tab; `module` has `build(desk)`."""

    title: Callable[[], str]
    module: str


PARTS: dict[str, Part] = {
    "overview": Part(lambda: _("At a glance"), "overview"),
    "numbers": Part(lambda: _("All numbers"), "numbers"),
    "back": Part(lambda: _("Who comes back"), "coming_back"),
    "forecast": Part(lambda: _("What to expect"), "forecast"),
    "worked": Part(lambda: _("What worked"), "worked"),
    "sources": Part(lambda: _("Sources and spend"), "channels"),
    "goods": Part(lambda: _("Products"), "goods"),
    "season": Part(lambda: _("When they buy"), "season"),
}


def build_part(key: str, desk: Desk) -> QWidget:
    """The content of a tab."""
    module = import_module(f"app.ui.reports.parts.{PARTS[key].module}")
    return cast("QWidget", module.build(desk))
