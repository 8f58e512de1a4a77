"""What to say: message templates with a few known names, filled in for one client.

`$имя` or `$name` is the client's first name, `$магазин` or `$shop` the shop; `$товар` or `$product` what the reason is
about, `$день` or `$day` the day on which it ends. A part in [brackets] is left out when a name in it has nothing to put
in. Everything else is taken as it stands; nothing is ever evaluated.
"""

from __future__ import annotations

import re
import string
import tomllib
from functools import cache
from pathlib import Path

from app.models.enums import EntitlementKind
from app.services.reminders.items import (
    BirthdayReason,
    CaseReason,
    EnquiryReason,
    FollowUpReason,
    LapsedReason,
    Reason,
    RenewalReason,
    WishReason,
)
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
}
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class MessageTemplate(string.Template):
    """`$name` with Cyrillic letters too."""

    idpattern = r"[^\W\d]\w*"
    flags = re.IGNORECASE


def suggest(reason: Reason, name: str, settings: ShopSettings, language: str | None = None) -> str:
    """Words to say to the client called `name`, in the shop's language, else `language`, else the country's."""
    kind, part = _template_of(reason)
    return _filled(kind, part, {"name": name, **_about(reason)}, settings, language)


GENERAL = ("hello", "thanks", "arrival", "score")  # sections of the templates that need no reason


def general(kind: str, name: str, settings: ShopSettings, language: str | None = None) -> str:
    """Words for any day, one of GENERAL; the language as in `suggest`."""
    return _filled(kind, "text", {"name": name}, settings, language)


def _filled(kind: str, part: str, values: dict[str, str], settings: ShopSettings, language: str | None) -> str:
    chosen = settings.language or language or ("ru" if settings.country in RUSSIAN_SPEAKING else "en")
    text = _templates(chosen if chosen in LANGUAGES else "en")[kind][part]
    return fill(text, {**values, "shop": settings.shop_name.strip()})


def fill(text: str, values: dict[str, str]) -> str:
    """Put the values in; an unknown name stays as it is typed."""
    known = {word: values.get(meaning, "") for word, meaning in NAMES.items()}

    def keep(match: re.Match[str]) -> str:
        used = MessageTemplate(match[1]).get_identifiers()
        return match[1] if all(known.get(word.lower(), word) for word in used) else ""

    chosen = MessageTemplate(_OPTIONAL.sub(keep, text))
    return chosen.safe_substitute(
        {word: known[word.lower()] for word in chosen.get_identifiers() if word.lower() in known}
    )


def _template_of(reason: Reason) -> tuple[str, str]:
    match reason:
        case FollowUpReason():
            return "follow_up", "text"
        case LapsedReason():
            return "lapsed", "text"
        case BirthdayReason(days_left=left):
            return "birthday", "before" if left > 0 else "late" if left < 0 else "today"
        case EnquiryReason():
            return "enquiry", "text"
        case CaseReason(kind=kind, is_ready=is_ready):
            return "case", "ready" if is_ready else kind
        case RenewalReason(kind=kind, days_left=left):
            part = "before" if left >= 0 else "after"
            return "renewal", f"warranty_{part}" if kind == EntitlementKind.WARRANTY else part
        case WishReason(why=why):
            return "interest", why


def _about(reason: Reason) -> dict[str, str]:
    """What the reason is about, and the day on which it ends, in digits that both languages read."""
    match reason:
        case EnquiryReason(product=product) | CaseReason(product=product) | WishReason(product=product):
            return {"product": product}
        case RenewalReason(name=name, end_day=end):
            return {"product": name, "day": f"{end:%d.%m.%Y}"}
    return {}


@cache
def _templates(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((TEMPLATES / f"messages.{language}.toml").read_text(encoding="utf-8"))
