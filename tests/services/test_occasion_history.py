"""A random history of a shop with rules of every kind: the stored occasions are always what the bare rows say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import text, update

from app.models.client import Client
from app.models.enums import InteractionKind, ReminderKind
from app.models.facts import touch
from app.models.interaction import Interaction
from app.models.occasions import refresh_contacts, refresh_occasions
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.interactions import log_interaction
from app.services.products.save import save_product
from app.services.products.shown import get_product
from tests.services.plain_occasions import check_occasions, rule_row
from tests.services.test_purchase_history import START, History, picks

COFFEE, TEA, PASS = 1, 2, 3  # as they are sold first in the shop that every history starts from
MEMBERS = (1, 3)
RULES = (
    (ReminderKind.REPLENISHMENT, {"product_id": COFFEE, "cycle_days": 10, "times": 3}),
    (ReminderKind.REPLENISHMENT, {"category": "Кофе", "cycle_days": 7, "own_rhythm": False, "lead_days": 1}),
    (ReminderKind.REPLENISHMENT, {"product_id": TEA, "target_id": COFFEE, "by_quantity": False}),
    (ReminderKind.SERVICE, {"category": "Кофе", "target_id": TEA, "every_months": 1}),
    (ReminderKind.SERVICE, {}),
    (ReminderKind.FEEDBACK, {}),
    (ReminderKind.FEEDBACK, {"product_id": TEA, "first_only": False, "again_days": 10, "last_days": 3}),
    (ReminderKind.FEEDBACK, {"category": "Кофе", "min_sum": 900, "first_only": False, "again_days": 20}),
)


class Occasions(History):
    """The same shop with rules, clients to stay in touch with, and products that last for a time."""

    @initialize()
    def open(self) -> None:
        super().open()
        with self.db.write() as session:
            session.add_all([rule_row(kind, params) for kind, params in RULES])
            in_touch = rule_row(ReminderKind.CADENCE, {"view_id": 1, "days": 12})
            session.add(in_touch)
            session.execute(update(Client).where(Client.id != 2).values(contact_days=9))
            session.execute(text("UPDATE product SET replenish_days = 5 + id WHERE id <> 2"))
            session.flush()
            self.members = {in_touch.id: MEMBERS}
            touch(session, (1, 2, 3))
            refresh_occasions(session, members=self.members)

    @rule(who=picks, outcome=st.sampled_from((None, "no_answer", "reached")), later=st.integers(0, 3))
    def speak(self, who: int, outcome: str | None, later: int) -> None:
        client = self.whom(who)
        if client is not None:
            at = self.moment() - timedelta(days=20 - later)
            log_interaction(self.db, client, InteractionKind.CALL, "", at)
            if outcome is not None:
                with self.db.write() as session:
                    session.execute(update(Interaction).where(Interaction.at == at).values(outcome=outcome))
                    refresh_contacts(session, [client])
            self.before.clear()

    @rule(which=picks, days=st.sampled_from((None, 5, 40)), category=st.sampled_from(("Кофе", "Чай")))
    def tune_product(self, which: int, days: int | None, category: str) -> None:
        card = get_product(self.db, 1 + which % 3)
        data = replace(card.data, replenish_days=days, category=category)
        self.done(lambda now: save_product(self.db, data, now, 1 + which % 3, card.version))

    @rule(who=picks, days=st.sampled_from((None, 3, 60)))
    def call_every(self, who: int, days: int | None) -> None:
        client = self.whom(who)
        if client is not None:
            with self.db.read() as session:
                name = session.get_one(Client, client).name
            self.done(lambda now: save_client(self.db, ClientData(name, contact_days=days), now, client))

    @invariant()
    def occasions_are_right(self) -> None:
        if hasattr(self, "members"):
            self.found = check_occasions(self.db, self.members, START + timedelta(40))


TestOccasions: Callable[..., object] = Occasions.TestCase
TestOccasions.settings = settings(  # type: ignore[attr-defined]
    max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
