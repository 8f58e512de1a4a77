"""The card of a client on paper."""

from __future__ import annotations

from datetime import date, timedelta

from app.i18n import set_language
from app.models.database import Database
from app.services.clients.card import get_client_card
from app.ui.clients.card.paper import card_html
from app.ui.context import AppContext
from tests.factories import make_client, sell

TODAY = date(2026, 11, 21)


def test_paper_says_that_older_purchases_are_left_out(context: AppContext, db: Database) -> None:
    client_id = make_client(db, "Крылова Ольга")
    for days in range(20):
        sell(db, client_id, TODAY - timedelta(days=days))
    assert "<h2>Purchases</h2>" in card_html(context, get_client_card(db, client_id))
    sell(db, client_id, TODAY - timedelta(days=100))
    assert "<h2>Purchases: the last 20 of 21</h2>" in card_html(context, get_client_card(db, client_id))


def test_paper_says_in_russian_when_it_was_printed(context: AppContext, db: Database) -> None:
    set_language("ru")
    html = card_html(context, get_client_card(db, make_client(db, "Крылова Ольга")))
    assert "Напечатано 21 ноября" in html.replace("\xa0", " ")
