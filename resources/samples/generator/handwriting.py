"""How people type phones, names, dates and sums into a workbook: every way that a real one shows."""

from __future__ import annotations

from datetime import date, datetime, time
from random import Random

from people import Person

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


def phone(random: Random, digits: str) -> str | int:
    """Ten digits as typed; an integer is a number cell."""
    a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
    ways: tuple[tuple[int, str | int], ...] = (
        (26, f"+7 ({a}) {b}-{c}-{d}"),
        (16, f"8{digits}"),
        (10, f"+7{digits}"),
        (10, f"8 ({a}) {b}-{c}-{d}"),
        (8, f"8-{a}-{b}-{c}-{d}"),
        (9, int("7" + digits)),
        (6, int(digits)),
        (5, f"{a} {b} {c} {d}"),
        (3, f"т. 8 {a} {b}{c}{d}"),
        (2, f"+7 {a} {b}-{c}-{d} (вотсап)"),
        (3, f" +7{a}{b}{c}{d} "),
        (2, f"8{a}{b}{c}{d} доб. 12"),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def full_name(random: Random, person: Person) -> str:
    """The name in the client base: any order, any case, now and then without the patronymic."""
    surname, name, patronymic = person.surname, person.name, person.patronymic
    ways = (
        (50, f"{surname} {name} {patronymic}"),
        (16, f"{surname} {name}"),
        (8, f"{name} {surname}"),
        (6, f"{name} {patronymic} {surname}"),
        (6, f"{surname} {name} {patronymic}".upper()),
        (6, f"{surname} {name}".lower()),
        (4, f"  {surname}  {name} {patronymic} "),
        (4, f"{surname} {name} {patronymic}".replace("ё", "е").replace("Ё", "Е")),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def till_name(random: Random, person: Person) -> str:
    """The name as a cashier types it."""
    surname, name, patronymic = person.surname, person.name, person.patronymic
    ways = (
        (60, f"{surname} {name}"),
        (12, f"{surname} {name} {patronymic}"),
        (8, f"{name} {surname}"),
        (8, f"{surname} {name[0]}.{patronymic[0]}."),
        (6, f"{surname} {name}".upper()),
        (6, f"{surname} {name}".lower().replace("ё", "е")),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def birthday(random: Random, day: date) -> str | date:
    """A birthday as typed: with the year, with half of it, or without; a date is a date cell."""
    ways: tuple[tuple[int, str | date], ...] = (
        (46, day),
        (22, f"{day:%d.%m.%Y}"),
        (9, f"{day:%d.%m}"),
        (7, f"{day.day} {MONTHS[day.month - 1]} {day.year} г."),
        (5, f"{day.day} {MONTHS[day.month - 1]}"),
        (4, day.isoformat()),
        (5, f"{day:%d.%m.%y}"),
        (2, f"{day:%d/%m/%Y}"),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def sale_day(random: Random, day: date) -> str | datetime:
    """The day of a sale: mostly a date cell, sometimes a text of one of several forms."""
    ways: tuple[tuple[int, str | datetime], ...] = (
        (80, datetime.combine(day, time())),
        (12, f"{day:%d.%m.%Y}"),
        (4, f"{day:%d.%m.%y}"),
        (2, day.isoformat()),
        (2, f"{day.day} {MONTHS[day.month - 1]} {day.year}"),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def money(random: Random, kopecks: int) -> str | float | int:
    """A sum: mostly a number cell, sometimes a text with spaces, a comma and the currency."""
    roubles, rest = divmod(abs(kopecks), 100)
    sign = "-" if kopecks < 0 else ""
    grouped = f"{roubles:,}".replace(",", " ")
    number = kopecks / 100
    ways: tuple[tuple[int, str | float | int], ...] = (
        (84, int(number) if rest == 0 else number),
        (5, f"{sign}{grouped},{rest:02d}"),
        (3, f"{sign}{grouped},{rest:02d} р."),
        (3, f"{sign}{roubles}.{rest:02d}"),
        (3, f"{sign}{grouped},{rest:02d} ₽"),
        (2, f"{sign}{roubles},{rest:02d} руб."),
    )
    return random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]


def quantity(random: Random, count: int) -> str | int:
    """A quantity, now and then with its unit."""
    return f"{count} шт." if random.random() < 0.05 else count
