"""Currencies a shop can count in, by name."""

from __future__ import annotations

from app.i18n import language

CURRENCIES = ("RUB", "BYN", "KZT", "UZS", "KGS", "AMD", "GEL", "EUR", "USD", "GBP", "TRY", "CNY", "PLN", "RSD", "ILS")


def currencies(current: str) -> list[tuple[str, str]]:
    """Codes with their names in the language shown; the current one is always among them."""
    codes = CURRENCIES if current in CURRENCIES else (current, *CURRENCIES)
    return [(code, f"{currency_name(code)} ({code})") for code in codes]


def currency_name(code: str) -> str:
    """ "US Dollar", "российский рубль"."""
    from babel.numbers import get_currency_name

    return get_currency_name(code, locale=language())
