"""What each setting is called, on its line and in the palette, and what else it is found by."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.i18n import _


def _none() -> str:
    return ""


class Setting(NamedTuple):
    """`title` and `words`, others that find it, are called when shown, in the language of that moment."""

    title: Callable[[], str]
    words: Callable[[], str] = _none


SETTINGS = {
    "shop_name": Setting(lambda: _("Name of the shop"), lambda: _("company")),
    "currency": Setting(lambda: _("Currency"), lambda: _("money")),
    "time_zone": Setting(lambda: _("Time zone")),
    "country": Setting(lambda: _("Country of phones"), lambda: _("code number")),
    "language": Setting(lambda: _("Language"), lambda: _("Russian English")),
    "theme": Setting(lambda: _("Theme"), lambda: _("dark light high contrast colours")),
    "text_size": Setting(lambda: _("Size of the text"), lambda: _("font larger scale zoom")),
    "lost_reasons": Setting(lambda: _("Why an enquiry is lost")),
    "leaving_reasons": Setting(lambda: _("Why a client leaves")),
    "payment_kinds": Setting(lambda: _("Kinds of payment"), lambda: _("cash card")),
    "contacts_per_day": Setting(lambda: _("People a day at most"), lambda: _("limit reminders")),
    "opening_time": Setting(lambda: _("Shop opens at"), lambda: _("hours morning")),
    "working_days": Setting(lambda: _("Working days"), lambda: _("days off weekend")),
    "digest": Setting(lambda: _("In the morning"), lambda: _("one notification with all of the day")),
    "group_over": Setting(lambda: _("Notifications one by one"), lambda: _("group of notifications")),
    "sound": Setting(lambda: _("Sound"), lambda: _("notifications quiet")),
    "quiet_from": Setting(lambda: _("Quiet from"), lambda: _("quiet hours night notifications")),
    "quiet_to": Setting(lambda: _("Quiet until"), lambda: _("quiet hours night notifications")),
    "close_to_tray": Setting(lambda: _("Closing"), lambda: _("tray minimise window")),
}
