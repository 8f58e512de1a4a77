"""The bar over a silent client's card: since when, how it usually is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.i18n import _, number_text
from app.ui.clients.card.entry_rows import rich
from app.ui.clients.words import days_count, silence_tone, silent_days
from app.ui.context import AppContext
from app.ui.item_actions import finish, postpone
from app.ui.theme import tokens
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.contacts import Way, way_words, ways_to_reach, written_way
from app.ui.widgets.frames import Card
from app.ui.widgets.later import fill_later

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard


def silence_banner(context: AppContext, card: ClientCard, reach: Callable[[Way], object]) -> Card | None:
    """The banner for `card`, or None while the client is not overdue; its main button calls `reach`."""
    row, today = card.row, context.today()
    if not silence_tone(row, today) or row.last_visit is None:
        return None
    frame = Card(padding=0, tone="warn")
    layout = QHBoxLayout()
    layout.setContentsMargins(14, 11, GAP_WIDE, 11)
    layout.setSpacing(GAP_WIDE)
    layout.addWidget(rich(_sentence(card, today)), 1)
    way = written_way(ways_to_reach(card.contacts), card.preferred_channel)
    if way is not None:
        chosen = way
        layout.addWidget(button(way_words(way.kind), lambda: reach(chosen), kind="primary", small=True))
    item_id = f"lapsed:client:{row.id}:{row.last_visit.isoformat()}"
    layout.addWidget(button(_("Done"), lambda: finish(context, item_id, row.name), small=True))
    later = button(_("Later"), kind="normal", small=True)
    later.setProperty("menu", "true")
    menu = QMenu(later)
    fill_later(
        menu,
        context.local_now(),
        context.settings.opening_time,
        lambda until: postpone(context, item_id, row.name, until),
        later,
    )
    later.setMenu(menu)
    layout.addWidget(later)
    frame.body.addLayout(layout)
    return frame


def _sentence(card: ClientCard, today: date) -> str:
    """Since when, in the colour of a warning, and how it usually is."""
    silence = _("Silent for {days}").format(days=days_count(silent_days(card.row, today) or 0))
    rhythm = card.row.rhythm_days
    if rhythm is not None:
        usual = _("usually buys every {days}").format(days=days_count(round(rhythm)))
    else:
        usual = _("longer than {n} days, which is long for this shop").format(
            n=number_text(card.row.silence_limit or 0)
        )
    theme = tokens()
    strong = f'<span style="font-weight:600;color:{theme.warn}">{escape(silence)}</span>'
    return f'{strong}&nbsp;&nbsp; <span style="color:{theme.text_2}">{escape(usual)}</span>'
