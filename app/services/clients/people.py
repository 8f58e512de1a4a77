"""Companies and the people one speaks to there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.changelog import begin_action
from app.models.client import Client, ContactPerson
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.data import Working
from app.services.clients.keys import refresh_client_keys
from app.services.errors import InvalidValue, NotFound


def add_person(db: Database, company_id: int, client_id: int, job: str, now: datetime) -> None:
    """Make a client a contact person of a company, or change the job there. Raises NotFound and InvalidValue."""
    with db.write(Area.CLIENTS) as session:
        for asked in (company_id, client_id):
            live_client(session, asked)
        if company_id == client_id:
            raise InvalidValue(field="person", value=live_client(session, client_id).name)
        begin_action(session, "add_person", now)
        row = session.get(ContactPerson, (client_id, company_id))
        if row is None:
            row = ContactPerson(client_id=client_id, company_id=company_id)
            session.add(row)
        row.job = " ".join(job.split())
        session.flush()
        refresh_client_keys(session, [client_id])


def remove_person(db: Database, company_id: int, client_id: int, now: datetime) -> int:
    """A client is no longer a contact person of a company; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS) as session:
        row = session.get(ContactPerson, (client_id, company_id))
        if row is None:
            raise NotFound(what="person", id=client_id)
        action_id = begin_action(session, "remove_person", now)
        session.delete(row)
        session.flush()
        refresh_client_keys(session, [client_id])
        return action_id


def live_client(session: Session, client_id: int) -> Client:
    """A client that is neither in the trash nor merged into another. Raises NotFound."""
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None or client.merged_into_id is not None:
        raise NotFound(what="client", id=client_id)
    return client


def kept_client(session: Session, client_id: int) -> Client:
    """The client, or whom it was merged into: what is written about it now belongs there. Raises NotFound, also for
    one in the trash."""
    client = session.get(Client, client_id)
    while client is not None and client.merged_into_id is not None:
        client = session.get(Client, client.merged_into_id)
    if client is None or client.deleted_at is not None:
        raise NotFound(what="client", id=client_id)
    return client


def companies_of(session: Session, client_id: int) -> tuple[Working, ...]:
    """The companies a client works at, by name."""
    return _working(session, ContactPerson.client_id == client_id, ContactPerson.company_id)


def people_of(session: Session, company_id: int) -> tuple[Working, ...]:
    """The contact people of a company, by name."""
    return _working(session, ContactPerson.company_id == company_id, ContactPerson.client_id)


def _working(session: Session, asked: ColumnElement[bool], theirs: InstrumentedAttribute[int]) -> tuple[Working, ...]:
    statement = (
        select(Client.id, Client.name, ContactPerson.job)
        .select_from(ContactPerson)
        .join(Client, Client.id == theirs)
        .where(asked, Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
        .order_by(Client.sort_key, Client.id)
    )
    return tuple(Working(*row) for row in session.execute(statement))
