"""What the sample shop sells: name, category, price in roubles at the shop's opening, how often it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

BEANS = "Кофе в зёрнах"
TEA = "Чай"
SUPPLIES = "Фильтры и расходники"
EQUIPMENT = "Техника и посуда"
SWEETS = "Сладости"


@dataclass(frozen=True)
class Product:
    """One article of the shop."""

    name: str
    category: str
    opening_price: int
    weight: float = 1.0

    def price(self, day: date) -> int:
        """Roubles on a day: everything went up by 8 % at the start of each year."""
        raised = self.opening_price * 1.08 ** (day.year - 2024)
        return round(raised / 10) * 10


_ORIGINS = {
    "Эфиопия Иргачефф": (690, 3.0),
    "Эфиопия Сидамо": (650, 1.6),
    "Колумбия Уила": (590, 3.0),
    "Бразилия Сантос": (490, 3.2),
    "Бразилия Можиана": (510, 1.4),
    "Кения АА": (760, 1.6),
    "Гватемала Антигуа": (640, 1.5),
    "Коста-Рика Тарразу": (680, 1.1),
    "Суматра Манделинг": (620, 1.0),
    "Индия Монсун Малабар": (570, 0.8),
    "Руанда Бурбон": (700, 0.7),
    "Смесь «Утренняя»": (450, 2.6),
    "Смесь для эспрессо «Бархат»": (520, 2.4),
    "Колумбия без кофеина": (720, 0.8),
}
_TEAS = {
    "Те Гуань Инь, 100 г": (480, 1.6),
    "Молочный улун, 100 г": (420, 2.0),
    "Да Хун Пао, 100 г": (890, 1.0),
    "Пуэр шу, блин 357 г": (1650, 0.6),
    "Лунцзин, 100 г": (760, 0.7),
    "Сенча, 100 г": (390, 1.1),
    "Ассам, 100 г": (320, 1.6),
    "Дарджилинг первого сбора, 50 г": (640, 0.7),
    "Эрл Грей, 100 г": (340, 1.8),
    "Жасминовый зелёный, 100 г": (360, 1.1),
    "Матча, 50 г": (1290, 0.5),
    "Иван-чай, 100 г": (280, 1.2),
    "Ройбуш, 100 г": (300, 0.9),
    "Каркаде, 100 г": (220, 0.7),
}
_SUPPLIES = {
    "Фильтры V60-02, 100 шт.": (560, 2.0),
    "Фильтры Chemex, 100 шт.": (1190, 0.7),
    "Фильтры для аэропресса, 350 шт.": (690, 0.8),
    "Средство от накипи, 250 мл": (450, 0.9),
    "Таблетки для чистки, 10 шт.": (590, 0.6),
}
_EQUIPMENT = {
    "Воронка Hario V60-02": (1490, 1.2),
    "Кемекс на 6 чашек": (5490, 0.3),
    "Аэропресс": (4290, 0.6),
    "Турка медная, 350 мл": (2490, 0.8),
    "Кофемолка ручная": (6900, 0.5),
    "Весы с таймером": (3490, 0.5),
    "Чайник «гусиная шейка»": (4990, 0.4),
    "Френч-пресс, 600 мл": (1790, 0.8),
    "Гайвань, 120 мл": (890, 0.7),
    "Чайник исинский, 200 мл": (3900, 0.3),
    "Кофемашина рожковая": (38900, 0.08),
}
_SWEETS = {
    "Шоколад 70 %, 90 г": (290, 2.0),
    "Мармелад имбирный, 200 г": (240, 1.2),
    "Кантуччи с миндалём, 180 г": (320, 1.4),
    "Мёд липовый, 350 г": (450, 0.9),
}

PRODUCTS: tuple[Product, ...] = (
    *(Product(f"{name}, 250 г", BEANS, price, weight) for name, (price, weight) in _ORIGINS.items()),
    *(
        Product(f"{name}, 1 кг", BEANS, price * 4 * 88 // 100, weight * 0.4)
        for name, (price, weight) in _ORIGINS.items()
    ),
    *(Product(name, TEA, price, weight) for name, (price, weight) in _TEAS.items()),
    *(Product(name, SUPPLIES, price, weight) for name, (price, weight) in _SUPPLIES.items()),
    *(Product(name, EQUIPMENT, price, weight) for name, (price, weight) in _EQUIPMENT.items()),
    *(Product(name, SWEETS, price, weight) for name, (price, weight) in _SWEETS.items()),
)


def of(category: str) -> list[Product]:
    """The products of one category."""
    return [product for product in PRODUCTS if product.category == category]
