"""Looking at the Duplicates page and pressing its keys."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.enums import ContactKind
from app.services.clients.data import Contact
from app.services.clients.typed import typed_contact
from app.ui.duplicates.page import DuplicatesPage
from tests.ui.driving import press_letter


class Twice(NamedTuple):
    """Ids of those who stand twice."""

    olga: int
    olya: int
    igor: int
    again: int


def phone(text: str) -> Contact:
    return typed_contact(ContactKind.PHONE, text, "RU")


def names(page: DuplicatesPage) -> list[tuple[str, str]]:
    """Who stays and who goes, of every line."""
    model = page.list.pairs
    rows = [model.row_at(place) for place in range(model.rowCount())]
    return [(row.stays.name, row.goes.name) for row in rows if row is not None]


def chips(page: DuplicatesPage) -> list[str]:
    return [chip.text() for chip in page.card.kinds.chips.values() if not chip.isHidden()]


def at_hand(page: DuplicatesPage) -> tuple[str, str]:
    """Who stays and who goes, of the pair on the right."""
    both = page.panel.stays_and_goes()
    assert both is not None
    return both[0].row.name, both[1].row.name


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key on what has the focus in the window of `widget`."""
    QApplication.sendPostedEvents()
    QTest.keyClick(widget.window().focusWidget() or widget, key)


def letter(widget: QWidget, text: str) -> None:
    """A letter, as either keyboard sends it."""
    press_letter(widget.window().focusWidget() or widget, text)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
