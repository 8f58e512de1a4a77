"""The card of how reminders are told: when, how many at once, with sound or without; the rules have their own page."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _, weekday_short
from app.ui.context import AppContext
from app.ui.settings.editors import NumberSetting, TickSetting, TimeSetting
from app.ui.settings.setting_card import SettingCard, left
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.many_choices import ManyChoices
from app.ui.widgets.texts import label

MOST_PEOPLE = 50  # of whom each has a notification
MOST_CONTACTS = 500  # a day


def fill_reminders(card: SettingCard, context: AppContext) -> QPushButton:
    """Put the settings of reminders into the card; returns the button that leads to the rules."""
    rules = button(_("Rules of reminders…"), lambda: context.events.show_page.emit("rules"), icon_name="bell")
    card.line(
        _("What is reminded of"), left(rules), _("Birthdays, silent clients, what is used up; each in your words.")
    )
    number = NumberSetting(0, MOST_CONTACTS, card.saver("contacts_per_day"))
    note = _("What was promised always comes; the rest waits for another day, the best first. 0 is no limit.")
    card.add("contacts_per_day", number, note)
    card.add("opening_time", TimeSetting(card.saver("opening_time")))
    days = ManyChoices([(day, weekday_short(day)) for day in range(7)], card.saver("working_days"))
    note = _("On other days only what was promised for an hour is told.")
    card.add("working_days", days, note)
    card.line(_("Quiet hours"), _quiet_hours(card), _("No notifications are shown between these times."))
    digest = TickSetting(_("One notification at the opening with all of the day"), card.saver("digest"))
    card.add("digest", digest)
    people = NumberSetting(1, MOST_PEOPLE, card.saver("group_over"))
    note = _("More people than this at once are one notification.")
    card.add("group_over", people, note)
    card.add("sound", TickSetting(_("With a sound"), card.saver("sound")))
    return rules


def _quiet_hours(card: SettingCard) -> QWidget:
    quiet_from = TimeSetting(card.saver("quiet_from"))
    quiet_to = TimeSetting(card.saver("quiet_to"))
    card.know("quiet_from", quiet_from)
    card.know("quiet_to", quiet_to)
    between = QWidget()
    between.setLayout(row(quiet_from, label("–", "", "second"), quiet_to, None))
    return between
