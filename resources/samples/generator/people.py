"""The invented clients of the sample shop. Their phones are not given out, their mail goes nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from goods import BEANS, TEA, Product, of

SURNAMES = """Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев
Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов
Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Королёв Гусев Киселёв Ильин Поляков Сорокин Виноградов
Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Осипов Сидоров Титов
Марков Миронов Крылов Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев
Фомин Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Лазарев
Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев
Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Архипов Громов Малышев Панов Румянцев Акимов
Бирюков Горбунов Анисимов Ерёмин Галкин Лукьянов Скворцов Юдин Белоусов Нестеров Симонов Князев Цветков Левин
Аксёнов Мальцев Логинов Горшков Савин Краснов Майоров Демидов Елисеев Рыбаков Сафонов Плотников Молчанов""".split()
FEMALE = """Анастасия Анна Мария Елена Дарья Алина Ирина Екатерина Полина Ольга Юлия Татьяна Наталья Виктория Елизавета
Ксения Вероника Алиса Валерия Ульяна Кристина София Марина Светлана Варвара Диана Яна Маргарита Алёна Надежда Евгения
Людмила Галина Нина Лидия Валентина Вера Тамара Жанна Инна Лариса Оксана""".split()
MALE = """Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Роман Егор Иван Денис Евгений
Игорь Владимир Павел Константин Олег Антон Николай Глеб Вадим Степан Юрий Пётр Виктор Георгий Григорий Леонид""".split()
FATHERS = {
    "Александр": "Александро", "Дмитрий": "Дмитрие", "Сергей": "Сергее", "Андрей": "Андрее", "Алексей": "Алексее",
    "Михаил": "Михайло", "Иван": "Ивано", "Евгений": "Евгенье", "Игорь": "Игоре", "Владимир": "Владимиро",
    "Павел": "Павло", "Олег": "Олего", "Николай": "Николае", "Юрий": "Юрье", "Пётр": "Петро", "Виктор": "Викторо",
    "Анатолий": "Анатолье", "Борис": "Борисо", "Леонид": "Леонидо", "Василий": "Василье",
}  # fmt: skip
SOURCES = ("вывеска", "2ГИС", "Яндекс Карты", "по рекомендации", "подруга привела", "ВКонтакте", "ярмарка", "сайт", "")
TASTES = (
    "берёт в зёрнах", "помол под V60", "помол под турку", "помол под аэропресс", "только тёмная обжарка",
    "светлая обжарка, кислинка", "аллергия на орехи", "без сахара", "любит улуны", "любит красный чай",
    "не любит ароматизированное", "кофе без кофеина вечером", "подарочная упаковка",
)  # fmt: skip
NOTES = (
    "звонить после 18", "просила сообщить о новом урожае", "берёт в офис, нужен чек", "муж тоже ходит, скидка общая",
    "предпочитает писать в телеграм", "спрашивал про кофемолку", "постоянная, угостить новинкой",
    "уехала, вернётся весной", "жаловался на помол, заменили",
)  # fmt: skip
LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюя",
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sch y e yu ya".split(),
        strict=True,
    )
)


@dataclass
class Person:
    """One client: who it is, and the way this person buys."""

    surname: str
    name: str
    patronymic: str
    phone: str  # ten digits
    kind: str  # regular, lapsed, occasional, once, new, prospect
    rhythm: float  # days between visits
    card: int | None = None
    email: str = ""
    birthday: date | None = None
    source: str = ""
    taste: str = ""
    note: str = ""
    in_base: bool = True
    favourites: list[Product] = field(default_factory=list)
    visits: list[date] = field(default_factory=list)


KINDS = {"regular": 95, "lapsed": 52, "occasional": 58, "once": 52, "new": 20, "prospect": 22}
NEAR_BIRTHDAYS = (-1, 0, 0, 1, 1, 3, 5, 6, 7, 7)  # days from the anchor, so that there is somebody to greet


def make_people(random: Random, anchor: date) -> list[Person]:
    """All clients, without their visits. Every one has a phone of his or her own."""
    phones = random.sample(range(10_000), sum(KINDS.values()))
    people = [
        _person(random, anchor, kind, f"{random.choice((903, 905, 911, 921, 931, 952))}000{tail:04d}")
        for kind, tail in zip((kind for kind, count in KINDS.items() for _ in range(count)), phones, strict=True)
    ]
    for person, days in zip(random.sample(people[:200], len(NEAR_BIRTHDAYS)), NEAR_BIRTHDAYS, strict=True):
        near = anchor + timedelta(days=days)
        person.birthday, person.in_base = date(random.randint(1958, 2003), near.month, near.day), True
    return people


def _person(random: Random, anchor: date, kind: str, phone: str) -> Person:
    female = random.random() < 0.64
    surname, name = random.choice(SURNAMES), random.choice(FEMALE if female else MALE)
    patronymic = random.choice(list(FATHERS.values())) + ("вна" if female else "вич")
    person = Person(surname + "а" * female, name, patronymic, phone, kind, rhythm=_rhythm(random))
    person.in_base = kind == "prospect" or random.random() < (0.75 if kind in ("once", "new") else 0.97)
    person.card = random.randint(100_001, 999_999) if random.random() < 0.45 else None
    person.email = _email(random, person) if random.random() < 0.4 else ""
    person.birthday = _birthday(random, anchor) if random.random() < 0.6 else None
    person.source = random.choice(SOURCES)
    person.taste = ", ".join(random.sample(TASTES, random.choice((0, 0, 1, 1, 2))))
    person.note = random.choice(NOTES) if random.random() < 0.18 else ""
    person.favourites = _favourites(random)
    return person


def _rhythm(random: Random) -> float:
    return min(70.0, max(7.0, random.lognormvariate(3.4, 0.5)))


def _birthday(random: Random, anchor: date) -> date:
    return anchor - timedelta(days=int(random.triangular(18, 74, 36) * 365.25) + random.randint(0, 364))


def _email(random: Random, person: Person) -> str:
    def latin(text: str) -> str:
        return "".join(LATIN.get(letter, "") for letter in text.lower().replace("ё", "е"))

    return f"{latin(person.name)}.{latin(person.surname)}@example.{random.choice(('com', 'org', 'net'))}"


def _favourites(random: Random) -> list[Product]:
    choice = of(BEANS) if random.random() < 0.68 else of(TEA)
    return random.choices(choice, [product.weight for product in choice], k=random.choice((1, 2, 2, 3)))
