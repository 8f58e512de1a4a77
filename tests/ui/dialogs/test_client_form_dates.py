"""The form of a client: important dates, staying in touch, offers that are not wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.dialogs.client_dialog import ClientDialog
from tests.factories import NOW
from tests.ui.driving import show_dialog, told

DATA = ClientData("Крылова Ольга", dates=(("Wedding", Birthday(6, 14, 2015)), ("Name day", Birthday(2, 29))))


@pytest.fixture
def client(db: Database) -> int:
    return save_client(db, DATA, NOW)


@pytest.fixture
def form(context: AppContext, client: int, parent: QWidget, qtbot: Any) -> ClientDialog:
    return show_dialog(ClientDialog(context, get_client_card(context.db, client), parent), qtbot)


def dates(db: Database, client: int) -> list[tuple[str, int, int, int | None]]:
    return [(one.name, one.day, one.month, one.year) for one in get_client_card(db, client).dates]


def test_dates_are_shown_added_and_taken_away(form: ClientDialog, db: Database, client: int) -> None:
    box = form.parts.dates
    assert form.parts.sections["touch"].is_open()
    assert box.typed() == [["Name day", "29.02"], ["Wedding", "14.06.2015"]]
    QTest.keyClick(box.lines[0].name, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box.more, Qt.Key.Key_Space)
    QTest.keyClicks(box.lines[1].name, "Son")
    QTest.keyClicks(box.lines[1].day, "1.2.2020")
    QTest.keyClick(box.lines[1].day, Qt.Key.Key_Return)
    assert dates(db, client) == [("Son", 1, 2, 2020), ("Wedding", 14, 6, 2015)]


def test_staying_in_touch_and_no_offers_are_saved(form: ClientDialog, db: Database, client: int) -> None:
    QTest.keyClicks(form.parts.contact_days, "30")
    QTest.keyClicks(form.parts.muted, "21.05.2027")
    form.save()
    card = get_client_card(db, client)
    assert (card.contact_days, card.muted_until) == (30, date(2027, 5, 21))
    assert len(card.dates) == 2


@pytest.mark.parametrize(("part", "text"), [("contact_days", "often"), ("contact_days", "0"), ("muted", "21.05")])
def test_what_cannot_be_is_told_and_nothing_is_saved(
    form: ClientDialog, db: Database, client: int, part: str, text: str
) -> None:
    QTest.keyClicks(getattr(form.parts, part), text)
    form.save()
    assert form.isVisible()
    assert f"“{text}”" in told(form)
    assert get_client_card(db, client).row.version == 1


@pytest.mark.parametrize(("name", "day"), [("Son", ""), ("", "1.2"), ("Son", "31.2")])
def test_half_a_date_is_told(form: ClientDialog, db: Database, client: int, name: str, day: str) -> None:
    form.parts.dates.add()
    QTest.keyClicks(form.parts.dates.lines[-1].name, name)
    QTest.keyClicks(form.parts.dates.lines[-1].day, day)
    form.save()
    assert form.isVisible()
    assert len(dates(db, client)) == 2


def test_dates_changed_meanwhile_are_told_and_mine_stay(form: ClientDialog, db: Database, client: int) -> None:
    save_client(db, replace(DATA, dates=(("Wedding", Birthday(6, 15, 2015)),)), NOW, client)
    QTest.keyClicks(form.parts.contact_days, "30")
    form.save()
    assert "Important dates" in told(form)
    form.save()
    assert dates(db, client) == [("Wedding", 15, 6, 2015)]
    assert get_client_card(db, client).contact_days == 30


def test_tab_goes_through_the_dates_where_they_stand(form: ClientDialog) -> None:
    box = form.parts.dates
    box.add()
    stops = [stop for line in box.lines for stop in (line.name, line.day, line.away)]
    order: list[QWidget] = []
    at: QWidget = form.parts.sections["touch"].head
    while at is not form.parts.muted:
        at = at.nextInFocusChain()
        order.append(at)
    wanted = [*stops, box.more, form.parts.contact_days, form.parts.muted]
    assert [one for one in order if one in wanted] == wanted


@pytest.mark.parametrize("typed", ["0", "3651", "²", "-5", "9" * 5000])
def test_a_number_of_days_that_cannot_be_is_told(form: ClientDialog, db: Database, client: int, typed: str) -> None:
    form.parts.contact_days.insert(typed)
    form.save()
    assert "Write a number of days from 1 to 3650" in told(form)
    assert get_client_card(db, client).contact_days is None
