"""People, companies and products of a made-up shop: names as varied and as unevenly common as they are in life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from app.models.base import MOMENT_FORMAT
from app.services.clients.keys import keys_of_many

ROOTS = (
    "Иван Петр Сидор Кузнец Смирн Поп Васил Сокол Михайл Нов Федор Мороз Волк Алексе Лебед Семен Егор Павл Козл Степан "
    "Никола Орл Андре Макар Никит Захар Зайц Солов Борис Яковл Григор Роман Вороб Серге Кузьм Фрол Дмитри Королек "
    "Крыл Жук Рыб Комар Мед Бел Черн Голуб Кудр Рыж Сер Золот Богат Мельник Гончар Плотник Ткач Коваль Бондар"
)
SYLLABLES = (
    "ба бе бо бу ва ве ви во га ге го гу да де ди до ду жа же жи жу за зе зи зо ка ки ко ку ла ле ли ло лу ма ме ми мо "
    "му на не ни но ну па пе пи по пу ра ре ри ро ру са се си со су та те ти то ту фа фе фи фо ха хо ца че чи чу ша ше "
    "шу ща щу ю я"
)
MIDDLES = "б в г д ж з к л м н п р с т х ч ш щ дк лк мк нк рк ск тк хл рл дл".split()
# Surname of a man, of a woman.
ENDINGS = (("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("ский", "ская"), ("енко", "енко"), ("ёв", "ёва"), ("ук", "ук"))
MEN = (
    "Александр Дмитрий Сергей Андрей Алексей Максим Евгений Иван Михаил Николай Павел Роман Виктор Игорь Олег Юрий "
    "Пётр Артём Фёдор Семён Тимур Руслан Рустам Аслан Марат Денис Антон Илья Кирилл Владимир Глеб Лев Ярослав"
).split()
WOMEN = (
    "Елена Ольга Наталья Анна Татьяна Ирина Светлана Мария Екатерина Юлия Людмила Галина Надежда Вера Алиса Дарья "
    "Марина Алёна Анастасия Виктория Ксения Полина София Зоя Лилия Эльвира Гульнара Диляра Яна Жанна Инна Маргарита"
).split()
FATHERS = "Александр Дмитри Андре Алексе Иван Михайл Никола Павл Роман Виктор Игор Олег Петр Семен Федор Тимур Асланбек"
LATIN_FIRST = "Anna Emma Olivia Mia Sophie Laura Julia Nina John James Peter Thomas Daniel Max Lukas Paul Oscar Leo"
LATIN_HEAD = "Mc Van Green Black White Stone Wood Hart Brad Will John Peter Ander Sven Lind Berg Holm Weiss Klein Gross"
LATIN_TAIL = "son sen man ton ley ford field wood berg stein er ing worth by well dale land strom quist mark"
CITIES = "Казань Пермь Самара Тверь Томск Омск Уфа Рязань Тула Орёл Москва Сочи Химки Калуга Берлин Рига Минск Алматы"
STREETS = "Ленина Советская Мира Гагарина Садовая Лесная Школьная Пушкина Победы Заречная Молодёжная Центральная Новая"
TRADES = "Ромашка Вектор Гарант Уют Стройдом Автолюкс Мебель Пекарня Цветы Рассвет Орион Техно Лидер Альянс Север Парус"
TAGS = "VIP|постоянный|опт|свадьба|аллергия|дизайнер|по рекомендации|жалоба|день рождения|корпоративный|Instagram|сосед"
SOURCES = "|вывеска|сайт|знакомые|Avito|ВКонтакте|Яндекс Карты"
LIKES = "кофе без сахара|розы|белый цвет|без лука|окно у входа|размер 38|миндальное молоко|пионы|не звонить утром"
NOTES = (
    "Любит {like}, звонить после {hour}:00",
    "Просила отложить {like} до пятницы",
    "Аллергия на {like}. Внимательно!",
    "Сын {name} пойдёт в школу, спросить о портфеле",
    "Возвращал покупку, остался доволен обменом",
    "Ключ от домофона {hour}В{hour}",
)
DOMAINS = "mail.ru yandex.ru gmail.com bk.ru inbox.ru rambler.ru example.com shop.example.org".split()
LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщыэюяьъ", "abvgdeejziyklmnoprstufhccssyeuu''", strict=True))
SPELLED = str.maketrans({letter: latin.strip("'") for letter, latin in LETTERS.items()})

CLIENT_COLUMNS = (
    "id name last_name first_name middle_name company gender birth_day birth_month birth_year address city card source "
    "note do_not_disturb created_at updated_at search_text sort_key first_key"
).split()


class People(NamedTuple):
    """Rows of some clients and of what belongs to them, as the tables have them."""

    clients: list[tuple[Any, ...]]
    contacts: list[tuple[int, str, str, int]]
    tags: list[tuple[int, str]]
    preferences: list[tuple[int, str]]
    external: list[tuple[int, str, str]]


class Surnames:
    """Surnames by how common they are: a few hundred are borne by half of the people, tens of thousands by the rest."""

    def __init__(self, random: Random) -> None:
        roots = ROOTS.split()
        heads = [syllable.capitalize() for syllable in SYLLABLES.split()]
        rare = [a + b + c for a in heads for b in SYLLABLES.split()[::2] for c in MIDDLES]
        random.shuffle(rare)
        self._roots = roots + rare

    def pick(self, random: Random, woman: bool) -> str:
        """A surname; the n-th commonest root is about 1/n as common as the first."""
        root = self._roots[int(len(self._roots) ** random.random()) - 1]
        ending = ENDINGS[0] if root == "Крыл" else ENDINGS[min(int(random.random() ** 1.7 * 7), 6)]
        return root + ending[woman]


def make_people(random: Random, surnames: Surnames, first_id: int, count: int, now: datetime) -> People:
    """`count` clients from id `first_id` on, with contacts, tags, preferences and ids in another system."""
    made = People([], [], [], [], [])
    moment = now.strftime(MOMENT_FORMAT)
    rows, phones, more = [], [], []
    for client_id in range(first_id, first_id + count):
        row = _person(random, surnames) if random.random() > 0.03 else _company(random, client_id)
        told = _belongings(random, made, client_id, row)
        phones.append("\n".join(value for kind, value in told if kind == "phone"))
        city, card, note = row[10], row[11], row[13]
        ids = [value for kind, value in told if kind == "external"]
        other = [value for kind, value in told if kind not in ("phone", "external", "tag")]
        tags = [value for kind, value in told if kind == "tag"]
        more.append("\n".join(filter(None, (*other, card, city, *tags, *ids, note))))
        rows.append((client_id, *row))
    parts = [(row[2], row[3], row[4], row[5]) for row in rows]
    keys = zip(*keys_of_many([row[1] for row in rows], parts, phones, more), strict=True)
    made.clients.extend((*row, moment, moment, *key) for row, key in zip(rows, keys, strict=True))
    return made


def _person(random: Random, surnames: Surnames) -> tuple[Any, ...]:
    chance = random.random
    woman = chance() < 0.6
    if chance() < 0.08:
        last = random.choice(LATIN_HEAD.split()) + random.choice(LATIN_TAIL.split())
        first, middle = random.choice(LATIN_FIRST.split()), ""
    else:
        last, names = surnames.pick(random, woman), WOMEN if woman else MEN
        first = names[int(len(names) * chance() ** 1.8)]
        middle = random.choice(FATHERS.split()) + ("овна" if woman else "ович") if chance() < 0.5 else ""
    shape = chance()
    last, middle = ("", "") if shape < 0.06 else (last, middle)  # known by the first name only
    name = " ".join(filter(None, (last, first, middle)))
    company = f"ООО «{random.choice(TRADES.split())}»" if chance() < 0.05 else ""
    born = (random.randrange(1, 29), random.randrange(1, 13)) if chance() < 0.6 else (None, None)
    year = random.randrange(1940, 2008) if born[0] and chance() < 0.7 else None
    return (name, last, first, middle, company, "f" if woman else "m", *born, year, *_rest(random))


def _company(random: Random, number: int) -> tuple[Any, ...]:
    name = f"ООО «{random.choice(TRADES.split())} {number % 9973}»"
    return (name, "", "", "", name, None, None, None, None, *_rest(random))


def _rest(random: Random) -> tuple[str, str, str, str, str, int]:
    chance, cities = random.random, CITIES.split()
    city = cities[int(len(cities) * chance() ** 2)] if chance() < 0.7 else ""
    address = f"{random.choice(STREETS.split())}, {random.randrange(1, 180)}" if city and chance() < 0.5 else ""
    card = f"{random.randrange(10**9, 10**10)}" if chance() < 0.3 else ""
    note = ""
    if chance() < 0.15:
        text, like = random.choice(NOTES), random.choice(LIKES.split("|"))
        note = text.format(like=like, hour=random.randrange(9, 22), name=random.choice(MEN))
    return address, city, card, random.choice(SOURCES.split("|")), note, int(chance() < 0.02)


def _belongings(random: Random, made: People, client_id: int, row: tuple[Any, ...]) -> list[tuple[str, str]]:
    """Contacts, tags, preferences and ids of one client into `made`; what of it is searched, as (kind, text)."""
    chance = random.random
    contacts = _contacts(random, row)
    made.contacts.extend((client_id, kind, value, place) for place, (kind, value) in enumerate(contacts))
    told = []
    if chance() < 0.25:
        told.append(("tag", random.choice(TAGS.split("|"))))
        made.tags.append((client_id, told[-1][1]))
    if chance() < 0.1:
        made.preferences.append((client_id, random.choice(LIKES.split("|"))))
    if chance() < 0.2:
        told.append(("external", f"C-{client_id:07d}"))
        made.external.append((client_id, "crm", told[-1][1]))
    return contacts + told


def _contacts(random: Random, row: tuple[Any, ...]) -> list[tuple[str, str]]:
    chance = random.random
    told = []
    for _number in range((chance() < 0.93) + (chance() < 0.08)):
        code, digits = ("+79", 9) if chance() < 0.95 else (random.choice(("+49151", "+44770", "+37529")), 7)
        told.append(("phone", f"{code}{random.randrange(10**digits):0{digits}d}"))
    if chance() < 0.4:
        called = (row[1] or row[0]).lower().translate(SPELLED).encode("ascii", "ignore").decode().replace(" ", "")
        told.append(("email", f"{called or 'info'}{random.randrange(10**4)}@{random.choice(DOMAINS)}"))
    if chance() < 0.1:
        told.append(("telegram", f"@user{random.randrange(10**6)}"))
    return told


def products(random: Random, count: int = 405) -> Iterator[tuple[Any, ...]]:
    """(id, name, name_key, category, price) of the goods; prices from 50 to 20,000."""
    for number in range(1, count + 1):
        name = f"{random.choice('Роза Кофе Букет Чай Торт Крем Ваза Свеча Лампа Плед'.split())} №{number}"
        yield number, name, name.casefold(), f"Отдел {number % 12 + 1}", int(5_000 * 400 ** random.random())
