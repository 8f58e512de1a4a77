"""What reminders of each kind were followed by: who came back, what they brought, and who came without one."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.services.report.reminders import ReminderEarned, Verdict
from app.ui.reports.desk import Desk, table_card
from app.ui.reports.table import Fact
from app.ui.reports.told import Told
from app.ui.reports.words import count_text, money_text, share_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count, days_count
from app.wording.rules import rule_kind_title


def reminders_card(desk: Desk, *, whole: bool = False) -> Card:
    """The kinds of reminders that were told in the period, with what came after them; `whole` with what can be said."""
    facts = _facts(desk.currency, whole=whole)
    return table_card(
        _("What worked"),
        facts,
        desk.report.sections.reminders,
        _("No reminder of this period is old enough to tell what came after it."),
        lambda row, anchor, place: _tell(desk, row, anchor, place),
    )


def came_share(row: ReminderEarned) -> float | None:
    """After which share of the reminders the client bought; None before any is over."""
    return row.bought / row.told if row.told else None


def alone_share(row: ReminderEarned) -> float | None:
    """Which share of those left alone bought; None where nobody was."""
    effect = row.effect
    return effect.left_alone_back / effect.left_alone if effect is not None and effect.left_alone else None


def verdict_short(row: ReminderEarned) -> str:
    """What can be said about a kind of reminder, in a word or two."""
    return {
        Verdict.NOBODY_LEFT_ALONE: _("nobody was left alone"),
        Verdict.TOO_EARLY: _("too early to say"),
        Verdict.EARNS: _("it works"),
        Verdict.COSTS: _("more come without it"),
    }[row.verdict]


def verdict_text(row: ReminderEarned, currency: str) -> str:
    """What can be said about a kind of reminder, in a sentence."""
    if row.verdict is Verdict.NOBODY_LEFT_ALONE or row.effect is None:
        return _(
            "Nobody was left alone, so it is not known who would have come without a reminder. "
            "A share to leave alone can be set in the rules."
        )
    if row.verdict is Verdict.TOO_EARLY:
        return _("Too early to say: the difference may be chance.")
    brings = row.verdict is Verdict.EARNS
    words = (
        _("It works: {difference} more come than without a reminder.")
        if brings
        else _("Those left alone come more often: {difference}.")
    )
    said = words.format(difference=_points(row.effect.difference or 0.0))
    if row.earned is None:
        return said
    return f"{said} " + _("A reminder brings {sum} on average ({low} to {high}).").format(
        sum=money_text(row.earned, currency),
        low=money_text(row.earned_low, currency),
        high=money_text(row.earned_high, currency),
    )


def _points(difference: float) -> str:
    return _("{n} of a hundred").format(n=number_text(abs(difference) * 100, 1))


def came_text(row: ReminderEarned) -> str:
    """How many bought after it, and which share that is."""
    return f"{count_text(row.bought)} · {share_text(came_share(row), 0)}"


def _facts(currency: str, *, whole: bool) -> list[Fact[ReminderEarned]]:
    facts: list[Fact[ReminderEarned]] = [
        Fact(
            _("What worked"),
            lambda row: rule_kind_title(row.kind),
            lambda row: rule_kind_title(row.kind),
            width=160,
            right=False,
            stretch=True,
            first_up=True,
        ),
        Fact(_("Reminded"), lambda row: count_text(row.told), lambda row: row.told, 84),
        Fact(_("Came back"), came_text, came_share, 84),
        Fact(_("Revenue"), lambda row: money_text(row.money, currency), lambda row: row.money, 100),
        Fact(_("Left alone"), lambda row: share_text(alone_share(row), 0), alone_share, 90),
    ]
    if whole:
        facts.append(Fact(_("What can be said"), verdict_short, width=190, right=False))
    return facts


def _tell(desk: Desk, row: ReminderEarned, anchor: QWidget, place: QRect) -> None:
    days = days_count(row.days)
    reminded = ngettext("Reminded: {n} time.", "Reminded: {n} times.", row.told).format(n=number_text(row.told))
    came = _("Bought within {days}: {n}, which is {share}.").format(
        days=days, n=count_text(row.bought), share=share_text(came_share(row))
    )
    lines = [f"{reminded} {came}", _("They brought {sum}.").format(sum=money_text(row.money, desk.currency))]
    if row.waiting:
        waiting = ngettext("{n} more is not {days} old yet.", "{n} more are not {days} old yet.", row.waiting)
        lines.append(waiting.format(n=number_text(row.waiting), days=days))
    effect = row.effect
    if effect is not None and effect.left_alone:
        alone = _("Left alone: {clients}, of these {n} bought, which is {share}.")
        back = count_text(effect.left_alone_back)
        lines.append(alone.format(clients=clients_count(effect.left_alone), n=back, share=share_text(alone_share(row))))
    lines.append(verdict_text(row, desk.currency))
    sentence = _("How many bought after a reminder, whatever else they would have done.")
    desk.tell(Told(rule_kind_title(row.kind), sentence, tuple(lines)), anchor, place)
