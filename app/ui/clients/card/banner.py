"""The bar over a silent client's card: since when, how it usually is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _, number_text
from app.ui.clients.card.history.entry_rows import rich
from app.ui.clients.words import days_count, silence_tone, silent_days
from app.ui.context import AppContext
from app.ui.item_actions import postpone
from app.ui.outcome_menu import ask_outcome
from app.ui.theme import tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.contacts import Way, way_words, ways_to_reach, written_way
from app.ui.widgets.frames import Card
from app.ui.widgets.later import fill_later
from app.ui.widgets.own_keys_menu import OwnKeysMenu

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard

WORDS_WIDTH = 260  # px; narrower, the sentence would be a column of words


def silence_banner(context: AppContext, card: ClientCard, reach: Callable[[Way], object]) -> Card | None:
    """The banner for `card`, or None while the client is not overdue; its main button calls `reach`."""
    row, today = card.row, context.today()
    if not silence_tone(row, today) or row.last_visit is None:
        return None
    frame = Card(padding=0, tone="warn")
    acts = QWidget()
    layout = QHBoxLayout(acts)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_WIDE)
    way = written_way(ways_to_reach(card.contacts), card.preferred_channel)
    if way is not None:
        chosen = way
        layout.addWidget(button(way_words(way.kind), lambda: reach(chosen), kind="primary", small=True))
    kind = way.kind if way is not None else None
    item_id = f"lapsed:client:{row.id}:{row.last_visit.isoformat()}"
    done = button(_("Done"), small=True)
    done.clicked.connect(lambda _on=False: ask_outcome(context, item_id, row.name, row.id, done, kind))
    layout.addWidget(done)
    later = button(_("Later"), small=True, icon_name="chevron-down")
    later.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
    later.clicked.connect(lambda _on=False: _ask_when(context, item_id, row.name, later))
    layout.addWidget(later)
    layout.addStretch(1)
    frame.body.addWidget(WordsAndActs(rich(_sentence(card, today)), acts))
    return frame


def _ask_when(context: AppContext, item_id: str, name: str, under: QWidget) -> None:
    """The menu of Later, made as it is opened, so that the times are right."""
    window = under.window()
    menu = OwnKeysMenu(window)
    menu.setAccessibleName(_("Remind me later"))

    def later(until: datetime) -> None:
        postpone(context, item_id, name, until)

    fill_later(menu, context.local_now(), context.settings.opening_time, later, window)
    menu.show_below(under)


class WordsAndActs(QWidget):
    """A sentence with buttons beside it; where there is no room beside it they stand below."""

    def __init__(self, words: QWidget, acts: QWidget) -> None:
        super().__init__()
        self._words, self._acts = words, acts
        acts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(14, 11, GAP_WIDE, 11)
        self._layout.setSpacing(GAP_WIDE)
        self._layout.addWidget(words, 1)
        self._layout.addWidget(acts)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the buttons."""
        return QSize(self._acts.sizeHint().width() + 26, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or below, as the width allows."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._acts.sizeHint().width() + scaled(WORDS_WIDTH)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()


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
