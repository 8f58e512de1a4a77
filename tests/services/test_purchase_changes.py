"""What became of a client's purchases, in the words of the Changes tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.models.database import Database
from app.services.clients.changes import list_changes
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import delete_purchase, edit_purchase
from app.wording.actions import action_text
from app.wording.changes import change_lines
from tests.factories import NOW, make_client, sell
from tests.services.test_purchase_edits import typed

DAY = date(2026, 11, 10)


def test_the_changes_tab_tells_what_became_of_a_purchase(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY, 50_000)
    data = typed(get_purchase(db, sale))
    edit_purchase(db, sale, replace(data, lines=(replace(data.lines[0], price=60_000),), payment="Card"), 1, NOW)
    return_purchase(db, sale, (), DAY, None, NOW)
    delete_purchase(db, sale, NOW)
    told = [(action_text(row.action), change_lines(row, "EUR")) for row in list_changes(db, client)]
    assert told[:4] == [
        ("Purchase deleted", ["Purchase: — → deleted"]),
        ("Return added", ["Return: — → −€600, 10 November 2026"]),
        ("Purchase changed", ["Purchase: €500 → €600, Card"]),
        ("Purchase added", ["Purchase: — → €500, 10 November 2026"]),
    ]
