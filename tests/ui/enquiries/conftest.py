"""A board with a few enquiries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import move_enquiry, save_enquiry
from app.ui.context import AppContext
from app.ui.enquiries.page import EnquiriesPage
from tests.factories import NOW, make_client
from tests.ui.enquiries.board import IN_WORK


@pytest.fixture
def ids(context: AppContext) -> dict[str, int]:
    """Three new ones, the grinder waiting longest, and one in work."""
    client_id = make_client(context.db, phone="8 905 221-14-08")
    made = {}
    for place, asked in enumerate(("Grinder", "Tea", "Voucher", "Office coffee")):
        data = EnquiryData(client_id if place == 0 else None, asked, "" if place == 0 else f"Caller {place}")
        made[asked] = save_enquiry(context.db, data, NOW - timedelta(hours=9 - place))
    move_enquiry(context.db, made["Office coffee"], IN_WORK, NOW)
    return made


@pytest.fixture
def page(context: AppContext, ids: dict[str, int], qtbot: QtBot) -> EnquiriesPage:
    made = EnquiriesPage(context)
    context.events.changed.connect(lambda _areas: made.reload())
    qtbot.addWidget(made)
    made.resize(1160, 640)
    made.show()
    made.reload()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made
