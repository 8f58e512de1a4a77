"""Views made of other views: unfolded when asked, never in a circle; one that others need does not go unnoticed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import Occasion
from app.models.rule_params import CadenceParams
from app.services.clients.data import ClientData
from app.services.clients.find import count_and_total, list_client_ids
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import combined, delete_view, duplicate_view, list_views, save_view
from app.services.clients.save import save_client
from app.services.errors import InvalidValue, ViewInUse
from app.services.history.actions import undo_action
from app.services.reminders.occasions.refresh import refresh_changed
from app.services.reminders.rules.data import Rule
from app.services.reminders.rules.save import save_rule
from tests.factories import NOW, sell

TODAY = NOW.date()


def _tagged(*tags: str) -> Group:
    return Group("all", (Condition("tags", "any", list(tags)),))


def _of(*views: int) -> Group:
    return Group("all", (Condition("view", "any", list(views)),))


def _ids(db: Database, where: Group) -> list[int]:
    return sorted(list_client_ids(db, where=where, today=TODAY))


@pytest.fixture
def tagged(db: Database) -> dict[str, int]:
    """Three clients, of whom two have a tag each and one has both; and a view of each tag."""
    for name, tags in (("А", ("vip",)), ("Б", ("опт",)), ("В", ("vip", "опт"))):
        save_client(db, ClientData(name, tags=tags), NOW)
    return {tag: save_view(db, tag, _tagged(tag), NOW) for tag in ("vip", "опт")}


def test_views_are_joined_met_and_left_out(db: Database, tagged: dict[str, int]) -> None:
    vip, wholesale = tagged["vip"], tagged["опт"]
    assert _ids(db, combined("any", [vip, wholesale])) == [1, 2, 3]
    assert _ids(db, combined("all", [vip, wholesale])) == [3]
    assert _ids(db, combined("any", [vip], [wholesale])) == [1]


def test_a_view_that_is_changed_changes_those_made_of_it(db: Database, tagged: dict[str, int]) -> None:
    made = save_view(db, "не опт", combined("any", [tagged["vip"]], [tagged["опт"]]), NOW)
    assert _ids(db, _of(made)) == [1]
    save_view(db, "опт", _tagged("никто"), NOW, view_id=tagged["опт"])
    assert _ids(db, _of(made)) == [1, 3]


def test_no_view_leads_back_to_itself(db: Database, tagged: dict[str, int]) -> None:
    vip = tagged["vip"]
    upper = save_view(db, "выше", _of(vip), NOW)
    top = save_view(db, "сверху", _of(upper), NOW)
    for where in (_of(vip), _of(upper), Group("any", (_tagged("x"), _of(top)))):
        with pytest.raises(InvalidValue) as told:
            save_view(db, "vip", where, NOW, view_id=vip)
        assert told.value.fields["why"] == "circle"
    assert _ids(db, _of(top)) == [1, 3]


def test_a_view_that_others_need_goes_only_when_asked_again(db: Database, tagged: dict[str, int]) -> None:
    vip = tagged["vip"]
    upper = save_view(db, "выше", _of(vip), NOW)
    save_rule(db, Rule(None, ReminderKind.CADENCE, CadenceParams(view_id=vip, days=5), "Звонок"), NOW)
    with pytest.raises(ViewInUse) as told:
        delete_view(db, vip, NOW)
    assert told.value.fields["used_by"] == ["выше", "Звонок"]
    action = delete_view(db, vip, NOW, anyway=True)
    with pytest.raises(InvalidValue) as gone:
        _ids(db, _of(upper))
    assert gone.value.fields["why"] == "gone"
    refresh_changed(db, TODAY)  # nobody is in that list now, and the nightly roll goes on
    undo_action(db, action, NOW)
    assert _ids(db, _of(upper)) == [1, 3]


def test_more_than_can_be_asked_is_told(db: Database, tagged: dict[str, int]) -> None:
    wide = save_view(db, "широкий", Group("any", tuple(Condition("total", "ge", n) for n in range(150))), NOW)
    save_view(db, "дважды", combined("any", [wide, tagged["vip"]], [wide]), NOW)
    with pytest.raises(InvalidValue) as told:
        save_view(db, "трижды", combined("any", [wide, wide], [wide]), NOW)
    assert told.value.fields["why"] == "too_much"


def test_the_most_that_can_be_asked_is_answered(db: Database, tagged: dict[str, int]) -> None:
    made = tagged["vip"]
    for depth in range(28):
        made = save_view(db, f"глубина {depth}", Group("all", (Condition("view", "none", [made]),)), NOW)
    assert _ids(db, _of(made)) == [1, 3]


def test_a_duplicate_asks_the_same_under_another_name(db: Database, tagged: dict[str, int]) -> None:
    duplicate_view(db, tagged["vip"], "vip 2", NOW)
    first, *_others, last = list_views(db)
    assert (last.name, last.where) == ("vip 2", first.where)


def test_clients_and_money_are_of_the_same_people(db: Database, tagged: dict[str, int]) -> None:
    sell(db, 1, TODAY, 50_000)
    sell(db, 3, TODAY, 20_000)
    sell(db, 2, TODAY, 70_000)
    assert count_and_total(db, _of(tagged["vip"]), TODAY) == (2, 70_000)


def test_a_rule_about_a_list_follows_the_lists_that_it_is_made_of(db: Database, tagged: dict[str, int]) -> None:
    upper = save_view(db, "выше", _of(tagged["vip"]), NOW)
    save_rule(db, Rule(None, ReminderKind.CADENCE, CadenceParams(view_id=upper, days=5), "Звонок"), NOW)
    refresh_changed(db, TODAY)
    with db.read() as session:
        assert sorted(session.scalars(select(Occasion.client_id))) == [1, 3]
    save_view(db, "vip", _tagged("опт"), NOW, view_id=tagged["vip"])
    assert refresh_changed(db, TODAY) == 2
    with db.read() as session:
        assert sorted(session.scalars(select(Occasion.client_id))) == [2, 3]
