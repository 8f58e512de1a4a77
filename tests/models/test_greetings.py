"""Two sorted lists beside each other tell whose birthday is still to be told, as looking at everybody would."""

from __future__ import annotations

import random
from datetime import date

from sqlalchemy import select, text

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderState
from app.models.greetings import Wanted, told_in_vain, untold
from app.models.reminder import Reminder
from tests.factories import make_client
from tests.reasons import HOUR, NOON

DAYS = {date(2027, 2, 28): {(2, 28), (2, 29)}, date(2027, 3, 1): {(3, 1)}, date(2027, 3, 2): {(3, 2)}}
OPEN = (ReminderState.DUE, ReminderState.SHOWN, ReminderState.SNOOZED)


def fill(db: Database, chance: random.Random) -> None:
    """People born at the end of February, some not to be greeted, with rows of every kind."""
    born = [pair for pairs in DAYS.values() for pair in pairs]
    clients = [make_client(db, f"Клиент {number}") for number in range(60)]
    with db.write() as session:
        for client_id in clients:
            client = session.get_one(Client, client_id)
            client.birth_month, client.birth_day = chance.choice(born)
            client.do_not_disturb = chance.random() < 0.15
            client.deleted_at = NOON if chance.random() < 0.15 else None
            for event in chance.sample(sorted(DAYS), chance.randint(0, 2)):
                session.add(
                    Reminder(
                        kind="birthday",
                        source_key=f"client:{client_id}",
                        occurrence=event.isoformat(),
                        client_id=client_id,
                        due_day=event,
                        state=chance.choice(list(ReminderState)),
                        last_alert=chance.choice([None, "0", "1", "7"]),
                        created_at=NOON,
                        updated_at=NOON,
                        snoozed_until=NOON + chance.choice([-HOUR, HOUR]),
                    )
                )


def plainly(db: Database, event: date, lead: int) -> tuple[list[int], list[int]]:
    """The same, looking at everybody."""
    with db.read() as session:
        rows = session.scalars(select(Reminder).where(Reminder.due_day == event)).all()
        clients = session.scalars(select(Client).order_by(Client.id)).all()
    by_client = {row.client_id: row for row in rows}
    greeted = {
        client.id
        for client in clients
        if (client.birth_month, client.birth_day) in DAYS[event]
        and not client.do_not_disturb
        and client.deleted_at is None
    }

    def is_told(client_id: int) -> bool:
        row = by_client.get(client_id)
        if row is None or row.state in ("due", "expired"):
            return False
        if row.state == "snoozed":
            return row.snoozed_until is not None and row.snoozed_until > NOON
        return row.state != "shown" or int(row.last_alert or 0) <= lead

    in_vain = sorted(one for one, row in by_client.items() if row.state in OPEN and one not in greeted)
    return sorted(one for one in greeted if not is_told(one)), in_vain


def test_found_as_by_looking_at_everybody(db: Database) -> None:
    chance = random.Random(7)
    for _round in range(5):
        with db.write() as session:
            session.execute(text("DELETE FROM reminder"))
        fill(db, chance)
        wanted = [Wanted(event, born, lead) for lead, (event, born) in enumerate(DAYS.items())]
        with db.read() as session:
            to_tell, in_vain = untold(session, wanted, NOON), told_in_vain(session, wanted)
            first = untold(session, wanted, NOON, 2)
        for event, _born, lead in wanted:
            assert (to_tell.get(event, []), in_vain.get(event, [])) == plainly(db, event, lead)
            assert first.get(event, []) == to_tell.get(event, [])[:2]


def test_nothing_is_asked_for_no_days(db: Database) -> None:
    with db.read() as session:
        assert untold(session, [], NOON) == {}
