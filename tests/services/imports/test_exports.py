"""Files that other programs export: shops on the web, booking programs, address books, stock keeping."""

from __future__ import annotations

import pytest

from app.services.imports.rows import Role
from tests.services.imports.sheets import fields_of, read_one, write_csv

EXPORTS = {
    "Shopify orders": (
        Role.PURCHASES,
        {
            "Name": ("receipt", "#1001"),
            "Email": ("email", "a@b.com"),
            "Financial Status": (None, "paid"),
            "Created at": ("date", "2024-01-02 10:00:00 -0500"),
            "Lineitem quantity": ("quantity", "2"),
            "Lineitem name": ("product", "Mug"),
            "Lineitem price": ("price", "10.00"),
            "Lineitem sku": ("sku", "M1"),
            "Billing Name": ("name", "John Smith"),
            "Shipping Name": (None, "Mary Smith"),
        },
    ),
    "Shopify customers": (
        Role.CLIENTS,
        {
            "First Name": ("first_name", "John"),
            "Last Name": ("last_name", "Smith"),
            "Email": ("email", "a@b.com"),
            "Accepts Email Marketing": ("consent", "yes"),
            "Default Address City": ("city", "Ohio"),
            "Default Address Phone": ("phone", "+12125551234"),
        },
    ),
    "WooCommerce": (
        Role.PURCHASES,
        {
            "Order Number": ("receipt", "100"),
            "Order Date": ("date", "2024-01-02"),
            "First Name (Billing)": ("first_name", "John"),
            "Last Name (Billing)": ("last_name", "Smith"),
            "Item Name": ("product", "Mug"),
            "Quantity": ("quantity", "2"),
            "Item Cost": ("price", "10"),
            "Order Total Amount": ("total", "20"),
        },
    ),
    "Google contacts": (
        Role.CLIENTS,
        {
            "Given Name": ("first_name", "Ольга"),
            "Additional Name": ("middle_name", "Петровна"),
            "Family Name": ("last_name", "Крылова"),
            "E-mail 1 - Type": (None, "Home"),
            "E-mail 1 - Value": ("email", "o@m.ru"),
            "Phone 1 - Type": (None, "Mobile"),
            "Phone 1 - Value": ("phone", "+79052211408"),
            "Organization 1 - Name": ("company", "Полдень"),
        },
    ),
    "МойСклад контрагенты": (
        Role.CLIENTS,
        {
            "Наименование": ("name", "Крылова Ольга"),
            "Группы": ("tag", "покупатели"),
            "Телефон": ("phone", "+79052211408"),
            "Дисконтная карта": ("card", "123"),
            "Бонусные баллы": ("points", "50"),
        },
    ),
    "Салон": (
        Role.PURCHASES,
        {
            "ФИО": ("name", "Крылова Ольга"),
            "Дата записи": ("date", "01.02.2024"),
            "Процедура": ("product", "Маникюр"),
            "Мастер": (None, "Ирина"),
            "Стоимость": ("sum", "1500"),
        },
    ),
    "Мастерская": (
        Role.PURCHASES,
        {
            "Клиент": ("name", "Крылова Ольга"),
            "Дата выдачи": ("date", "01.02.2024"),
            "Работы": ("product", "замена цепи"),
            "Итого": ("sum", "1500"),
        },
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_understood_by_its_titles(tmp_path, name):
    role, columns = EXPORTS[name]
    info, _rows = read_one(
        write_csv(tmp_path / "file.csv", [list(columns), [cell for _field, cell in columns.values()]])
    )
    assert info.role is role
    assert fields_of(info) == {title: field for title, (field, _cell) in columns.items() if field}


def test_a_date_that_is_always_there_beats_one_that_is_there_at_times(tmp_path):
    head = ["Name", "Paid at", "Created at", "Lineitem name", "Lineitem price"]
    rows = [["#1", "2024-01-02", "2024-01-01", "Mug", "10"], ["#1", "", "2024-01-01", "Cup", "20"]]
    info, sales = read_one(write_csv(tmp_path / "a.csv", [head, *rows]))
    assert fields_of(info)["Created at"] == "date"
    assert [row.day for row in sales] == ["2024-01-01", "2024-01-01"]


def test_parts_of_an_address_are_the_address_of_a_client_without_one(tmp_path):
    rows = [["ФИО", "Телефон", "Регион"], ["Крылова Ольга", "89052211408", "Тверская область"]]
    assert read_one(write_csv(tmp_path / "a.csv", rows))[1][0].address == "Тверская область"


def test_a_product_with_a_comma_in_its_name_stays_whole(tmp_path):
    rows = [
        ["Дата", "Товар", "Сумма"],
        ["01.02.2024", "Кофе Эфиопия, 250 г", "890"],
        ["01.02.2024", "эфиопия 2шт, кения", "2 940"],
        ["01.02.2024", "Кения", "1 470"],
    ]
    _info, sales = read_one(write_csv(tmp_path / "a.csv", rows))
    assert [row.product for row in sales] == ["Кофе Эфиопия, 250 г", "эфиопия 2шт, кения", "Кения"]
