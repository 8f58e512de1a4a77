"""The headings of every table, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetricsF

from app.i18n import set_language
from app.ui.clients.table.columns import DEFAULT_KEYS, SPECS, client_columns
from app.ui.clients.table.table import SPARE
from app.ui.context import AppContext
from app.ui.products.columns import product_columns
from app.ui.purchases.columns import make_columns
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.widgets.table_model import Column
from app.ui.widgets.tick_table import TICK_WIDTH

PADDING = 13  # px; of the style sheet


@pytest.fixture(params=["ru", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    set_language(request.param)
    yield
    set_language("en")


def every_column(context: AppContext) -> list[Column]:  # type: ignore[type-arg]
    today, settings = context.today(), context.settings
    bought = [make_columns(by, "RUB", today, staff=True) for by in ("receipt", "line")]
    clients = client_columns([(key, 0) for key in SPECS], SPECS, settings, today)
    return [*bought[0], *bought[1], *clients, *product_columns(context)]


def test_a_heading_is_shown_whole_also_with_the_arrow_of_the_sort(context: AppContext, spoken: None) -> None:
    letters = QFontMetricsF(font(11, SEMIBOLD))
    cut = [
        one.title
        for one in every_column(context)
        if letters.horizontalAdvance(one.title) + 2 * PADDING + (12 if one.sort else 0) > one.width
    ]
    assert cut == []


def test_the_usual_columns_of_clients_stand_beside_the_panel_at_1280(context: AppContext, spoken: None) -> None:
    usual = client_columns([(key, 0) for key in DEFAULT_KEYS if key != SPARE], SPECS, context.settings, context.today())
    assert sum(one.width for one in usual) + TICK_WIDTH <= 720  # px; what the table has there
