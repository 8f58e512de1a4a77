"""The catalogue as a file: all of it, safe to open, and understood by an import."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.i18n import set_language
from app.models.database import Database
from app.services.exports.export import export_products
from app.services.products.data import ProductData
from app.services.products.find import find_products
from app.services.products.listing import ProductFilter, list_product_ids, read_figures
from app.services.products.save import save_product
from app.wording.files import export_words
from tests.factories import NOW, sell
from tests.services.imports.shop import bring

TODAY = date(2026, 11, 21)


def fill(db: Database) -> None:
    data = ProductData(
        "=Beans",
        "product",
        "007",
        "4600000000017",
        "Coffee",
        "pcs",
        90_050,
        45_000,
        30,
        "subscription",
        3,
        "month",
        "+7",
    )
    save_product(db, data, NOW)
    save_product(db, ProductData("Repair", "service"), NOW)
    sell(db, None, TODAY, 90_050, "=Beans")


def export(db: Database, target: Path) -> None:
    figures = read_figures(db, TODAY)
    export_products(db, target, export_words(), list_product_ids(db, ProductFilter(), figures=figures), figures)


def test_every_column_has_its_value_and_text_stays_text(db: Database, tmp_path: Path) -> None:
    fill(db)
    export(db, tmp_path / "goods.xlsx")
    sheet = load_workbook(tmp_path / "goods.xlsx").active
    assert sheet is not None
    titles, beans, repair = ([cell.value for cell in row] for row in sheet.iter_rows())
    row = dict(zip(titles, beans, strict=True))
    assert row["Product"] == "=Beans"
    assert sheet.cell(2, 1).data_type == "s", "no formula"
    assert (row["Product code"], row["Barcode"], row["Price"], row["Margin, %"]) == ("007", "4600000000017", 900.5, 50)
    assert (row["Sold in 90 days"], row["In stock"], row["Gives"]) == (1, "yes", "Subscription")
    assert dict(zip(titles, repair, strict=True))["Goods or service"] == "Service"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_another_shop_understands_the_file(
    db: Database, template: Path, tmp_path: Path, language: str, ending: str
) -> None:
    set_language(language)
    fill(db)
    file = tmp_path / f"goods.{ending}"
    export(db, file)
    (tmp_path / "other.db").write_bytes(template.read_bytes())
    other = Database(tmp_path / "other.db")
    try:
        bring(other, file)
        found = {row.name: (row.sku, row.category, row.price) for row in find_products(other, "")}
    finally:
        other.close()
    assert found == {"=Beans": ("007", "Coffee", 90_050), "Repair": ("", "", None)}
