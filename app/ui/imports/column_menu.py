"""The menu beside a column's field: how its cells are read, and what becomes of clients that the shop has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from app.i18n import _
from app.services.imports.rows import Column, Field
from app.ui.imports.draft import SheetDraft
from app.ui.theme import icon
from app.ui.theme.tokens import ICON_SIZE
from app.wording.readings import Value, choice_text, rule_text

COUNTRIES = ("RU", "BY", "KZ", "UA", "UZ", "KG", "AM", "AZ", "GE", "MD", "TJ", "IL", "TR", "DE", "PL", "GB", "US")


class Way(NamedTuple):
    """One entry of the menu; `value` is None for leaving it to the evidence, or to the rule for the whole file."""

    text: str
    value: Value | None


def ways(kind: str, column: Column, field: Field, country: str) -> list[Way]:
    """The ways to read a column, the first by its evidence."""
    from app.services.imports.tables.doubts import reading_of

    used: Value | None = getattr(reading_of(column, field, None, country), kind)
    known: dict[str, Sequence[Value]] = {
        "day_first": (True, False),
        "decimal": (",", "."),
        "pivot": _pivots(column, used),
        "country": COUNTRIES,
    }
    own = _("as the program thinks") if used is None else f"{_('as the program thinks')}: {choice_text(kind, used)}"
    return [Way(own, None), *(Way(choice_text(kind, value), value) for value in known[kind])]


def _pivots(column: Column, used: Value | None) -> Sequence[Value]:
    """The choices of the question; else the last possible year and the one a grandmother may be born in."""
    asked = [value for doubt in column.doubts if doubt.kind == "pivot" for value, _examples in doubt.choices]
    return asked or ([used, 10] if used is not None else [])


def heading(kind: str) -> str:
    """What a part of the menu is about."""
    return {
        "day_first": _("Dates"),
        "decimal": _("Numbers"),
        "pivot": _("Years of two digits"),
        "country": _("Phones without a code are of"),
    }[kind]


class Part(NamedTuple):
    """A part of the menu: what it is about, its entries, the one that holds now, and what is done with another."""

    heading: str
    ways: list[Way]
    chosen: Value | None
    choose: Callable[[Value | None], object]


class ColumnButton(QPushButton):
    """A small button that opens the menu. `parts` are asked for anew each time."""

    def __init__(self, title: str, parts: Callable[[], list[Part]]) -> None:
        super().__init__()
        name = _("More about the column “{column}”").format(column=title)
        self.setProperty("kind", "ghost")
        self.setProperty("scale", "icon")
        self.setIcon(icon("settings", "text_2"))
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._parts = parts
        self.menu_shown = QMenu(self)
        self.clicked.connect(lambda _on: self._open())
        self.refresh()

    def refresh(self) -> None:
        """Hide where there is nothing to choose, and look different where something was chosen."""
        parts = self._parts()
        if not parts or self.parent() is not None:  # without a parent it would be a window of its own
            self.setVisible(bool(parts))
        chosen = any(part.chosen is not None for part in parts)
        self.setIcon(icon("settings", "accent" if chosen else "text_2"))

    def fill(self) -> QMenu:
        """The menu as it is now."""
        menu = self.menu_shown
        menu.clear()
        for part in self._parts():
            title = menu.addAction(part.heading)
            title.setEnabled(False)
            group = QActionGroup(menu)
            for way in part.ways:
                action = menu.addAction(way.text)
                action.setCheckable(True)
                action.setChecked(way.value == part.chosen and type(way.value) is type(part.chosen))
                action.triggered.connect(partial(self._choose, part, way))
                group.addAction(action)
        return menu

    def _choose(self, part: Part, way: Way, _on: bool = False) -> None:
        part.choose(way.value)

    def _open(self) -> None:
        self.fill().popup(self.mapToGlobal(QPoint(0, self.height())))


def reading_parts(
    sheet: SheetDraft, column: Column, country: str, choose: Callable[[str, Value | None], object]
) -> list[Part]:
    """How the cells of a column can be read; `country` is the shop's."""
    from app.services.imports.tables.doubts import KINDS

    field = sheet.fields[column.index]
    chosen = sheet.planned.readings.get(column.index)
    parts = []
    for kind in KINDS.get(field, ()):
        found = ways(kind, column, field, country)
        if len(found) > 1:
            now = getattr(chosen, kind) if chosen else None
            parts.append(Part(heading(kind), found, now, partial(choose, kind)))
    return parts


def rule_parts(sheet: SheetDraft, column: Column, choose: Callable[[Value | None], object]) -> list[Part]:
    """What becomes of this field of clients that the shop has."""
    from app.services.imports.matching.conflicts import ABOUT, FILL, KEEP, RULES, SEVERAL

    field = sheet.fields[column.index]
    if field not in ABOUT:
        return []
    own = [Way(rule_text(rule), rule) for rule in RULES]
    if field in SEVERAL:
        own = [Way(_("add what is new"), FILL), Way(rule_text(KEEP), KEEP)]
    found = [Way(_("as for the whole file"), None), *own]
    return [Part(_("Clients you already have"), found, sheet.planned.conflicts.get(field), choose)]
