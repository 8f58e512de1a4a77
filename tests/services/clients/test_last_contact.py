"""The last contact is the same day everywhere: on the card, in lists, their order, filters and files, in reminders."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from app.models.client import Client
from app.models.database import Database
from app.models.enums import InteractionKind, Outcome
from app.services.clients.as_of import card_as_of
from app.services.clients.card import get_client_card
from app.services.clients.find import list_client_ids
from app.services.clients.listing.filters import read_filter
from app.services.clients.listing.listed import get_listed
from app.services.exports.export import export_clients
from app.services.interactions import log_interaction
from app.services.reminders.items import CadenceReason
from app.services.reminders.ledger.outcomes import finish_with
from app.services.reminders.today.due import list_due
from app.services.settings import get_settings
from app.services.tasks.save import TaskData, add_task
from app.wording.files import export_words
from tests.factories import NOW, make_client
from tests.reasons import TODAY

DAY = timedelta(days=1)


def tried(db: Database, client: int, outcome: Outcome) -> None:
    """Somebody called, and nobody was spoken to."""
    task = add_task(db, TaskData(client, "Call back", TODAY), NOW - 5 * DAY)
    finish_with(db, f"follow_up:task:{task}:{TODAY.isoformat()}", outcome, NOW)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.WRONG_NUMBER])
def test_an_attempt_is_no_contact_wherever_it_is_told(db: Database, tmp_path: Path, outcome: Outcome) -> None:
    called, only_tried = make_client(db, "Иванов Пётр", phone="+79052211408"), make_client(db, "Петров Иван")
    log_interaction(db, called, InteractionKind.CALL, "", NOW - 3 * DAY)
    tried(db, called, outcome)
    tried(db, only_tried, outcome)

    assert get_client_card(db, called).last_contact == NOW - 3 * DAY
    assert card_as_of(db, get_client_card(db, called), TODAY, get_settings(db)).last_contact == NOW - 3 * DAY
    listed = {one.id: one.more for one in get_listed(db, [called, only_tried], ["last_contact"])}
    assert listed == {called: {"last_contact": NOW - 3 * DAY}, only_tried: {}}
    for descending in (False, True):
        assert list_client_ids(db, sort="last_contact", descending=descending)[0] == called
    for op, value, expected in (("last_days", 1, []), ("last_days", 3, [called]), ("not_empty", None, [called])):
        where = read_filter({"all": [{"field": "last_contact", "op": op, "value": value}]})
        assert list(list_client_ids(db, where=where, today=TODAY)) == expected
    export_clients(db, tmp_path / "clients.csv", export_words())
    text = (tmp_path / "clients.csv").read_text(encoding="utf-8-sig")
    assert (TODAY - 3 * DAY).isoformat() in text
    assert TODAY.isoformat() not in text


def test_who_was_only_tried_is_not_said_to_have_been_spoken_to(db: Database) -> None:
    client = make_client(db, phone="+79052211408")
    with db.write() as session:
        session.execute(update(Client).where(Client.id == client).values(contact_days=2))
    tried(db, client, Outcome.NO_ANSWER)
    (reason,) = [one.reason for one in list_due(db, TODAY + 5 * DAY) if isinstance(one.reason, CadenceReason)]
    assert (reason.last_day, reason.every_days) == (None, 2)
