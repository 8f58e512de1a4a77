"""What the sample shop spent on being known, what clients answered, whom it reminded; days count from the anchor."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from goods import PRODUCTS
from people import Person

Fact = dict[str, object]

MONTHS = 24
MONTH_DAYS = 30
# Source, roubles a month, and in how many of the last months it was paid.
STEADY = (("2ГИС", 3_500, MONTHS), ("Яндекс Карты", 5_200, MONTHS), ("сайт", 1_900, MONTHS))
# Source, how many days ago it began, how many days it took, roubles, what for.
CAMPAIGNS = (
    ("ВКонтакте", 40, 14, 9_000, "Осенняя обжарка: объявления по району"),
    ("ВКонтакте", 255, 21, 12_000, "Подарки к 8 Марта"),
    ("ярмарка", 72, 2, 6_500, "Место на городской ярмарке"),
    ("вывеска", 390, 360, 28_000, "Световая вывеска, на год"),
    ("", 190, 7, 4_000, "Листовки по почтовым ящикам"),
)
SCORES = ((10, 34), (9, 24), (8, 15), (7, 9), (6, 6), (5, 5), (3, 4), (1, 3))
PRAISE = ("Зерно всегда свежее", "Помнят мой помол", "Уютно и вкусно пахнет", "Помогли выбрать турку", "")
COMPLAINTS = ("Дорого стало", "Очередь в субботу", "Не было моего зерна", "")
ANSWERS = 36
LIMIT = 45  # days of silence after which one was reminded at the earliest
LATEST, EARLIEST = -31, -420  # days of reminders; what is nearer belongs to Today
ALONE = 0.25  # share of the silent who were left alone
DEARER = 3  # products, those taken most


def spend() -> list[Fact]:
    """What was paid for each source, in roubles; a month is 30 days here."""
    paid: list[Fact] = [
        {"source": source, "first": -MONTH_DAYS * (ago + 1), "last": -MONTH_DAYS * ago - 1, "sum": sum_}
        for source, sum_, months in STEADY
        for ago in range(months)
    ]
    return paid + [
        {"source": source, "first": -ago, "last": days - ago - 1, "sum": sum_, "note": note}
        for source, ago, days, sum_, note in CAMPAIGNS
    ]


def answers(random: Random, people: list[Person]) -> list[Fact]:
    """Scores of people who bought, asked by message over the last year."""
    asked = random.sample([person for person in people if len(person.visits) > 1], ANSWERS)
    scores = random.choices([score for score, _ in SCORES], [weight for _, weight in SCORES], k=ANSWERS)
    return [
        {
            "phone": f"+7{person.phone}",
            "score": score,
            "text": random.choice(PRAISE if score > 6 else COMPLAINTS),
            "day": -random.randint(15, 340),
        }
        for person, score in zip(asked, scores, strict=True)
    ]


def reminded(random: Random, people: list[Person], anchor: date) -> list[Fact]:
    """Who was written to after a long silence or on a birthday, with the day of the last visit or of the birthday; some
    of the silent were left alone by chance, to see what writing brings."""
    return [told for person in people for told in (*_silences(random, person, anchor), *_birthday(person, anchor))]


def _silences(random: Random, person: Person, anchor: date) -> list[Fact]:
    limit = max(LIMIT, round(2 * person.rhythm))
    found: list[Fact] = []
    for place, visit in enumerate(person.visits):
        day = (visit - anchor).days + limit
        is_last = place == len(person.visits) - 1
        came_before = not is_last and person.visits[place + 1] <= visit + timedelta(days=limit)
        is_of_today = is_last and (anchor - visit).days <= 4 * limit
        if not came_before and not is_of_today and EARLIEST <= day <= LATEST:
            of = (visit - anchor).days
            alone = random.random() < ALONE
            found.append({"kind": "lapsed", "phone": f"+7{person.phone}", "of": of, "day": day, "alone": alone})
    return found


def _birthday(person: Person, anchor: date) -> list[Fact]:
    if person.birthday is None or not person.visits:
        return []
    month, day = person.birthday.month, min(person.birthday.day, 28)
    days = (date(anchor.year, month, day) - anchor).days
    days -= 0 if days <= LATEST else 365
    of = days if days >= EARLIEST and (person.visits[0] - anchor).days < days else None
    return [] if of is None else [{"kind": "birthday", "phone": f"+7{person.phone}", "of": of, "day": of}]


def dearer(anchor: date) -> list[Fact]:
    """Since when the products taken most have cost more: from the new year on, as goods.py has it."""
    best = sorted(PRODUCTS, key=lambda product: -product.weight)[:DEARER]
    return [{"product": product.name, "day": (date(anchor.year, 1, 1) - anchor).days} for product in best]


def views() -> list[Fact]:
    """Segments that the shop keeps an eye on."""

    def asks(field: str, op: str, value: object) -> Fact:
        return {"field": field, "op": op, "value": value}

    gone = [asks("value", "any", ["5", "4"]), asks("rhythm_state", "any", ["lapsed", "win_back"])]
    tea_only = [
        asks("bought_category", "any", {"items": ["Чай"]}),
        asks("bought_category", "none", {"items": ["Кофе в зёрнах"]}),
    ]
    return [
        {"name": "Ценные, но пропали", "filter": {"all": gone}},
        {"name": "Новые за три месяца", "filter": {"all": [asks("first_visit", "last_days", 90)]}},
        {"name": "Берут чай, а кофе нет", "filter": {"all": tea_only}},
        {"name": "Скоро день рождения", "filter": {"all": [asks("birthday", "next_days", 30)]}},
    ]
