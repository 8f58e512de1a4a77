"""What can be chosen in Settings: languages, themes, countries, time zones, in the language shown."""

from __future__ import annotations

from zoneinfo import available_timezones

from app.i18n import _, language

# Offered first, because most shops that use the program are here; every other one follows.
NEAR_ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "Europe/Minsk",
    "Asia/Almaty",
)
Choices = list[tuple[str, str]]  # value, text


def languages() -> Choices:
    """Languages in their own names."""
    return [("", _("As the system")), ("ru", "Русский"), ("en", "English")]


def themes() -> Choices:
    """Light, dark, either with high contrast, or whatever the system shows."""
    return [
        ("system", _("As the system")),
        ("light", _("Light")),
        ("dark", _("Dark")),
        ("contrast_light", _("Light, high contrast")),
        ("contrast_dark", _("Dark, high contrast")),
    ]


def text_sizes() -> Choices:
    """How large the text can be."""
    return [("100", _("Usual size")), ("125", _("Larger (125 %)")), ("150", _("Large (150 %)"))]


def countries() -> Choices:
    """Countries whose phones can be typed without a country code, by name."""
    from babel import Locale
    from phonenumbers import SUPPORTED_REGIONS

    names = Locale(language()).territories
    return sorted(((code, names.get(code, code)) for code in SUPPORTED_REGIONS), key=lambda pair: pair[1])


def time_zones() -> Choices:
    """All time zones, the near ones first, with the city in the language shown."""
    from babel.dates import get_timezone_location

    near = [
        (zone, f"{get_timezone_location(zone, locale=language(), return_city=True)} ({zone})") for zone in NEAR_ZONES
    ]
    others = sorted(zone for zone in available_timezones() if "/" in zone and zone not in NEAR_ZONES)
    return near + [(zone, zone) for zone in others if not zone.startswith(("Etc/", "posix/", "right/", "SystemV/"))]
