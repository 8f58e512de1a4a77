"""What each setting is called, on its line and in the palette."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _

# Called when shown, in the language of that moment.
SETTINGS: dict[str, Callable[[], str]] = {
    "shop_name": lambda: _("Name of the shop"),
    "currency": lambda: _("Currency"),
    "time_zone": lambda: _("Time zone"),
    "country": lambda: _("Country of phones"),
    "language": lambda: _("Language"),
    "theme": lambda: _("Theme"),
    "text_size": lambda: _("Size of the text"),
    "lost_reasons": lambda: _("Why an enquiry is lost"),
    "leaving_reasons": lambda: _("Why a client leaves"),
    "payment_kinds": lambda: _("Kinds of payment"),
    "contacts_per_day": lambda: _("People a day at most"),
    "opening_time": lambda: _("Shop opens at"),
    "working_days": lambda: _("Working days"),
    "digest": lambda: _("In the morning"),
    "group_over": lambda: _("Notifications one by one"),
    "sound": lambda: _("Sound"),
    "quiet_from": lambda: _("Quiet from"),
    "quiet_to": lambda: _("Quiet until"),
    "close_to_tray": lambda: _("Closing"),
}
