"""Filters of the clients page: chips, the editor of a condition, groups, saved views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.models.database import Database
from app.models.listing.filter_fields import OPS, Condition, Group
from app.services.clients.listing.bulk import tag_clients
from app.services.clients.listing.filters import filter_fields
from app.services.clients.listing.views import list_views, save_view
from app.services.clients.own import delete_own_field, save_own_field
from app.ui.clients.page import ClientsPage
from app.ui.clients.table.order import order_of
from app.ui.context import AppContext
from app.ui.dialogs.filters.editor import FilterEditor
from app.ui.dialogs.filters.kinds import NO_VALUE, Editors
from app.ui.dialogs.filters.tree import added, flipped, with_alternative, without
from tests.factories import NOW, make_client, sell
from tests.ui.driving import show_page

RICH = Condition("total", "ge", 100_000)
REGULAR = Condition("visits", "ge", 2)
TAGGED = Condition("tags", "any", ["VIP"])


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    people = {name: make_client(db, name) for name in ("Анна", "Борис", "Вера")}
    for day in (date(2026, 10, 31), date(2026, 11, 7)):
        sell(db, people["Анна"], day, 150_000)
    sell(db, people["Борис"], date(2026, 11, 1), 50_000)
    tag_clients(db, [people["Вера"]], "VIP", NOW)
    return people


@pytest.fixture
def page(qtbot: Any, context: AppContext, shop: dict[str, int]) -> ClientsPage:
    made = show_page(ClientsPage(context), qtbot, 1100, 700)
    made.reload()
    qtbot.waitUntil(lambda: not made.is_busy())
    return made


def listed(page: ClientsPage) -> list[str]:
    model = page.model
    return [model.data(model.index(row, 1)) for row in range(model.rowCount())]


def chips(page: ClientsPage) -> list[str]:
    return [
        b.toolTip() for b in page.strip.findChildren(QPushButton) if b.property("kind") == "filter" and b.isVisible()
    ]


def chip(page: ClientsPage, text: str) -> QPushButton:
    return next(b for b in page.strip.findChildren(QPushButton) if b.toolTip() == text and b.isVisible())


def press(page: ClientsPage, text: str) -> None:
    """A button of the strip, by its text or its accessible name."""
    made = page.strip.findChildren(QPushButton)
    next(b for b in made if b.isVisible() and text in (b.text(), b.accessibleName())).click()


def editor() -> FilterEditor:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, FilterEditor) and w.isVisible())


def compare(made: FilterEditor, op: str) -> None:
    number = made.op_box.findData(op)
    made.op_box.setCurrentIndex(number)
    made.op_box.activated.emit(number)


def type_into(widget: QWidget, text: str, qtbot: Any) -> None:
    qtbot.keyClicks(widget, text)


def ask(page: ClientsPage, group: Group) -> None:
    page.strip.changed.emit(group)


def test_a_filter_is_made_with_the_keyboard_alone(page: ClientsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    made = editor()
    type_into(made.field_list.line, "total", qtbot)
    qtbot.waitUntil(lambda: made.field_list.list.count() < 5)
    qtbot.keyClick(made.field_list.line, Qt.Key.Key_Return)
    compare(made, "ge")
    assert made.editor is not None
    line = made.editor.first
    assert line is not None
    assert not made.apply_button.isEnabled()
    type_into(line, "1000", qtbot)
    qtbot.waitUntil(lambda: made.count_label.text() == "1 client")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert listed(page) == ["Анна"]
    assert chips(page) == ["Total ≥ 1,000\xa0₽"]


def test_enter_right_after_typing_takes_the_field_that_was_typed(page: ClientsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    made = editor()
    qtbot.keyClicks(made.field_list.line, "total")
    qtbot.keyClick(made.field_list.line, Qt.Key.Key_Return)
    assert made.field_button.text() == "Total"
    assert made.op() == "ge"


def test_a_chip_is_changed_and_removed(page: ClientsPage, qtbot: Any) -> None:
    ask(page, Group("all", (RICH, REGULAR)))
    chip(page, "Visits ≥ 2").click()
    made = editor()
    assert made.op() == "ge"
    compare(made, "lt")
    assert made.editor is not None
    assert made.editor.first is not None
    type_into(made.editor.first, "9", qtbot)
    made.apply_button.click()
    qtbot.waitUntil(lambda: chips(page) == ["Total ≥ 1,000\xa0₽", "Visits < 9"])
    qtbot.keyClick(chip(page, "Visits < 9"), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(chips(page)) == 1)
    press(page, "Remove: Total ≥ 1,000\xa0₽")
    assert (chips(page), len(listed(page))) == ([], 3)


def test_and_turns_into_or(page: ClientsPage) -> None:
    ask(page, Group("all", (RICH, TAGGED)))
    assert page.nobody_found.isVisible()
    assert page.nobody_found.sentence.text() == "Nobody fits this filter."
    press(page, "and")
    assert listed(page) == ["Анна", "Вера"]


def test_an_alternative_makes_a_group_within(page: ClientsPage, qtbot: Any, context: AppContext) -> None:
    ask(page, Group("all", (REGULAR, RICH)))
    chip(page, "Total ≥ 1,000\xa0₽").click()
    editor().or_button.click()
    qtbot.waitUntil(lambda: any(isinstance(w, FilterEditor) and w.isVisible() for w in QApplication.topLevelWidgets()))
    made = editor()
    type_into(made.field_list.line, "tags", qtbot)
    qtbot.waitUntil(lambda: made.field_list.list.count() < 3)
    qtbot.keyClick(made.field_list.line, Qt.Key.Key_Return)
    qtbot.keyClicks(made.focusWidget(), "VIP")
    qtbot.waitUntil(lambda: made.editor.list.list.count() == 1)  # type: ignore[union-attr]
    qtbot.keyClick(made.editor.list.line, Qt.Key.Key_Return)  # type: ignore[union-attr]
    made.apply_button.click()
    assert order_of(context).where == Group("all", (REGULAR, Group("any", (RICH, TAGGED))))
    qtbot.waitUntil(lambda: len(chips(page)) == 3)
    press(page, "Clear")
    assert order_of(context).where is None


def test_parts_are_put_in_turned_and_taken_out() -> None:
    group = with_alternative(Group("all", (RICH, REGULAR)), (1,), TAGGED)
    assert group == Group("all", (RICH, Group("any", (REGULAR, TAGGED))))
    assert with_alternative(group, (1, 0), RICH) == Group("all", (RICH, Group("any", (REGULAR, TAGGED, RICH))))
    assert flipped(group, (1,)).parts[1] == Group("all", (REGULAR, TAGGED))
    assert without(group, (1, 1)) == Group("all", (RICH, REGULAR))
    assert without(without(group, (0,)), (0,)) == Group("all", (TAGGED,))
    assert added(group, (1,), RICH).parts[1] == Group("any", (REGULAR, TAGGED, RICH))


VALUES: dict[str, Any] = {
    "text": "а", "contact": "а", "number": 3, "money": 300, "date": "2026-11-01", "birthday": 5, "yes_no": True,
    "choice": "f", "tags": "VIP", "client": 1, "batch": 1, "view": 1, "segment": "loyal",
}  # fmt: skip


def value_for(kind: str, op: str) -> Any:
    period = {"days": 90}
    if kind == "bought":
        return {"items": ["Чай"], **period}
    if kind == "segment_then":
        return {"items": ["loyal", "champions"], "day": "2026-10-31"}
    if kind.startswith("period_"):
        return {"amount": [1, 2] if op == "between" else 5, **period}
    if op.endswith("_days"):
        return 14
    if kind == "consent":
        return "" if op == "empty" else "email"
    if op in ("any", "all", "none"):
        return [VALUES[kind]]
    return [VALUES[kind], VALUES[kind]] if op == "between" else VALUES[kind]


@pytest.mark.parametrize("kind", sorted(OPS))
def test_every_comparison_has_an_editor_that_gives_its_value_back(
    kind: str, context: AppContext, db: Database, page: ClientsPage
) -> None:
    field = next(field for field in filter_fields(db) if field.kind == kind)
    for op in field.ops:
        value = None if op in NO_VALUE else value_for(kind, op)
        made = Editors(context, page).make(field, op, value)
        assert (made.value() if made is not None else None) == value, op


def test_own_fields_can_be_asked(page: ClientsPage, db: Database) -> None:
    field_id = save_own_field(db, "Столик", "choice", ("у окна", "у стены"), NOW)
    ask(page, Group("all", (Condition(f"own:{field_id}", "any", ["у окна"]),)))
    assert chips(page) == ["Столик: у окна"]


@pytest.mark.parametrize(
    ("kind", "op", "value"),
    [("text", "contains", "у окна"), ("number", "ge", 5), ("date", "ge", "2026-01-01"), ("yes_no", "eq", True)]
    + [(kind, "empty", None) for kind in ("text", "number", "choice")],
)
def test_a_filter_for_a_field_that_was_deleted_says_so_and_can_be_put_right(
    page: ClientsPage, db: Database, qtbot: Any, kind: str, op: str, value: Any
) -> None:
    field_id = save_own_field(db, "Столик", kind, ("у окна",) if kind == "choice" else (), NOW)
    ask(page, Group("all", (RICH, Condition(f"own:{field_id}", op, value))))
    delete_own_field(db, field_id, NOW)
    qtbot.waitUntil(lambda: page.nobody_found.isVisible() and "deleted" in page.nobody_found.sentence.text())
    qtbot.waitUntil(lambda: len(chips(page)) == 2)
    assert "a field that is no more" in chips(page)[1]
    press(page, f"Remove: {chips(page)[1]}")
    qtbot.waitUntil(lambda: listed(page) == ["Анна"])


def test_a_view_is_saved_with_columns_and_sort_and_comes_back(
    page: ClientsPage, db: Database, qtbot: Any, context: AppContext
) -> None:
    ask(page, Group("all", (RICH,)))
    page.table.show_keys(["name", "total"])
    page.table.show_sort("total", True)
    page.table.sort_asked.emit("total", True)
    page.views._fill()
    action(page, "Save as a segment…").trigger()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClicks(popup.focusWidget(), "Rich")
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    (view,) = list_views(db)
    assert (view.name, view.sort, view.columns) == ("Rich", "total", ("name", "total"))
    assert page.head.views_button.text() == "Rich"
    page.views._fill()
    action(page, "Everyone").trigger()
    assert (len(listed(page)), chips(page)) == (3, [])
    page.views._fill()
    action(page, "Rich").trigger()
    assert (listed(page), page.table.keys()) == (["Анна"], ["name", "total"])


def action(page: ClientsPage, text: str) -> Any:
    return next(one for one in page.head.views_menu.actions() if one.text() == text)


def test_a_changed_view_is_marked_updated_renamed_and_deleted(
    page: ClientsPage, db: Database, qtbot: Any, toasts: list[tuple[str, Callable[[], object] | None]]
) -> None:
    ask(page, Group("all", (RICH,)))
    page.views._fill()
    action(page, "Save as a segment…").trigger()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)  # without a name: told under the line
    assert popup.isVisible()
    qtbot.keyClicks(popup.focusWidget(), "Rich")
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    ask(page, Group("all", (REGULAR,)))
    assert page.head.views_button.text() == "Rich •"
    page.views._fill()
    action(page, "Update “Rich”").trigger()
    assert list_views(db)[0].where == Group("all", (REGULAR,))
    page.views._fill()
    action(page, "Delete “Rich”").trigger()
    assert (list_views(db), page.head.views_button.text()) == ((), "Everyone")
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert [view.name for view in list_views(db)] == ["Rich"]


def test_a_group_that_was_saved_is_shown_as_its_view(page: ClientsPage, db: Database, qtbot: Any) -> None:
    where = Group("all", (RICH, REGULAR))
    save_view(db, "Щедрые", where, NOW, "total", descending=True)
    qtbot.waitUntil(lambda: not page.is_busy())
    page.show_group(where, "Щедрые")
    qtbot.waitUntil(lambda: not page.is_busy())
    assert (listed(page), page.head.views_button.text()) == (["Анна"], "Щедрые")
    page.show_group(where, "Какие-то")
    assert page.head.views_button.text() == "Everyone"


def test_a_condition_on_a_view_says_its_name(page: ClientsPage, db: Database, qtbot: Any) -> None:
    view_id = save_view(db, "Щедрые", Group("all", (RICH,)), NOW)
    page.show_group(Group("all", (Condition("view", "none", [view_id]),)), "")
    qtbot.waitUntil(lambda: not page.is_busy())
    assert listed(page) == ["Борис", "Вера"]
    assert chips(page) == ["My segment: not “Щедрые”"]
