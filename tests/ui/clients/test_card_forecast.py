"""What the forecast says, on the card of a client."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from app.i18n import money
from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.forecast.read import Outlook
from app.ui.clients.card.figures import FigureStrip, figures_of
from app.ui.context import AppContext
from app.wording.at_risk import at_risk_money
from tests.factories import make_client, sell

DAYS = (date(2026, 11, 28), date(2026, 12, 9))


def titles(context: AppContext, db: Database, outlook: Outlook | None) -> dict[str, tuple[str, str]]:
    client_id = make_client(db)
    sell(db, client_id, date(2026, 11, 1))
    card = get_client_card(db, client_id)
    return {title: (figure, tells) for title, figure, tells in figures_of(context, card, outlook)}


def test_it_is_told_with_the_days_around_the_next_visit(context: AppContext, db: Database) -> None:
    told = titles(context, db, Outlook(0.544, 1.26, 250_000, 110_000, *DAYS))
    assert told["Will come back"][0] == "54 %"
    assert told["Purchases, 90 days"][0] == "1.3"
    assert told["Would bring"][0] == money(250_000, "RUB", cents=False)
    assert told["Money at risk"][0] == money(110_000, "RUB", cents=False)
    assert told["Due back"][1].endswith("Half of the gaps so far would end from 28 Nov to 9 Dec.")


def test_some_kopecks_at_risk_are_not_told_as_nothing(context: AppContext, db: Database) -> None:
    assert "Money at risk" not in titles(context, db, Outlook(0.99, 1.0, 2_000, 49))
    assert titles(context, db, Outlook(0.9, 1.0, 2_000, 160))["Money at risk"][0] == money(200, "RUB", cents=False)
    assert [bool(at_risk_money(minor, "RUB")) for minor in (None, 0, 49, 50)] == [False, False, False, True]


def test_nobody_comes_back_for_sure(context: AppContext, db: Database) -> None:
    for p_alive, said in ((0.9999, "> 99 %"), (0.994, "99 %"), (0.001, "< 1 %")):
        assert titles(context, db, Outlook(p_alive, 1.0, None, None))["Will come back"][0] == said


def test_what_cannot_be_told_is_left_out(context: AppContext, db: Database) -> None:
    every = set(titles(context, db, None))
    assert every.isdisjoint({"Will come back", "Would bring", "Money at risk"})
    once = titles(context, db, Outlook(None, 0.3, None, None))
    assert set(once) - every == {"Purchases, 90 days"}


def test_what_is_to_be_taken_with_care_says_so(context: AppContext, db: Database) -> None:
    told = titles(context, db, Outlook(0.9, 1.0, 250_000, None, doubts=("wrong",)))
    for title in ("Will come back", "Purchases, 90 days", "Would bring"):
        assert told[title][1].endswith("take it as a hint.")


def test_a_figure_says_what_it_means_by_the_keyboard_too(context: AppContext, db: Database, qtbot: Any) -> None:
    client_id = make_client(db)
    sell(db, client_id, date(2026, 11, 1))
    outlook = Outlook(0.544, 1.26, 250_000, 110_000)
    strip = FigureStrip(figures_of(context, get_client_card(db, client_id), outlook))
    qtbot.addWidget(strip)
    strip.show()
    assert [bool(tile.focusPolicy() & Qt.FocusPolicy.TabFocus) for tile in strip.tiles[:3]] == [True, False, False]
    strip.tiles[0].setFocus()
    for _step in range(5):
        qtbot.keyClick(strip.focusWidget(), Qt.Key.Key_Right)
    assert strip.focusWidget() is strip.tiles[5]
    qtbot.keyClick(strip.tiles[5], Qt.Key.Key_Return)
    assert QToolTip.text() == strip.tiles[5].toolTip()
    assert "still yours" in QToolTip.text()
    qtbot.keyClick(strip.tiles[5], Qt.Key.Key_Left)
    assert strip.focusWidget() is strip.tiles[4]
