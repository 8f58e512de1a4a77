"""A phone as people read it."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def phone_text(value: str) -> str:
    """ "+79052211408" -> "+7 905 221-14-08", other countries in their own way; what is no number stays as it is."""
    if value.startswith("+7") and len(value) == 12 and value[1:].isdigit():
        return f"+7 {value[2:5]} {value[5:8]}-{value[8:10]}-{value[10:]}"
    if not value.startswith("+"):
        return value
    import phonenumbers

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
