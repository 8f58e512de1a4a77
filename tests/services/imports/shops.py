"""Sheets of real programs and shops by their titles, and what each column is."""

from __future__ import annotations

import re

from app.services.imports.rows import Role

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

SHOPS: dict[str, tuple[Role, str]] = {
    "customers": (
        Role.CLIENTS,
        """
        customer_id -> external_id | 1
        first_name -> first_name | Debra
        last_name -> last_name | Burks
        phone -> phone | NULL
        email -> email | d@yahoo.com
        street -> address | 9273 Thorne Ave.
        city -> city | Orchard Park
        state -> address | NY
        zip_code -> address | 14127
        """,
    ),
    "orders": (
        Role.PURCHASES,
        """
        order_id -> receipt | 1
        customer_id -> external_id | 259
        order_status -> status | 4
        order_date -> date | 2016-01-01
        required_date -> ignore | 2016-01-03
        shipped_date -> ignore | 2016-01-03
        store_id -> ignore | 1
        staff_id -> ignore | 2
        """,
    ),
    "order_items": (
        Role.LINES,
        """
        order_id -> receipt | 1 | 1
        item_id -> ignore | 1 | 2
        product_id -> sku | 20 | 8
        quantity -> quantity | 1 | 2
        list_price -> price | 599.99 | 1799.99
        discount -> discount | 0.2 | 0.07
        """,
    ),
    "products": (
        Role.PRODUCTS,
        """
        product_id -> sku | 1
        product_name -> product | Trek 820 - 2016
        brand_id -> ignore | 9
        category_id -> category | 6
        model_year -> ignore | 2016
        list_price -> price | 379.99
        """,
    ),
    "categories": (
        Role.LOOKUP,
        """
        category_id -> external_id | 1
        category_name -> category | Children Bicycles
        """,
    ),
    "brands": (
        Role.NOTHING,
        """
        brand_id -> ignore | 1
        brand_name -> ignore | Electra
        """,
    ),
    "staffs": (
        Role.NOTHING,
        """
        staff_id -> ignore | 1
        first_name -> ignore | Fabiola
        last_name -> ignore | Jackson
        email -> ignore | f@bikes.shop
        phone -> ignore | (831) 555-5554
        active -> ignore | 1
        store_id -> ignore | 1
        """,
    ),
    "stores": (
        Role.NOTHING,
        """
        store_id -> ignore | 1
        store_name -> ignore | Santa Cruz Bikes
        phone -> ignore | (831) 476-4321
        email -> ignore | s@bikes.shop
        """,
    ),
    "superstore": (
        Role.PURCHASES,
        """
        Row ID -> ignore | 1
        Order ID -> receipt | CA-2016-152156
        Order Date -> date | 2016-11-08
        Ship Date -> ignore | 2016-11-11
        Customer ID -> external_id | CG-12520
        Customer Name -> name | Claire Gute
        Segment -> tag | Consumer
        City -> city | Henderson
        Product ID -> sku | FUR-1
        Category -> category | Furniture
        Product Name -> product | Bookcase
        Sales -> sum | 261.96
        Quantity -> quantity | 2
        Discount -> discount | 0
        Profit -> ignore | 41.9
        """,
    ),
    "online retail": (
        Role.PURCHASES,
        """
        InvoiceNo -> receipt | C536379
        StockCode -> sku | D
        Description -> product | Discount
        Quantity -> quantity | -1
        InvoiceDate -> date | 2010-12-01 09:41
        UnitPrice -> price | 27.5
        CustomerID -> external_id | 14527
        Country -> ignore | United Kingdom
        """,
    ),
    "cafe": (
        Role.PURCHASES,
        """
        transaction_id -> receipt | TXN_1
        item -> product | Coffee
        quantity -> quantity | 2
        price_per_unit -> price | 2
        total_spent -> sum | 4
        payment_method -> ignore | Cash
        location -> ignore | Takeaway
        transaction_date -> date | 9/8/2023
        """,
    ),
    "Клиенты": (
        Role.CLIENTS,
        """
        КодКлиента -> external_id | ALFKI
        Название -> company | Alfreds Futterkiste
        ОбращатьсяК -> name | Maria Anders
        Должность -> ignore | Представитель
        Адрес -> address | Obere Str. 57
        Город -> city | Берлин
        Индекс -> address | 12209
        Телефон -> phone | 030-0074321
        Факс -> ignore | 030-0076545
        """,
    ),
    "Заказано": (
        Role.LINES,
        """
        КодЗаказа -> receipt | 10248
        КодТовара -> sku | 11
        Цена -> price | 140.0000
        Количество -> quantity | 23
        Скидка -> discount | 2.99999993e-02
        """,
    ),
    "Товары": (
        Role.PRODUCTS,
        """
        ID -> sku | P1
        Название -> product | Шоколад
        Категория -> category | Конфеты
        Цена -> price | 80
        """,
    ),
    "Сотрудники": (
        Role.NOTHING,
        """
        КодСотрудника -> ignore | 1
        Фамилия -> ignore | Белова
        Имя -> ignore | Мария
        ДатаРождения -> ignore | 12/08/68
        Телефон -> ignore | 89161234567
        """,
    ),
    "Поставщики": (
        Role.NOTHING,
        """
        Название -> ignore | ООО Экзотика
        Контактное лицо -> ignore | Вероника Кудрявцева
        Телефон -> ignore | (095) 325-2222
        """,
    ),
    "Продажи 2024": (
        Role.PURCHASES,
        """
        № -> ignore | 1
        Дата -> date | 12.05.2024
        Покупатель -> name | Крылова Ольга
        Тел. -> phone | 89161234567
        Наименование -> product | Чай
        Кол-во, шт -> quantity | 2
        Цена, руб. -> price | 150,00
        Сумма, руб. -> sum | 300,00
        № чека -> receipt | 17
        """,
    ),
    "База": (
        Role.CLIENTS,
        """
        № п/п -> ignore | 1
        Фамилия -> last_name | Крылова
        Имя -> first_name | Ольга
        Отчество -> middle_name | Петровна
        Моб. телефон -> phone | 89161234567
        Д.Р. -> birthday | 14.03
        Откуда узнал -> source | 2ГИС
        Скидочная карта -> card | 000123
        Комментарий -> note | любит чай
        Согласие на рассылку -> consent | да
        """,
    ),
}
"""Name of the file -> what its rows are, and per column: title -> field | cells."""


def sheet_of(name: str) -> list[list[object]]:
    """The titles and the rows of one of SHOPS; digits become numbers."""
    lines = [line.strip() for line in SHOPS[name][1].strip().splitlines()]
    columns = [[line.split(" -> ")[0], *line.split(" | ")[1:]] for line in lines]
    return [
        [float(cell) if _NUMBER.fullmatch(str(cell)) else cell for cell in row] for row in zip(*columns, strict=True)
    ]
