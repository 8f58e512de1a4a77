"""The shop’s own segments on the page Segments: listed with size and words, made, combined, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.services.clients.data import ClientData
from app.services.clients.listing.view_sizes import OwnSegment, Size
from app.services.clients.listing.views import LONGEST_NAME, ViewRow, combined, delete_view, list_views, save_view
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.segments.own.combine import CombineDialog
from app.ui.segments.own.dialog import SegmentDialog
from app.ui.segments.own.row import SegmentRow, change_text
from app.ui.segments.own.view import OwnSegments
from app.ui.widgets.name_popup import NamePopup
from tests.factories import NOW, sell
from tests.ui.conftest import FakeMessages
from tests.ui.driving import show_dialog, told

TODAY = NOW.date()


def _tagged(tag: str) -> Group:
    return Group("all", (Condition("tags", "any", [tag]),))


@pytest.fixture
def views(db: Database) -> dict[str, int]:
    """Two clients with a tag of their own each, one with both, and a view of each tag."""
    for name, tags in (("Анна", ("vip",)), ("Борис", ("опт",)), ("Вера", ("vip", "опт"))):
        sell(db, save_client(db, ClientData(name, tags=tags), NOW), TODAY, 50_000)
    return {tag: save_view(db, tag, _tagged(tag), NOW) for tag in ("vip", "опт")}


@pytest.fixture
def own(qtbot: Any, context: AppContext) -> OwnSegments:
    """The list on the screen; it is read again whenever something was written."""
    made = OwnSegments(context)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    context.events.changed.connect(lambda _areas: made.reload())
    made.reload()
    qtbot.waitUntil(lambda: not made.is_busy())
    return made


def _names(own: OwnSegments) -> list[str]:
    return [row.segment.view.name for row in own.rows]


def _row(own: OwnSegments, name: str) -> SegmentRow:
    return next(row for row in own.rows if row.segment.view.name == name)


def _do(own: OwnSegments, name: str, text: str) -> None:
    menu = _row(own, name).menu.menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()


def _popup() -> NamePopup:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, NamePopup) and w.isVisible())


def test_every_segment_says_what_it_asks_its_size_and_money(views: dict[str, int], own: OwnSegments) -> None:
    assert _names(own) == ["vip", "опт"]
    text = told(_row(own, "vip"))
    assert "Tags: vip" in text
    assert "2 clients" in text
    assert "1,000" in text
    assert "month ago: —" in text


@pytest.mark.parametrize(
    ("days", "clients", "told"),
    [(30, 1, "+1 in a month"), (31, 2, "as a month ago"), (90, 5, "−3 since 23 Aug"), (90, 2, "as on 23 Aug")],
)
def test_a_change_is_told_of_the_time_that_it_took(days: int, clients: int, told: str) -> None:
    sizes = (Size(TODAY - timedelta(days), clients, 0), Size(TODAY, 2, 0))
    assert change_text(OwnSegment(ViewRow(1, "vip", Group()), "", sizes)) == told


def test_without_segments_the_page_teaches(db: Database, own: OwnSegments) -> None:
    assert own.empty.isVisible()
    assert own.empty.action is not None
    own.setFocus()
    assert own.empty.action.hasFocus()


def test_the_name_leads_to_the_clients(
    qtbot: Any, context: AppContext, views: dict[str, int], own: OwnSegments
) -> None:
    with qtbot.waitSignal(context.events.show_clients) as asked:
        own.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert asked.args == [_tagged("vip"), "vip"]


def test_a_segment_is_made_condition_by_condition(
    qtbot: Any,
    context: AppContext,
    db: Database,
    views: dict[str, int],
    own: OwnSegments,
    type_text: Callable[..., None],
) -> None:
    dialog = show_dialog(SegmentDialog(context, own), qtbot)
    type_text(dialog.name, "С покупками")
    qtbot.waitUntil(lambda: "No condition" in dialog.count.text())
    dialog.save()
    assert "A segment without a condition is everybody" in told(dialog)
    dialog.strip.changed.emit(Group("all", (Condition("visits", "ge", 1), Condition("view", "none", [views["опт"]]))))
    qtbot.waitUntil(lambda: dialog.count.text() == "1 client")
    assert "опт" in " ".join(chip.toolTip() for chip in dialog.strip.findChildren(QPushButton))
    dialog.save()
    qtbot.waitUntil(lambda: "С покупками" in _names(own))
    assert not dialog.isVisible()


def test_segments_are_combined(
    qtbot: Any,
    context: AppContext,
    db: Database,
    views: dict[str, int],
    own: OwnSegments,
    type_text: Callable[..., None],
) -> None:
    dialog = show_dialog(CombineDialog(context, own, list_views(db)), qtbot)
    assert dialog.where() is None
    type_text(dialog.name, "Только vip")
    dialog.joined.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.left_out.list.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: dialog.count.text() == "1 client")
    dialog.save()
    qtbot.waitUntil(lambda: "Только vip" in _names(own))
    assert list_views(db)[-1].where == combined("any", [views["vip"]], [views["опт"]])


def test_a_segment_is_renamed_and_duplicated(
    qtbot: Any, views: dict[str, int], own: OwnSegments, type_text: Callable[..., None]
) -> None:
    _do(own, "vip", "Rename…")
    _popup().line.clear()
    type_text(_popup().line, "опт")
    _popup().save_button.click()
    qtbot.waitUntil(lambda: "already" in told(_popup()))
    _popup().line.setText("Важные")
    _popup().save_button.click()
    qtbot.waitUntil(lambda: _names(own) == ["Важные", "опт"])
    _do(own, "Важные", "Duplicate…")
    _popup().save_button.click()
    qtbot.waitUntil(lambda: _names(own) == ["Важные", "опт", "Важные, copy"])


def test_the_name_of_a_copy_is_never_too_long(db: Database, own: OwnSegments) -> None:
    save_view(db, "n" * LONGEST_NAME, Group("all", (Condition("visits", "ge", 1),)), NOW)
    own.reload()
    popup = own._ask_duplicate(own.rows[0].segment, own.rows[0].menu)
    QTest.keyClick(popup.findChild(QLineEdit), Qt.Key.Key_Return)
    (copy,) = (view.name for view in list_views(db) if view.name.endswith(", copy"))
    assert len(copy) == LONGEST_NAME


def test_a_segment_that_asks_for_something_gone_is_told_while_combining(
    db: Database, views: dict[str, int], context: AppContext, qtbot: Any, own: OwnSegments
) -> None:
    save_view(db, "broken", combined("any", [views["vip"]]), NOW)
    delete_view(db, views["vip"], NOW, anyway=True)
    dialog = show_dialog(CombineDialog(context, own, list_views(db)), qtbot)
    for place in range(2):
        dialog.joined.list.item(place).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: "asks for a segment that was deleted" in dialog.count.text())


def test_one_that_others_need_is_asked_about_before_it_goes_and_comes_back(
    qtbot: Any, db: Database, views: dict[str, int], own: OwnSegments, toasts: list[Any], messages: FakeMessages
) -> None:
    save_view(db, "выше", combined("any", [views["vip"]]), NOW)
    qtbot.waitUntil(lambda: len(own.rows) == 3)
    messages.answer = True
    _do(own, "vip", "Delete")
    assert messages.questions == ["Delete “vip”?"]
    qtbot.waitUntil(lambda: _names(own) == ["опт", "выше"])
    assert "asks for something that was deleted" in told(_row(own, "выше"))
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: _names(own) == ["vip", "опт", "выше"])


def test_combining_is_asked_for_from_anywhere(
    qtbot: Any, context: AppContext, db: Database, own: OwnSegments, toasts: list[Any]
) -> None:
    own.combine()
    assert toasts[-1][0] == "Save two segments first."
    for tag in ("a", "b"):
        save_view(db, tag, _tagged(tag), NOW)
    own.combine()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CombineDialog)
    dialog.reject()


def test_the_list_ends_with_its_last_row(own: OwnSegments, views: dict[str, int], qtbot: Any) -> None:
    own.reload()
    qtbot.waitUntil(lambda: len(own.rows) == len(views) and not own.is_busy())
    QApplication.processEvents()
    last = own.rows[-1]
    assert own._card.height() - last.mapTo(own._card, last.rect().bottomLeft()).y() <= 4
    assert own._card.y() < own.height() // 2
    assert own._area.verticalScrollBar().maximum() == 0
