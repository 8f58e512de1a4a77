"""Consents, preferences, companies with people, families with one phone, drafts: kept, logged and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from app.models.audit import Change
from app.models.database import Database
from app.models.enums import ContactKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, ConsentRow, Contact, Preferred
from app.services.clients.drafts import drop_draft, find_draft, save_draft
from app.services.clients.find import list_client_ids
from app.services.clients.own import save_own_field
from app.services.clients.people import add_person, remove_person
from app.services.clients.save import save_client, save_new_person, trash_client
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from tests.factories import make_client

YES = ConsentRow("advertising", "whatsapp", True, date(2024, 5, 1), "анкета")
NO = ConsentRow("advertising", "whatsapp", False, date(2026, 2, 1), "просил не писать")
DATA = ConsentRow("processing", None, True, None, "договор")


def changes(db: Database) -> int:
    """How many rows the change log has."""
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(Change)) or 0


def test_an_answer_is_added_only_when_it_differs_and_none_is_ever_lost(db: Database, now: datetime) -> None:
    client_id = save_client(db, ClientData("Крылова Ольга", consents=(YES, DATA)), now)
    stored = ConsentRow("processing", None, True, now.date(), "договор")
    assert get_client_card(db, client_id).consents == (YES, stored)
    save_client(db, ClientData("Крылова Ольга", consents=(YES,)), now, client_id)
    before = changes(db)
    save_client(db, ClientData("Крылова Ольга", consents=(YES, stored)), now, client_id)
    assert changes(db) == before
    save_client(db, ClientData("Крылова Ольга", consents=(NO,)), now, client_id)
    assert get_client_card(db, client_id).consents == (NO, stored)
    assert changes(db) == before + 1
    save_client(db, ClientData("Крылова Ольга", consents=(replace(NO, day=None, source=""),)), now, client_id)
    assert get_client_card(db, client_id).consents == (NO, stored)
    later = replace(NO, day=date(2026, 3, 1), source="письмо")
    save_client(db, ClientData("Крылова Ольга", consents=(later,)), now, client_id)
    assert get_client_card(db, client_id).consents == (later, stored)


def test_saving_what_is_there_already_logs_nothing(db: Database, now: datetime) -> None:
    dog = save_own_field(db, "Кличка", "text", (), now)
    data = ClientData(
        "Крылова Ольга Петровна",
        contacts=(Contact(ContactKind.ADDRESS, "Казань, ул. Баумана 1"), Contact(ContactKind.VK, "olga")),
        tags=("опт", "vip"),
        preferences=(Preferred("Кофе", "светлая обжарка"), Preferred("", "в зёрнах")),
        consents=(DATA,),
        own={dog: "Рекс"},
    )
    client_id = save_client(db, data, now)
    before = changes(db)
    save_client(db, data, now, client_id)
    assert changes(db) == before
    assert list(list_client_ids(db, "баумана")) == [client_id]


def test_a_preference_stands_under_its_topic_once(db: Database, now: datetime) -> None:
    client_id = save_client(db, ClientData("Крылова Ольга", preferences=(Preferred("", "в зёрнах"),)), now)
    wanted = (Preferred("", "в зёрнах"), Preferred("Кофе", " в зёрнах "), Preferred("Еда", " "))
    save_client(db, ClientData("Крылова Ольга", preferences=wanted), now, client_id)
    assert get_client_card(db, client_id).preferences == (Preferred("Кофе", "в зёрнах"),)


def test_people_of_a_company_are_found_by_its_name(db: Database, now: datetime) -> None:
    company = save_client(db, ClientData("", company="ООО «Ромашка»"), now)
    olga = make_client(db)
    add_person(db, company, olga, " закупки ", now)
    assert get_client_card(db, company).people == ((olga, "Крылова Ольга Петровна", "закупки"),)
    assert get_client_card(db, olga).works_at == ((company, "ООО «Ромашка»", "закупки"),)
    assert set(list_client_ids(db, "ромашка")) == {company, olga}
    add_person(db, company, olga, "директор", now)
    assert get_client_card(db, company).people[0].job == "директор"
    save_client(db, ClientData("", company="ООО «Василёк»"), now, company)
    assert set(list_client_ids(db, "василек")) == {company, olga}
    action_id = remove_person(db, company, olga, now)
    assert get_client_card(db, company).people == ()
    assert list(list_client_ids(db, "василек")) == [company]
    undo_action(db, action_id, now)
    assert get_client_card(db, olga).works_at == ((company, "ООО «Василёк»", "директор"),)
    assert set(list_client_ids(db, "василек")) == {company, olga}


def test_a_person_of_a_company_is_added_by_name_in_one_action(db: Database, now: datetime) -> None:
    company = save_client(db, ClientData("", company="ООО «Ромашка»"), now)
    person = save_new_person(db, company, "Ольга Крылова", "закупки", now)
    assert get_client_card(db, company).people == ((person, "Крылова Ольга", "закупки"),)
    assert set(list_client_ids(db, "ромашка")) == {company, person}
    action = find_last_action(db, now)
    assert action is not None
    undo_action(db, action.id, now)
    assert get_client_card(db, company).people == ()
    assert list(list_client_ids(db)) == [company]
    with pytest.raises(InvalidValue):
        save_new_person(db, company, " ", "", now)
    with pytest.raises(NotFound):
        save_new_person(db, company + 99, "Ольга", "", now)


def test_nobody_works_at_themselves_or_at_somebody_who_is_not_there(db: Database, now: datetime) -> None:
    olga = make_client(db)
    with pytest.raises(InvalidValue):
        add_person(db, olga, olga, "", now)
    with pytest.raises(NotFound):
        add_person(db, olga + 1, olga, "", now)
    with pytest.raises(NotFound):
        remove_person(db, olga, olga, now)


def test_those_who_share_a_phone_see_each_other_while_they_are_there(db: Database, now: datetime) -> None:
    olga = make_client(db, phone="8 905 221-14-08")
    igor = make_client(db, "Крылов Игорь", phone="+7 905 221-14-08")
    make_client(db, "Пак Анна", phone="+7 999 010-22-33")
    assert get_client_card(db, olga).shares_phone == ((igor, "Крылов Игорь"),)
    assert get_client_card(db, igor).shares_phone == ((olga, "Крылова Ольга Петровна"),)
    trash_client(db, igor, now)
    assert get_client_card(db, olga).shares_phone == ()


def test_a_draft_is_kept_over_another_until_it_is_dropped(db: Database, now: datetime) -> None:
    assert find_draft(db, "client:new") is None
    save_draft(db, "client:new", {"name": "Кры"}, now)
    save_draft(db, "client:new", {"name": "Крылова", "phones": ["8905"]}, now)
    save_draft(db, "client:17", {"note": "…"}, now)
    assert find_draft(db, "client:new") == {"name": "Крылова", "phones": ["8905"]}
    drop_draft(db, "client:new")
    drop_draft(db, "client:new")
    assert find_draft(db, "client:new") is None
    assert find_draft(db, "client:17") == {"note": "…"}
    assert changes(db) == 0
