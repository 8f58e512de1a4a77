"""What to say: message templates with a few known names, filled in for one client.

`$имя` or `$name` is the client's first name, `$магазин` or `$shop` the shop; `$товар` or `$product` what the reason is
about, `$день` or `$day` the day on which it ends or is kept; `$предпочтение` or `$preference` what the client likes;
`$код` or `$code` the promo code of the rule. A part in [brackets] is left out when a name in it has nothing to put in.
Everything else is taken as it stands; nothing is ever evaluated. The owner's own words of a rule come before the usual
ones of resources/templates.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from app.models.enums import EntitlementKind, ReminderKind
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    CaseReason,
    DateReason,
    EnquiryReason,
    FeedbackReason,
    FollowUpReason,
    LapsedReason,
    Reason,
    RenewalReason,
    ReplenishmentReason,
    ServiceReason,
    WishReason,
)
from app.services.reminders.rules.data import Rule
from app.services.settings import ShopSettings

TEMPLATES = Path(__file__).resolve().parents[3] / "resources" / "templates"
LANGUAGES = ("ru", "en")
RUSSIAN_SPEAKING = frozenset({"RU", "BY", "KZ", "KG"})

# What a name in a template stands for.
NAMES = {
    "имя": "name",
    "name": "name",
    "магазин": "shop",
    "shop": "shop",
    "товар": "product",
    "product": "product",
    "день": "day",
    "day": "day",
    "предпочтение": "preference",
    "preference": "preference",
    "код": "code",
    "code": "code",
}
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Person:
    """What a message may say of the client: the first name, and what is liked."""

    name: str
    preference: str = ""


# What a client must not have, by how the topic or the text begins.
_NOT_LIKED = (
    *("аллерг", "непереносим", "нельзя", "не ", "против"),
    *("allerg", "intoleran", "avoid", "no ", "not ", "dislik"),
)


def first_liked(preferences: Iterable[tuple[str, str]]) -> str:
    """What a message may name of the client's preferences, as (topic, text): the first that says what is liked."""
    return next((said[1] for said in preferences if not any(map(_is_refused, said))), "")


def _is_refused(said: str) -> bool:
    return said.casefold().startswith(_NOT_LIKED)


class MessageTemplate(string.Template):
    """`$name` with Cyrillic letters too."""

    idpattern = r"[^\W\d]\w*"
    flags = re.IGNORECASE


def suggest(
    reason: Reason, person: Person, rule: Rule | None, settings: ShopSettings, language: str | None = None
) -> str:
    """Words to say to the client, in the shop's language, else `language`, else the country's; the own ones of the
    rule where it has them."""
    kind, part = template_of(reason)
    own = "" if rule is None else rule.texts.get(part, "").strip()
    values = {"preference": person.preference, "code": "" if rule is None else rule.code, **_about(reason)}
    template = own or template_text(kind, part, language_of(settings, language))
    return fill(template, {"name": person.name, "shop": settings.shop_name.strip(), **values})


GENERAL = ("hello", "thanks", "arrival", "score")  # sections of the templates that need no reason


def general(kind: str, name: str, settings: ShopSettings) -> str:
    """Words for any day, one of GENERAL, in the shop's language, else the country's."""
    template = template_text(kind, "text", language_of(settings))
    return fill(template, {"name": name, "shop": settings.shop_name.strip()})


def language_of(settings: ShopSettings, language: str | None = None) -> str:
    """The language of messages: "ru" or "en"."""
    chosen = settings.language or language or ("ru" if settings.country in RUSSIAN_SPEAKING else "en")
    return chosen if chosen in LANGUAGES else "en"


def template_parts(kind: ReminderKind) -> tuple[str, ...]:
    """The parts of a kind's templates: one for each way in which its reason can stand."""
    return tuple(_templates("en")[kind])


def template_text(kind: str, part: str, language: str) -> str:
    """The usual words of that part."""
    return _templates(language)[kind][part]


def fill(text: str, values: dict[str, str]) -> str:
    """Put the values in; an unknown name stays as it is typed."""
    known = {word: values.get(meaning, "") for word, meaning in NAMES.items()}
    chosen, used = _chosen(text, frozenset(word for word, value in known.items() if value))
    return chosen.safe_substitute({word: known[word.lower()] for word in used})


@lru_cache(maxsize=256)
def _chosen(text: str, told: frozenset[str]) -> tuple[MessageTemplate, tuple[str, ...]]:
    """What is left of a template where only these names have something to put in, and the names in it."""

    def keep(match: re.Match[str]) -> str:
        used = (word.lower() for word in MessageTemplate(match[1]).get_identifiers())
        return match[1] if all(word in told or word not in NAMES for word in used) else ""

    chosen = MessageTemplate(_OPTIONAL.sub(keep, text))
    return chosen, tuple(word for word in chosen.get_identifiers() if word.lower() in NAMES)


def template_of(reason: Reason) -> tuple[ReminderKind, str]:
    """Kind and part of the template that fits a reason."""
    match reason:
        case BirthdayReason(days_left=left):
            return ReminderKind.BIRTHDAY, _part_by_day(left)
        case DateReason(days_left=left):
            return ReminderKind.DATE, _part_by_day(left)
        case CaseReason(kind=kind, is_ready=is_ready):
            return ReminderKind.CASE, "ready" if is_ready else kind
        case RenewalReason(kind=kind, days_left=left):
            part = "before" if left >= 0 else "after"
            return ReminderKind.RENEWAL, f"warranty_{part}" if kind == EntitlementKind.WARRANTY else part
        case WishReason(why=why):
            return ReminderKind.INTEREST, why
        case ReplenishmentReason(product_id=product_id, offer_id=offer_id):
            return ReminderKind.REPLENISHMENT, "same" if product_id == offer_id else "other"
        case FeedbackReason(is_first=is_first):
            return ReminderKind.FEEDBACK, "first" if is_first else "text"
    return _PLAIN[type(reason)], "text"


_PLAIN: dict[type[Reason], ReminderKind] = {
    FollowUpReason: ReminderKind.FOLLOW_UP,
    EnquiryReason: ReminderKind.ENQUIRY,
    LapsedReason: ReminderKind.LAPSED,
    ServiceReason: ReminderKind.SERVICE,
    CadenceReason: ReminderKind.CADENCE,
}


def _part_by_day(days_left: int) -> str:
    return "before" if days_left > 0 else "late" if days_left < 0 else "today"


def _about(reason: Reason) -> dict[str, str]:
    """What the reason is about, and the day on which it ends or is kept, in digits that both languages read."""
    match reason:
        case EnquiryReason(product=product) | CaseReason(product=product) | WishReason(product=product):
            return {"product": product}
        case FeedbackReason(product=product):
            return {"product": product}
        case ReplenishmentReason(offer=offer):
            return {"product": offer}
        case ServiceReason(product=product, offer=offer):
            return {"product": offer or product}
        case RenewalReason(name=name, end_day=day) | DateReason(name=name, day=day):
            return {"product": name, "day": f"{day:%d.%m.%Y}"}
        case BirthdayReason(day=day):
            return {"day": f"{day:%d.%m.%Y}"}
    return {}


@cache
def _templates(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((TEMPLATES / f"messages.{language}.toml").read_text(encoding="utf-8"))
