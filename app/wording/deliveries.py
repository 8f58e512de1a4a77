"""The delivery log in words: what happened to a reminder, over which channel, and why somebody is not on the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from app.i18n import _, day_text, short_day, time_text
from app.models.enums import Outcome, ReminderKind, ReminderState
from app.services.reminders.delivery import missed, untold, why
from app.services.reminders.delivery.log import Delivery
from app.services.reminders.delivery.why import WhyNot
from app.services.reminders.ledger import claims
from app.wording.outcomes import outcome_name
from app.wording.reminders import kind_name

Words = Callable[[], str]

_EVENTS: Mapping[str, Words] = {
    claims.ANNOUNCED: lambda: _("Shown"),
    claims.NOT_ANNOUNCED: lambda: _("Could not be shown"),
    claims.REPEATED: lambda: _("Perhaps a second time"),
    claims.MISSED: lambda: _("Missed"),
    ReminderState.DONE: lambda: _("Done"),
    ReminderState.SNOOZED: lambda: _("Put off"),
    ReminderState.DISMISSED: lambda: _("Not this time"),
    ReminderState.EXPIRED: lambda: _("No longer needed"),
    ReminderState.HELD_OUT: lambda: _("Left alone, to compare"),
    Outcome.WRONG_NUMBER: partial(outcome_name, Outcome.WRONG_NUMBER),
}
_CHANNELS: Mapping[str, Words] = {
    "dbus": lambda: _("notification"),
    "native": lambda: _("notification"),
    "tray": lambda: _("tray"),
}
# Why something was missed; short, for the column of a table.
_NOTES: Mapping[str, Words] = {
    **{outcome: partial(outcome_name, outcome) for outcome in Outcome},
    missed.OFF: lambda: _("was not running"),
    missed.PAUSED: lambda: _("reminders were paused"),
    missed.DAY_OFF: lambda: _("days off"),
    missed.WAS_MUTED: lambda: _("no offers wanted"),
    missed.OVER_CAP: lambda: _("over the day's limit"),
    missed.TOO_LATE: lambda: _("known too late"),
    missed.NOT_SHOWN: lambda: _("not seen on the screen"),
    untold.UNSURE: lambda: _("the service did not answer"),
}
_STATES: Mapping[ReminderState, Words] = {
    ReminderState.DUE: lambda: _("waits"),
    ReminderState.SHOWN: lambda: _("waits"),
    ReminderState.SNOOZED: lambda: _("put off"),
    ReminderState.DONE: lambda: _("done"),
    ReminderState.DISMISSED: lambda: _("not this time"),
    ReminderState.EXPIRED: lambda: _("no longer needed"),
    ReminderState.HELD_OUT: lambda: _("left alone"),
}
# Why there is nothing of a kind to remind of.
_NOTHING: Mapping[ReminderKind, Words] = {
    ReminderKind.FOLLOW_UP: lambda: _("there is no open task"),
    ReminderKind.ENQUIRY: lambda: _("no enquiry waits for an answer"),
    ReminderKind.CASE: lambda: _("there is no open case with a day"),
    ReminderKind.BIRTHDAY: lambda: _("no birthday is written down"),
    ReminderKind.DATE: lambda: _("no important date is written down"),
    ReminderKind.RENEWAL: lambda: _("nothing is about to end"),
    ReminderKind.INTEREST: lambda: _("nothing that was wanted has come in or got cheaper"),
    ReminderKind.REPLENISHMENT: lambda: _("nothing was bought that runs out"),
    ReminderKind.SERVICE: lambda: _("nothing was bought that wants looking after"),
    ReminderKind.FEEDBACK: lambda: _("there was no purchase to thank for"),
    ReminderKind.CADENCE: lambda: _("nothing is set for how often to be in touch"),
    ReminderKind.LAPSED: lambda: _("no purchases, or silent no longer than usual"),
}
# What else an answer says; {day} and {moment} are put in where there are any.
_WHY: Mapping[str, Words] = {
    why.LISTED: lambda: _("on the list today"),
    why.COMES: lambda: _("comes on {day}"),
    why.FALLS_SILENT: lambda: _("silent longer than usual from {day} on"),
    why.RULE_OFF: lambda: _("the rule is switched off"),
    why.SNOOZED: lambda: _("put off until {moment}"),
    why.DONE: lambda: _("done on {moment}"),
    why.DISMISSED: lambda: _("“not this time” on {moment}"),
    why.LEFT_ALONE: lambda: _("left alone by chance, to see what reminding brings"),
    why.CAPPED: lambda: _("due on {day}, but there are more people than can be contacted in a day"),
    why.MUTED: lambda: _("wants no offers until {day}"),
    why.DO_NOT_DISTURB: lambda: _("is not to be disturbed"),
    why.IN_TRASH: lambda: _("is in the trash"),
    why.MERGED: lambda: _("is merged with another client"),
    why.GIVEN_UP: lambda: _("silent since {day}: too long to be won back by a reminder"),
    why.MISSED: lambda: _("was due on {day} and went by without being shown"),
    why.PAUSED: lambda: _("reminders are paused until {moment}"),
}
WHY_TONES = {why.LISTED: "accent", why.COMES: "info", why.FALLS_SILENT: "info", why.MISSED: "bad", why.NOTHING: "third"}


def event_text(event: str) -> str:
    """What happened to a reminder."""
    words = _EVENTS.get(event)
    return event if words is None else words()


def channel_text(channel: str) -> str:
    """Over which channel it was shown; empty where it was not."""
    words = _CHANNELS.get(channel)
    return "" if words is None else words()


def note_text(note: str) -> str:
    """Why something was missed; empty where nothing is to be said."""
    words = _NOTES.get(note)
    return note if words is None else words()


def outcome_text(state: ReminderState) -> str:
    """What became of a reminder."""
    return _STATES[state]()


def moment_text(at: datetime, today: date, zone: ZoneInfo) -> str:
    """ "22 Nov, 08:40": an aware moment by the shop's clock."""
    local = at.astimezone(zone)
    return f"{short_day(local.date(), today)}, {time_text(local.time())}"


def reason_text(line: Delivery, today: date) -> str:
    """ "Birthday, 22 Nov": what was reminded of."""
    return f"{kind_name(line.kind)}, {short_day(line.due, today)}"


def happened_text(line: Delivery) -> str:
    """What happened, and over which channel or why: "Shown: notification", "Missed: days off"."""
    detail = note_text(line.note) if line.event != claims.ANNOUNCED else channel_text(line.channel)
    return f"{event_text(line.event)}: {detail}" if detail else event_text(line.event)


def why_text(answer: WhyNot, today: date, zone: ZoneInfo) -> str:
    """Why there is no reminder of that kind, or when it comes; moments by the shop's clock."""
    if answer.code == why.NOTHING:
        return _NOTHING[answer.kind]() if answer.kind is not None else _("there is nothing to remind of")
    day = "" if answer.day is None else day_text(answer.day, today)
    moment = "" if answer.moment is None else moment_text(answer.moment, today, zone)
    return _WHY[answer.code]().format(day=day, moment=moment)
