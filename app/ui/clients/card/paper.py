"""The card of a client on paper: who, figures, what is known and liked, what is open, the last purchases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from app.i18n import _, day_text, number_text, short_day
from app.services.clients.data import FeedbackRow, InteractionRow
from app.ui.clients.card.figures import figures_of
from app.ui.clients.card.history.timeline import entry, purchase_mark, timeline
from app.ui.clients.card.left.facts import fact_texts
from app.ui.clients.words import since_text
from app.ui.context import AppContext
from app.ui.widgets.phone import phone_text
from app.wording.aftersale import case_status_name
from app.wording.clients import goods_text
from app.wording.receipts import money_or_dash

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, PurchaseRow

PURCHASES, CONTACTS = 20, 15  # of the newest
DAY_WIDTH = "20%"


def card_html(context: AppContext, card: ClientCard) -> str:
    """The document for printing; what people typed is escaped."""
    today = context.today()
    parts = [
        f"<h1>{escape(phone_text(card.row.name))}</h1>",
        f'<p class="quiet">{escape(since_text(card))}</p>',
        _figures([(title, figure) for title, figure, _meaning in figures_of(context, card)]),
        _pairs(fact_texts(context, card)),
    ]
    likes = ", ".join(one.text for one in card.preferences)
    for title, text in ((_("Tags"), ", ".join(card.tags)), (_("Preferences"), likes), (_("Note"), card.note)):
        if text:
            parts.append(f"<h2>{escape(title)}</h2><p>{escape(text).replace(chr(10), '<br>')}</p>")
    parts.append(_table(_("Repairs and complaints"), _open_cases(context, card)))
    parts.append(_table(_("Subscriptions and warranties"), _held(context, card)))
    tasks = [(day_text(task.due_day, today), task.title) for task in card.tasks if not task.done]
    parts.append(_table(_("Tasks"), tasks))
    shown = card.purchases[:PURCHASES]
    parts.append(
        _table(_purchases_title(len(shown), card.receipts), [_purchase(context, row) for row in shown], right=True)
    )
    parts.append(_table(_("Contacts"), _contacts(context, card)))
    printed = _("Printed on {day}").format(day=day_text(today))
    parts.append(f'<p class="quiet">{escape(printed)}</p>')
    return "".join(parts)


def _figures(figures: Sequence[tuple[str, str]]) -> str:
    heads = "".join(f'<td class="quiet">{escape(title)}</td>' for title, _figure in figures)
    values = "".join(f'<td class="sum">{escape(figure)}</td>' for _title, figure in figures)
    return f'<table width="100%" cellpadding="3"><tr>{heads}</tr><tr>{values}</tr></table>'


def _pairs(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td class="quiet">{escape(name)}&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>' for name, text in facts
    )
    return f'<table cellpadding="2">{rows}</table>' if rows else ""


def _table(title: str, rows: Sequence[Sequence[str]], *, right: bool = False) -> str:
    """Rows that begin with a day under a heading, nothing without rows; with `right` the last column is a sum."""
    if not rows:
        return ""
    made = []
    for row in rows:
        last = len(row) - 1
        cells = (
            f'<td valign="top"{_look(place, is_sum=right and place == last)}>{escape(text)}</td>'
            for place, text in enumerate(row)
        )
        made.append(f"<tr>{''.join(cells)}</tr>")
    return f'<h2>{escape(title)}</h2><table width="100%" cellpadding="3">{"".join(made)}</table>'


def _look(place: int, *, is_sum: bool) -> str:
    """The days of all tables stand in a column of one width."""
    return " align=right class=sum" if is_sum else f' width="{DAY_WIDTH}"' if place == 0 else ""


def _purchases_title(shown: int, all_of_them: int) -> str:
    if shown >= all_of_them:
        return _("Purchases")
    return _("Purchases: the last {n} of {all}").format(n=number_text(shown), all=number_text(all_of_them))


def _purchase(context: AppContext, row: PurchaseRow) -> tuple[str, str, str]:
    total = money_or_dash(row.total, context.settings.currency)
    goods = ", ".join(filter(None, (goods_text(row.lines), purchase_mark(row))))
    return short_day(row.day, context.today()), goods, total


def _open_cases(context: AppContext, card: ClientCard) -> list[tuple[str, str, str]]:
    today = context.today()
    return [(short_day(one.day, today), one.title, case_status_name(one.status)) for one in card.cases if one.is_open]


def _held(context: AppContext, card: ClientCard) -> list[tuple[str, str]]:
    today = context.today()
    holding = (one for one in card.entitlements if one.days_left(today) >= 0)
    return [(_("until {day}").format(day=day_text(one.end_day)), one.name) for one in holding]


def _contacts(context: AppContext, card: ClientCard) -> list[tuple[str, str]]:
    settings, today = context.settings, context.today()
    rows = [row for row in timeline(card, settings.zone) if isinstance(row, InteractionRow | FeedbackRow)]
    told = [entry(row, settings.currency, settings.zone) for row in rows[:CONTACTS]]
    return [(short_day(one.day, today), ": ".join(filter(None, (one.title, one.text)))) for one in told]
