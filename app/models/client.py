"""Clients and what belongs to one: contact points, ids in other systems, tags, preferences, consents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.own import OwnValue


class Client(Base):
    """A person or a company. The purchase facts are kept current by models/facts.py, never set by hand."""

    __tablename__ = "client"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # as shown: surname first, or the company's name
    last_name: Mapped[str] = mapped_column(default="", server_default="")
    first_name: Mapped[str] = mapped_column(default="", server_default="")
    middle_name: Mapped[str] = mapped_column(default="", server_default="")
    company: Mapped[str] = mapped_column(default="", server_default="")
    gender: Mapped[str | None]  # "m", "f"
    birth_day: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_year: Mapped[int | None]
    address: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    card: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str] = mapped_column(default="", server_default="")  # where the client came from
    note: Mapped[str] = mapped_column(default="", server_default="")
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="SET NULL"), index=True)
    preferred_channel: Mapped[str | None]
    do_not_disturb: Mapped[bool] = mapped_column(default=False, server_default="0")
    contact_days: Mapped[int | None]  # stay in touch every so many days
    muted_until: Mapped[date | None]  # not interested: no reason that sells anything before this day
    points: Mapped[int] = mapped_column(default=0, server_default="0")  # whole ones; balance brought by an import
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]  # in the trash since
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    search_text: Mapped[str] = mapped_column(default="", server_default="")  # folded; what the trigram index holds
    sort_key: Mapped[str] = mapped_column(default="", server_default="")  # folded surname, name, patronymic
    first_key: Mapped[str] = mapped_column(default="", server_default="")  # folded first name

    visits: Mapped[int] = mapped_column(default=0, server_default="0")
    receipts: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")  # net, minor units
    first_visit: Mapped[date | None]
    last_visit: Mapped[date | None]
    rhythm_days: Mapped[float | None]  # median gap between visits, from three visits on
    due_back: Mapped[date | None]
    silence_limit: Mapped[int | None]  # days of silence after which the client counts as lapsed
    lapse_day: Mapped[date | None]  # last_visit + silence_limit
    last_category: Mapped[str | None]  # of the dearest line of the last visit

    contacts: Mapped[list[ContactPoint]] = relationship(
        cascade="all, delete-orphan", order_by="ContactPoint.position", passive_deletes=True
    )
    external_ids: Mapped[list[ExternalId]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    tags: Mapped[list[ClientTag]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    preferences: Mapped[list[Preference]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    consents: Mapped[list[Consent]] = relationship(
        cascade="all, delete-orphan", order_by="Consent.id", passive_deletes=True
    )
    own_values: Mapped[list[OwnValue]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    jobs: Mapped[list[ContactPerson]] = relationship(
        cascade="all, delete-orphan", foreign_keys="ContactPerson.client_id", passive_deletes=True
    )

    __table_args__ = (
        # Partial: a full index of NULLs would tempt the planner wherever live clients are asked for.
        Index(None, "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
        Index(None, "sort_key"),
        Index(None, "first_key"),
        Index(None, "card"),
        # Birthdays of a day, with what says who is not greeted: counted without looking at the clients.
        Index("ix_client_birthday", "birth_month", "birth_day", "deleted_at", "merged_into_id", "do_not_disturb"),
        Index(None, "last_visit"),
        Index(None, "total"),
        Index(None, "visits"),
        Index(None, "lapse_day", "total"),
        # Beside these there are `ix_client_worth` and `ix_client_visit`, of expressions, told by the migrations alone:
        # clients by what winning them back may bring, and by what they leave in a visit; walked by Today (silences.py).
        # Walked by the search: clients by value, with the names that are looked at on the way.
        Index(
            "ix_client_value",
            *("total", "last_visit", "sort_key", "first_key"),
            sqlite_where=text("deleted_at IS NULL AND merged_into_id IS NULL"),
        ),
        # Groups by recency and frequency: alike clients lie together, so that they are counted in one walk.
        Index(
            "ix_client_seen",
            *("last_visit", "visits", "total", "rhythm_days"),
            sqlite_where=text("deleted_at IS NULL AND merged_into_id IS NULL"),
        ),
        # What lists filter and sort by, without the wide rest of the table; by id, so that new ones are appended.
        Index(
            "ix_client_listed",
            *("id", "gender", "birth_day", "birth_month", "birth_year", "company", "city", "card", "source", "points"),
            *("preferred_channel", "do_not_disturb", "referred_by_id", "batch_id", "created_at", "visits", "receipts"),
            *("total", "first_visit", "last_visit", "rhythm_days", "due_back", "lapse_day", "last_category"),
            *("last_name", "middle_name", "updated_at"),
            sqlite_where=text("deleted_at IS NULL AND merged_into_id IS NULL"),
        ),
        Index(None, "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
        # Who is told of nothing that sells: counted without looking at everybody.
        Index(
            "ix_client_deaf",
            *("id", "deleted_at", "merged_into_id", "do_not_disturb", "muted_until"),
            sqlite_where=text(
                "deleted_at IS NOT NULL OR merged_into_id IS NOT NULL OR do_not_disturb = 1 OR muted_until IS NOT NULL"
            ),
        ),
        # Whether there is anybody to stay in touch with: asked at every sale.
        Index("ix_client_contact_days", "id", sqlite_where=text("contact_days IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )


class ContactPoint(Base):
    """One phone, e-mail or messenger. Phones may be shared by a family or an office, so nothing here is unique."""

    __tablename__ = "contact_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # ContactKind
    value: Mapped[str]  # normalised: E.164 phone, lower-case e-mail
    original: Mapped[str] = mapped_column(default="", server_default="")  # as typed or as in the file, where it differs
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    wrong: Mapped[bool] = mapped_column(default=False, server_default="0")  # tried: it is not the client's
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        # Covers what lists in the order of a contact read.
        Index("ix_contact_point_value", "value", "kind", "client_id", "position"),
        {"sqlite_autoincrement": True},
    )


class ExternalId(Base):
    """The client's id in another system, unique within its source (a file's header signature or a given name)."""

    __tablename__ = "external_id"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    value: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = (UniqueConstraint("source", "value"), {"sqlite_autoincrement": True})


class ClientTag(Base):
    """A tag on a client."""

    __tablename__ = "client_tag"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True, index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)


class Preference(Base):
    """What a client likes, takes or must not have, grouped by topic."""

    __tablename__ = "preference"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(default="", server_default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)


class Consent(Base):
    """A yes or a no, with its day and source. Processing of data and advertising are apart; the latest row counts."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]  # "processing", "advertising"
    channel: Mapped[str | None]  # ContactKind, or any channel
    given: Mapped[bool]
    day: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="", server_default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ContactPerson(Base):
    """A person of a company: whom to speak to there, and what they do."""

    __tablename__ = "contact_person"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True)
    job: Mapped[str] = mapped_column(default="", server_default="")

    company: Mapped[Client] = relationship(foreign_keys=company_id, viewonly=True)


class ImportantDate(Base):
    """A day of every year that matters to a client: an anniversary, a child's birthday."""

    __tablename__ = "important_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    day: Mapped[int]
    month: Mapped[int]
    year: Mapped[int | None]  # in which it began, where that is known
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index(None, "month", "day"), {"sqlite_autoincrement": True})
