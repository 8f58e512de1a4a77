"""A small random shop, and what a filter means there: worked out in plain Python, client by client."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from app.models.aftersale import Feedback
from app.models.attachment import Attachment
from app.models.client import Client, ClientTag, Consent, ContactPoint, ExternalId, Preference
from app.models.database import Database
from app.models.facts import refresh_cadence, refresh_facts
from app.models.forecast import ClientForecast
from app.models.interaction import Interaction
from app.models.own import OwnField, OwnValue
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.models.task import Task
from app.models.view import SavedView
from app.services.clients.keys import refresh_client_keys
from app.services.clients.listing.filters import Condition, Group, filter_json
from tests.services.segments.plain import plain_group, plain_ladder, plain_median_gap, plain_state

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ZONE = ZoneInfo("Europe/Moscow")

NAMES = ("Ёлкина", "елкина", "Крылова", "КРЫЛОВ", "Smith", "O[1]*", "")
CITIES = ("Омск", "омск", "Орёл", "Орел", "")
TAGS = ("VIP", "опт", "vip")
PRODUCTS = (("Кофе зерно", "Кофе"), ("Чай чёрный", "Чай"), ("Фильтр", ""))
CHANNELS = (None, "email", "telegram")
PHONES = ("+79052211408", "+79990102233", "+4915112345678")
OWN_KINDS = {"own:1": "text", "own:2": "number", "own:3": "date", "own:4": "yes_no", "own:5": "choice"}
OWN_VALUES = {
    "own:1": ("Рекс", "рекс", "Ёж"),
    "own:2": ("41", "42.5", "-3"),
    "own:3": ("2026-11-21", "2026-12-01", "2025-01-31"),
    "own:4": ("1", "0"),
    "own:5": ("S", "M"),
}
# Saved views, by id; the later ones are made of those before.
VIEWS = {
    1: Group("all", (Condition("total", "ge", 50_000),)),
    2: Group("any", (Condition("tags", "any", ["VIP"]), Condition("view", "none", [1]))),
    3: Group("all", (Condition("view", "all", [1, 2]), Condition("note", "empty"))),
}


def fill_shop(db: Database, seed: int, clients: int = 40) -> None:
    """Clients with everything that a filter can ask for; about half of it is empty."""
    random = Random(seed)
    with db.write() as session:
        session.add_all(Product(name=name, name_key=name.casefold(), category=category) for name, category in PRODUCTS)
        session.add_all(
            OwnField(name=key, kind=kind, choices=["S", "M"] if kind == "choice" else None, position=number)
            for number, (key, kind) in enumerate(OWN_KINDS.items())
        )
        session.add_all(SavedView(name=f"№ {key}", filter=filter_json(where)) for key, where in VIEWS.items())
        session.flush()
        for number in range(1, clients + 1):
            _add_client(session, random, number)
        session.flush()
        refresh_client_keys(session, range(1, clients + 1))
        refresh_facts(session, range(1, clients + 1))
        refresh_cadence(session)


def _add_client(session: Any, random: Random, number: int) -> None:
    maybe = lambda value: value if random.random() < 0.5 else None  # noqa: E731
    created = NOW - timedelta(hours=random.randrange(0, 24 * 60))
    client = Client(id=number, name=random.choice(NAMES) or f"№ {number}", created_at=created, updated_at=created)
    client.last_name, client.first_name, client.middle_name = (random.choice(NAMES) for _ in range(3))
    client.company, client.note, client.card = random.choice(NAMES), random.choice(NAMES), random.choice(CITIES)
    client.city, client.source, client.address = (random.choice(CITIES) for _ in range(3))
    client.gender, client.preferred_channel = random.choice((None, "f", "m")), random.choice(CHANNELS)
    if random.random() < 0.7:
        born = random.choice(((2, 29), (11, 21), (11, 28), (12, 1), (3, 1)))
        client.birth_month, client.birth_day, client.birth_year = *born, random.choice((None, 1984, 2000))
    client.do_not_disturb, client.points = random.random() < 0.5, random.randrange(3)
    client.referred_by_id = maybe(number - 1 or None)
    client.contacts = [ContactPoint(kind="phone", value=maybe(random.choice(PHONES)) or "+70000000000")][
        : random.randrange(2)
    ]
    client.contacts += [
        ContactPoint(kind=kind, value=value, position=1)
        for kind, value in (("email", "anna@mail.example"), ("telegram", "@Anna"), ("address", "Орёл, Ленина 1"))
        if random.random() < 0.3
    ]
    client.tags = [ClientTag(tag=tag) for tag in TAGS if random.random() < 0.4]
    client.preferences = [Preference(text=text) for text in TAGS if random.random() < 0.3]
    client.external_ids = [ExternalId(source="x", value=f"A-{number}")][: random.randrange(2)]
    client.consents = [
        Consent(
            purpose=random.choice(("processing", "advertising")),
            channel=random.choice(CHANNELS),
            given=random.random() < 0.5,
        )
        for _ in range(random.randrange(4))
    ]
    session.add(client)
    session.flush()
    _add_beside(session, random, number)
    for _ in range(random.randrange(5)):
        _add_purchase(session, random, number)


def _add_beside(session: Any, random: Random, number: int) -> None:
    """What of a client stands in tables of its own."""
    maybe = lambda value: value if random.random() < 0.5 else None  # noqa: E731
    for key, values in OWN_VALUES.items():
        if random.random() < 0.5:
            value = random.choice(values)
            row = OwnValue(client_id=number, field_id=int(key[4:]), value=value)
            row.number = float(value) if key == "own:2" else None
            session.add(row)
    if random.random() < 0.4:
        moment = NOW - timedelta(hours=random.randrange(0, 24 * 90))
        session.add(Interaction(client_id=number, kind="call", at=moment))
    for _ in range(random.choice((0, 0, 1, 2))):
        moment = NOW - timedelta(hours=random.randrange(0, 24 * 150))
        session.add(Feedback(client_id=number, score=random.randrange(11), at=moment))
    if random.random() < 0.4:
        day = {"due_day": TODAY, "due_at": NOW, "first_day": TODAY, "created_at": NOW, "updated_at": NOW}
        session.add(Task(client_id=number, title="…", done_at=maybe(NOW), **day))
    if random.random() < 0.3:
        session.add(Attachment(client_id=number, name="a", file=f"{number}.pdf", size=1, added_at=NOW))
    if random.random() < 0.6:
        forecast = ClientForecast(client_id=number, purchases=random.choice((0.0, 1.0, 2.0, 42.5)))
        forecast.p_alive, forecast.money = maybe(random.choice((0.01, 0.414, 0.42, 1.0))), maybe(100_000)
        forecast.at_risk = maybe(10_000)
        session.add(forecast)


def _add_purchase(session: Any, random: Random, client_id: int) -> None:
    day = TODAY - timedelta(days=random.randrange(0, 200))
    total = random.choice((10_000, 25_050, 100_000, -5_000, None))
    status = random.choice(("done", "done", "done", "cancelled"))
    purchase = Purchase(client_id=client_id, day=day, total=total, status=status, created_at=NOW, updated_at=NOW)
    purchase.lines = [PurchaseLine(product_id=random.randrange(1, 4), sum=total)]
    session.add(purchase)


def folded(text: str) -> str:
    """What a comparison of texts does not look at is taken away."""
    return text.lower().replace("ё", "е")


class Known:
    """All that is known of one client, as plain values by field."""

    def __init__(self, session: Any, client: Client) -> None:
        self.id = client.id
        contacts = [(row.kind, row.value) for row in client.contacts]
        self.values: dict[str, Any] = {
            name: getattr(client, name)
            for name in (
                "name last_name first_name middle_name company gender city card source note preferred_channel points"
                " visits receipts total first_visit last_visit rhythm_days due_back lapse_day last_category"
            ).split()
        }
        for kind in ("phone", "email", "whatsapp", "telegram", "vk", "viber"):
            self.values[kind] = [value for found, value in contacts if found == kind]
        addresses = [client.address, *(value for kind, value in contacts if kind == "address")]
        self.values["address"] = [text for text in addresses if text]
        self.values["external_id"] = [row.value for row in client.external_ids]
        self.values["tags"] = [row.tag for row in client.tags]
        self.values["preferences"] = [row.text for row in client.preferences]
        self.values["referred_by"], self.values["batch"] = client.referred_by_id, client.batch_id
        self.values["do_not_disturb"] = client.do_not_disturb
        self.born = (client.birth_month, client.birth_day, client.birth_year)
        self.values["age"] = _age(*self.born)
        self.values["average_receipt"] = client.total / client.receipts if client.receipts else None
        self.values["silent_days"] = (TODAY - client.last_visit).days if client.last_visit else None
        self.values["created"] = client.created_at.astimezone(ZONE).date()
        calls = [row.at.astimezone(ZONE).date() for row in session.query(Interaction).filter_by(client_id=client.id)]
        self.values["last_contact"] = max(calls, default=None)
        tasks = session.query(Task).filter_by(client_id=client.id, done_at=None).count()
        self.values["open_task"] = bool(tasks)
        self.values["attachment"] = bool(session.query(Attachment).filter_by(client_id=client.id).count())
        self.consents = [(row.purpose, row.channel, row.given) for row in sorted(client.consents, key=lambda c: c.id)]
        self.purchases = [
            (row.day, row.total, [PRODUCTS[line.product_id - 1] for line in row.lines])
            for row in session.query(Purchase).filter_by(client_id=client.id, status="done")
        ]
        came = sorted({day for day, total, _lines in self.purchases if total is None or total > 0})
        self.came = came
        self._score(session, came, client.silence_limit or 0)
        self.values["second_visit_days"] = (came[1] - came[0]).days if len(came) > 1 else None
        forecast = session.get(ClientForecast, client.id) or ClientForecast()
        self.values["p_alive"] = None if forecast.p_alive is None else round(forecast.p_alive * 100)
        self.values["expected_purchases"] = forecast.purchases
        self.values["expected_money"], self.values["money_at_risk"] = forecast.money, forecast.at_risk
        answers = session.query(Feedback).filter_by(client_id=client.id).order_by(Feedback.at, Feedback.id).all()
        self.answers = [row.at.astimezone(ZONE).date() for row in answers]
        self.scores = [(day, row.score) for row, day in zip(answers, self.answers, strict=True)]
        own = {f"own:{row.field_id}": row for row in session.query(OwnValue).filter_by(client_id=client.id)}
        for key, kind in OWN_KINDS.items():
            self.values[key] = _own_value(own.get(key), kind)

    def _score(self, session: Any, came: list[date], limit: int) -> None:
        every: dict[int, set[date]] = {}
        spent: dict[int, int] = defaultdict(int)
        for row in session.query(Purchase).filter_by(status="done"):
            spent[row.client_id] += row.total or 0
            if row.total is None or row.total > 0:
                every.setdefault(row.client_id, set()).add(row.day)
        gap = plain_median_gap([sorted(days) for days in every.values()])
        cell = plain_ladder((TODAY - came[-1]).days, len(came), gap) if came else None
        self.gap = gap
        self.values["segment"] = plain_group(*cell) if cell else "prospects"
        self.values["segment_cell"] = f"{cell[0]}{cell[1]}" if cell else None
        fifths = np.quantile([spent[one] for one in every], (0.2, 0.4, 0.6, 0.8)) if len(every) >= 50 else None
        value = None if fifths is None else 1 + sum(edge < spent[self.id] for edge in fifths)
        self.values["value"] = str(value) if value and came else None
        self.values["rhythm_state"] = plain_state(came, TODAY, limit)


def _own_value(row: OwnValue | None, kind: str) -> Any:
    if row is None:
        return None if kind != "text" else ""
    plain = {"number": row.number, "date": kind == "date" and date.fromisoformat(row.value), "yes_no": row.value == "1"}
    return plain.get(kind, row.value)


def _age(month: int | None, day: int | None, year: int | None) -> int | None:
    if month is None or day is None or year is None:
        return None
    return TODAY.year - year - ((TODAY.month, TODAY.day) < (month, day))


def holds(known: Known, part: Group | Condition, kinds: dict[str, str]) -> bool:
    """Whether a filter lets this client through."""
    if isinstance(part, Group):
        answers = [holds(known, inner, kinds) for inner in part.parts]
        return not answers or (all(answers) if part.join == "all" else any(answers))
    kind = kinds[part.field]
    if kind == "view":
        answers = [holds(known, VIEWS[view_id], kinds) for view_id in part.value]
        return {"all": all(answers), "any": any(answers), "none": not any(answers)}[part.op]
    if kind in ("bought", "period_money", "period_number", "consent", "birthday", "segment_then"):
        return SPECIAL[kind](known, part)
    value = known.values[part.field]
    if part.op in ("empty", "not_empty"):
        return (value in (None, "", [])) is (part.op == "empty")
    opposite = {"ne": "eq", "not_contains": "contains", "none": "any"}.get(part.op)
    if opposite:
        return not holds(known, Condition(part.field, opposite, part.value), kinds)
    if isinstance(value, list) and kind != "tags":
        return any(_compared(one, part, kind) for one in value)
    if kind == "tags":
        return all(tag in value for tag in part.value) if part.op == "all" else any(tag in value for tag in part.value)
    return value is not None and _compared(value, part, kind)


def _compared(value: Any, part: Condition, kind: str) -> bool:
    wanted = part.value
    if kind == "date":
        return _day_compared(value, part)
    if kind in ("number", "money", "yes_no", "client"):
        return _number_compared(value, part.op, wanted)
    if kind in ("choice", "segment", "batch"):
        return value in wanted if part.op == "any" else value == wanted
    if part.field == "phone":
        digits = "".join(filter(str.isdigit, wanted))
        digits = digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # the country code
        return value.endswith(digits) if part.op == "eq" else digits in value
    if part.op == "any":
        return folded(value) in [folded(one) for one in wanted]
    found, sought = folded(value), folded(wanted)
    return {"contains": sought in found, "starts": found.startswith(sought), "eq": found == sought}[part.op]


def _number_compared(value: float, op: str, wanted: Any) -> bool:
    if op == "between":
        return bool(wanted[0] <= value <= wanted[1])
    compared = {"eq": value == wanted, "ne": value != wanted, "gt": value > wanted, "ge": value >= wanted}
    return bool(compared.get(op, value < wanted if op == "lt" else value <= wanted))


def _day_compared(value: date, part: Condition) -> bool:
    wanted = part.value
    ago = (TODAY - value).days
    if part.op in ("last_days", "over_days", "next_days"):
        return {"last_days": 0 <= ago <= wanted, "over_days": ago > wanted, "next_days": 0 <= -ago <= wanted}[part.op]
    if part.op == "between":
        return wanted[0] <= value.isoformat() <= wanted[1]
    return _number_compared(value.toordinal(), part.op, date.fromisoformat(wanted).toordinal())


def _consent(known: Known, part: Condition) -> bool:
    purpose = part.field.removeprefix("consent_")
    answers = [
        given
        for found, channel, given in known.consents
        if found == purpose and (part.value is None or channel in (None, part.value))
    ]
    if part.op == "empty":
        return not answers
    return bool(answers) and answers[-1] is (part.op == "given")


def _birthday(known: Known, part: Condition) -> bool:
    month, day, _year = known.born
    if part.op in ("empty", "not_empty"):
        return (month is None) is (part.op == "empty")
    if part.op == "month":
        return month == part.value
    days = [TODAY + timedelta(days=ahead) for ahead in range(part.value + 1)]
    if (month, day) == (2, 29):
        return any((kept.month, kept.day) == ((2, 29) if kept.year % 4 == 0 else (2, 28)) for kept in days)
    return any((kept.month, kept.day) == (month, day) for kept in days)


def _segment_then(known: Known, part: Condition) -> bool:
    day = date.fromisoformat(part.value["day"])
    came = sorted({one for one, total, _lines in known.purchases if (total is None or total > 0) and one <= day})
    group = plain_group(*plain_ladder((day - came[-1]).days, len(came), known.gap)) if came else "prospects"
    return (group in part.value["items"]) is (part.op == "any")


def _in_period(day: date, value: dict[str, Any]) -> bool:
    if "days" in value:
        return 0 <= (TODAY - day).days <= value["days"]
    return value.get("from", "0") <= day.isoformat() <= value.get("to", "9")


def _bought(known: Known, part: Condition) -> bool:
    place = 1 if part.field == "bought_category" else 0
    number = {"first_bought": 1, "second_bought": 2}.get(part.field)
    visit = known.came[number - 1 : number] if number else None
    had = {
        folded(line[place])
        for day, total, lines in known.purchases
        if (total is None or total > 0) and _in_period(day, part.value) and (visit is None or day in visit)
        for line in lines
    }
    items = [folded(item) for item in part.value["items"]]
    if part.op in ("contains", "not_contains"):
        return any(item in text for item in items for text in had) is (part.op == "contains")
    if part.op == "all":
        return set(items) <= had
    return bool(set(items) & had) is (part.op == "any")


def _is_new(day: date, first: date | None) -> bool:
    return first is not None and (day.year, day.month) == (first.year, first.month)


def _gaps_within(known: Known, part: Condition) -> list[int]:
    pairs = zip(known.came, known.came[1:], strict=False)
    return [(day - before).days for before, day in pairs if _in_period(day, part.value)]


def _last_score(known: Known, part: Condition) -> list[int]:
    return [score for day, score in known.scores if _in_period(day, part.value)][-1:]


def _within(known: Known, part: Condition) -> bool:
    receipts = [(day, total) for day, total, _lines in known.purchases if _in_period(day, part.value)]
    first = known.values["first_visit"]
    if part.field in ("period_gap", "period_score"):
        asked = _gaps_within(known, part) if part.field == "period_gap" else _last_score(known, part)
        matched = [_number_compared(one, "eq" if part.op == "ne" else part.op, part.value["amount"]) for one in asked]
        return any(matched) is (part.op != "ne")
    amount = {
        "period_total": sum(total or 0 for _day, total in receipts),
        "period_receipts": len(receipts),
        "period_visits": len({day for day, total in receipts if total is None or total > 0}),
        "period_new": sum(_is_new(day, first) for day, _total in receipts),
        "period_regular": sum(not _is_new(day, first) for day, _total in receipts),
        "period_answers": sum(_in_period(day, part.value) for day in known.answers),
        "period_returns": sum((total or 0) < 0 for _day, total in receipts),
    }[part.field]
    return _number_compared(amount, part.op, part.value["amount"])


SPECIAL = {
    "bought": _bought,
    "period_money": _within,
    "period_number": _within,
    "consent": _consent,
    "birthday": _birthday,
    "segment_then": _segment_then,
}
