"""Every page and every dialog: each control has a name, Tab comes by it, and it shows that it has the focus."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.services.clients.listing.views import list_views, save_view
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.segments.settings import SegmentSettings
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.case_dialog import CaseDialog
from app.ui.dialogs.aftersale.entitlement_dialog import EntitlementDialog
from app.ui.dialogs.person_dialog import PersonDialog
from app.ui.dialogs.products.category_dialog import CategoryDialog
from app.ui.dialogs.products.interest_dialog import InterestDialog, Wanting
from app.ui.dialogs.products.product_dialog import ProductDialog
from app.ui.dialogs.quick import DIALOGS
from app.ui.dialogs.spend.spend_dialog import SpendDialog
from app.ui.dialogs.tasks.move_menu import PickDay
from app.ui.dialogs.tasks.task_for_many import TaskForMany
from app.ui.imports.profiles_dialog import ProfilesDialog
from app.ui.main_window import MainWindow
from app.ui.segments.own.combine import CombineDialog
from app.ui.segments.own.dialog import SegmentDialog
from app.ui.segments.page import SegmentsPage
from app.ui.segments.scale_dialog import ScaleDialog
from app.ui.segments.tabs import TABS
from app.ui.settings.own_field_dialog import OwnFieldDialog
from app.ui.settings.staff_dialog import StaffDialog
from app.ui.shell.keys import KeysDialog, show_keys
from app.ui.shell.places import CARD, INNER, PLACES
from app.ui.welcome.dialog import WelcomeDialog
from app.ui.widgets.later import PickMoment
from tests.factories import NOW, make_client, sell
from tests.ui.shell.walking import faults, unreached, walk

TODAY = NOW.date()


@pytest.fixture
def clients(db: Database) -> list[int]:
    """A shop with something on every page: people alike, receipts, tasks, enquiries."""
    made = [make_client(db, f"Client {n}", phone=f"+7900000000{n}") for n in range(3)]
    for client in made:
        for days in (0, 30):
            sell(db, client, TODAY - timedelta(days))
        add_task(db, TaskData(title="Call", client_id=client, due_day=TODAY), NOW)
        save_enquiry(db, EnquiryData(client, "A cake"), NOW)
    return made


@pytest.fixture
def window(context: AppContext, clients: list[int], qtbot: Any) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.attach(context)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("key", [place.key for place in (*PLACES, *INNER)])
def test_a_page_is_worked_without_a_mouse(window: MainWindow, clients: list[int], key: str, qtbot: Any) -> None:
    if key == CARD.key:
        window.open_client(clients[0])
    else:
        window.show_page(key)
    page = window.current_page()
    assert page is not None
    qtbot.waitUntil(lambda: not page.is_busy())
    QApplication.processEvents()
    back = walk(Qt.Key.Key_Backtab)
    assert unreached(window, back) == []
    assert faults(window, walk()) == []


@pytest.mark.parametrize("view", TABS)
def test_every_view_of_the_segments_is_worked_without_a_mouse(
    window: MainWindow, context: AppContext, db: Database, view: str, qtbot: Any
) -> None:
    for least in (1, 2):
        save_view(db, f"from {least}", Group("all", (Condition("visits", "ge", least),)), NOW)
    window.show_page("segments")
    page = window.current_page()
    assert isinstance(page, SegmentsPage)
    page.show_view(view)
    qtbot.waitUntil(lambda: not page.is_busy())
    page.setFocus()
    QApplication.processEvents()
    assert unreached(window, walk(Qt.Key.Key_Backtab)) == []
    assert faults(window, walk()) == []


def test_a_page_that_is_shown_first_has_the_keys_in_its_list(window: MainWindow, qtbot: Any) -> None:
    for key in ("purchases", "tasks", "rules"):
        window.show_page("clients")
        page = window.current_page()
        assert page is not None
        page.setFocus()
        window.show_page(key)
        focused = window.focusWidget()
        assert focused is not None
        assert not isinstance(focused, QAbstractButton)


def test_a_page_leaves_the_keys_in_the_field_that_was_asked_for_before_it_was_read(
    window: MainWindow, qtbot: Any
) -> None:
    for key, name in (("enquiries", "find"), ("clients", "find"), ("products", "find"), ("tasks", "search_tasks")):
        window.show_page(key)
        page = window.current_page()
        assert page is not None
        page.action(name).run()
        field = window.focusWidget()
        qtbot.waitUntil(lambda page=page: not page.is_busy())
        QApplication.processEvents()
        assert isinstance(field, QLineEdit)
        assert window.focusWidget() is field


def test_leaving_the_search_gives_the_keys_back_where_they_were(window: MainWindow, qtbot: Any) -> None:
    for key in ("trash", "settings"):  # the list of the trash is hidden while it is empty
        window.show_page(key)
        page = window.current_page()
        assert page is not None
        qtbot.waitUntil(lambda page=page: not page.is_busy())
        before = window.focusWidget()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.top_bar.search.hasFocus()
        qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
        assert window.focusWidget() is before
        assert before is not None
        assert before.isVisible()


def test_the_list_of_keys_is_worked_without_a_mouse(window: MainWindow, context: AppContext, qtbot: Any) -> None:
    show_keys(window, context)
    dialog = window.findChild(KeysDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: not dialog.is_filling())
    assert unreached(dialog, walk(Qt.Key.Key_Backtab)) == []
    assert faults(dialog, walk()) == []
    dialog.close()


def _nothing(*_told: object) -> None:
    """What would be done is not asked here."""


# Name -> its dialog over `parent`, about `client` where it is about anybody.
OTHERS: dict[str, Callable[[AppContext, int, QWidget], QDialog]] = {
    "colleague": lambda context, _client, parent: StaffDialog(context, None, parent),
    "own field": lambda context, _client, parent: OwnFieldDialog(context, None, 0, parent),
    "entitlement": EntitlementDialog,
    "case": CaseDialog,
    "person": lambda context, client, parent: PersonDialog(context, client, False, parent),
    "wish": lambda context, client, parent: InterestDialog(context, Wanting(client_id=client), parent),
    "product": lambda context, _client, parent: ProductDialog(context, None, parent),
    "category": lambda context, _client, parent: CategoryDialog(context, [1], parent),
    "spend": lambda context, _client, parent: SpendDialog(context, "", parent),
    "day": lambda _context, _client, parent: PickDay(TODAY, TODAY, _nothing, parent),
    "moment": lambda context, _client, parent: PickMoment(context.local_now(), time(10), _nothing, parent),
    "many": lambda context, _client, parent: TaskForMany(context, 2, _nothing, parent),
    "profiles": lambda context, _client, parent: ProfilesDialog(context, parent),
    "segment": lambda context, _client, parent: SegmentDialog(context, parent),
    "combined segments": lambda context, _client, parent: CombineDialog(context, parent, list_views(context.db)),
    "scale": lambda context, _client, parent: ScaleDialog(context, SegmentSettings(), parent),
    "welcome": lambda context, _client, parent: WelcomeDialog(context, parent),
}


def _quick(name: str) -> Callable[[AppContext, int, QWidget], QDialog]:
    return lambda context, client, parent: DIALOGS[name](context, "" if name == "client" else client, parent)


EVERY = OTHERS | {name: _quick(name) for name in DIALOGS}


@pytest.mark.parametrize("name", EVERY)
def test_a_dialog_is_worked_without_a_mouse(
    context: AppContext, clients: list[int], parent: QWidget, name: str, qtbot: Any
) -> None:
    made = EVERY[name](context, clients[0], parent)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    QApplication.processEvents()
    assert unreached(made, walk(Qt.Key.Key_Backtab)) == []
    assert faults(made, walk()) == []
    made.reject()
