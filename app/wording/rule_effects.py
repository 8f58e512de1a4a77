"""What rules of reminders do, in words: how many people they give today, how many came, what reminding brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.i18n import _, ngettext, number_text
from app.wording.counts import days_count

if TYPE_CHECKING:
    from app.services.reminders.left_alone import Answer, Effect
    from app.services.reminders.occasions.hits import HitRate


def effect_words(people: int, before: int | None) -> str:
    """ "Today this gives 14 people (12 now)"; without `before` the rule is as it was saved."""
    said = ngettext("Today this gives {n} person", "Today this gives {n} people", people).format(n=number_text(people))
    if before is None:
        return said
    return said + " " + _("({n} now)").format(n=number_text(before))


def off_words(people: int) -> str:
    """What a rule that is switched off would give."""
    said = ngettext(
        "It is off. Switched on, it would give {n} person today.",
        "It is off. Switched on, it would give {n} people today.",
        people,
    )
    return said.format(n=number_text(people))


def silent_words(people: int) -> str:
    """How many are silent for so long, of whom a few come each day."""
    return _("silent for so long: {n}").format(n=number_text(people) + ("+" if people >= MOST_SILENT else ""))


MOST_SILENT = 1000  # so many are counted


def effect_names(first: Sequence[str], people: int) -> str:
    """The first names of those people, and that there are others."""
    return ", ".join(first) + (_(" and others") if first and people > len(first) else "")


def today_words(people: int) -> str:
    """ "today 14": beside a rule in the list."""
    return _("today {n}").format(n=number_text(people))


def hit_words(hits: HitRate) -> str:
    """ "Reminded in the last year: 41. Came within 30 days: 22, which is 54 %"."""
    if not hits.told:
        return _("How often it is right is seen {days} after its first reminders.").format(days=days_count(hits.days))
    said = _("Reminded in the last year: {told}. Came within {days}: {came}, which is {percent} %.")
    percent = number_text(round(100 * hits.came / hits.told))
    told, came = number_text(hits.told), number_text(hits.came)
    return said.format(told=told, days=days_count(hits.days), came=came, percent=percent)


def left_alone_offer(answer: Answer) -> str:
    """What leaving some of the silent alone is good for, or why this shop is too small for it."""
    needed = number_text(answer.clients_needed)
    if answer.is_possible:
        said = _(
            "They get no reminder, and 90 days later you see whether those who were reminded came back more often."
            " {needed} silent clients are needed for a sure answer; you have about {yearly} a year."
        )
    else:
        said = _(
            "To tell it for sure, some of the silent would have to be left alone and compared with the others. That"
            " takes {needed} silent clients; you have about {yearly} a year, so everybody is reminded."
        )
    return said.format(needed=needed, yearly=number_text(answer.clients_a_year))


def left_alone_result(effect: Effect) -> str:
    """How many came back in both groups, and how sure the difference is; "" while nobody was left alone long enough."""
    if effect.difference is None or effect.low is None or effect.high is None:
        return ""
    said = _("Came back within 90 days: {back} of {all} reminded, {alone_back} of {alone} left alone.").format(
        back=number_text(effect.reminded_back),
        all=number_text(effect.reminded),
        alone_back=number_text(effect.left_alone_back),
        alone=number_text(effect.left_alone),
    )
    if effect.low > 0:
        sure = _("Reminding brings them back: {n} more of a hundred (from {low} to {high}).")
    elif effect.high < 0:
        sure = _("Those who were reminded came back less often: {n} of a hundred (from {low} to {high}).")
    else:
        sure = _("The difference may still be chance: {n} of a hundred (from {low} to {high}).")
    hundred = {"n": effect.difference, "low": effect.low, "high": effect.high}
    return f"{said} " + sure.format(**{key: number_text(round(100 * share)) for key, share in hundred.items()})
