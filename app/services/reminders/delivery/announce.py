"""From the sweep to the screen and back: claim, notify, and do what the clicked button says.

Claimed first, notified second, noted third: what was claimed and never noted as shown is announced once more, marked
as possibly repeated, and Today lists it all the time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Protocol

from app.models.database import Database
from app.models.enums import ReminderState
from app.services.errors import NotFound, StorageError
from app.services.reminders.delivery.digest import Announcement, make_digest
from app.services.reminders.delivery.hours import Round
from app.services.reminders.delivery.loop_thread import NoAnswer
from app.services.reminders.delivery.on_screen import read_screen, write_screen
from app.services.reminders.delivery.untold import UNSURE, claim_untold
from app.services.reminders.items import DueItem, read_key
from app.services.reminders.ledger.acts import mark_done, snooze
from app.services.reminders.ledger.claims import ANNOUNCED, REPEATED, find_row, log_delivery
from app.services.reminders.ledger.lull import Lull
from app.services.reminders.ledger.sweep import sweep
from app.services.settings import get_settings

log = logging.getLogger(__name__)

LATER = timedelta(hours=1)
OPEN, DONE, SNOOZE, BODY = "open", "done", "later", "default"
NO_CHANNEL = "none"
AT_ANY_HOUR = Round()

# Shows title and body of what is about these items.
Elsewhere = Callable[[str, str, Sequence[DueItem]], None]
# Title and body of one notification.
Words = Callable[[Announcement], tuple[str, str]]


class Desktop(Protocol):
    """What is needed of desktop.py on Linux, and of native.py elsewhere. `notify` raises NoAnswer where nobody knows
    whether it was shown."""

    def channel(self) -> str: ...

    def notify(
        self, title: str, body: str, actions: Sequence[tuple[str, str]] = (), sound: bool = True
    ) -> int | None: ...

    def close(self, notification_id: int) -> None: ...

    def service(self) -> str: ...

    def take_away(self, numbers: Collection[int], service: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Announced:
    """What one sweep did: the items claimed, how many notifications were shown, whether they were summed up, where."""

    claimed: tuple[DueItem, ...] = ()
    notified: int = 0
    grouped: bool = False
    channel: str = NO_CHANNEL


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A notification, the channel that took it, and a code that tells more, for the delivery log."""

    announcement: Announcement
    channel: str
    note: str
    at: datetime


class Announcer:
    """Remembers which notification stands for which items, so that its buttons know what to act on.

    `words` and `labels` (texts of the buttons "open", "done", "later") are asked at the moment of showing, in the
    language of that moment; without `labels` there are no buttons. `elsewhere(title, body, items)` shows what the
    desktop cannot: the tray. `on_open` gets a client's id, or None for the whole list. All methods but `click` are
    called from one thread.
    """

    def __init__(
        self,
        db: Database,
        desktop: Desktop,
        words: Words,
        labels: Callable[[], dict[str, str]] | None = None,
        elsewhere: Elsewhere | None = None,
        on_open: Callable[[int | None], None] | None = None,
        language: Callable[[], str] | None = None,
    ) -> None:
        self._db, self._desktop, self._words, self._labels = db, desktop, words, labels
        self._elsewhere, self._on_open, self._language = elsewhere, on_open, language
        self._lull = Lull(db)
        self._shown: dict[int, Announcement] = {}
        self._written: frozenset[int] | None = None  # of `_shown`; None until it was looked up
        self._unlogged: list[_Delivery] = []
        self._clicks: SimpleQueue[tuple[int, str]] = SimpleQueue()

    def announce(self, now: datetime, live: bool = False, what: Round = AT_ANY_HOUR) -> Announced:
        """One sweep and its notifications. Where nothing can be shown, nothing is claimed."""
        channel = self._desktop.channel()
        if channel == NO_CHANNEL and self._elsewhere is None:
            return Announced()
        channel = "tray" if channel == NO_CHANNEL else channel
        self.note_shown()  # first of all, or what is shown already would be shown again
        settings, language = get_settings(self._db), None if self._language is None else self._language()
        claimed = sweep(self._db, now, live, language, what.timed_only, self._lull if live else None)
        unseen, doubtful = claim_untold(self._db, now, live, language, what.timed_only)
        digest = make_digest(claimed, settings.group_over, what.manner, what.absent_days)
        digest += make_digest(unseen, settings.group_over)
        digest += make_digest(doubtful, settings.group_over, is_repeated=True)
        delivered = []
        for one in digest:
            delivered.append(_Delivery(one, *self._show(one, channel, settings.sound), now))
            self._unlogged.append(delivered[-1])
            if len(self._unlogged) == 1:  # else the database is busy, and would be waited for each time
                self.note_shown()  # at once: after a power cut no more than one may have been seen already
        self._write_down()
        notified = sum(one.channel != NO_CHANNEL for one in delivered)
        return Announced((*claimed, *unseen, *doubtful), notified, any(one.is_summary for one in digest), channel)

    def show_elsewhere(self, way: Elsewhere | None) -> None:
        """The tray came or went away. May be called from any thread."""
        self._elsewhere = way

    def clear_screen(self) -> None:
        """At the start: take away what a killed program left on the screen. Its buttons are dead; Today lists it."""
        if self._written is None:
            service, numbers = read_screen(self._db)
            if numbers:
                self._desktop.take_away(numbers - self._shown.keys(), service)
            self._written = numbers
            self._write_down()

    def look_again(self) -> None:
        """The time zone has changed: what was found not to be due may be."""
        self._lull.end()

    def click(self, notification_id: int, key: str) -> None:
        """A button was pressed; it is acted on by `handle_clicks`. May be called from any thread."""
        self._clicks.put((notification_id, key))

    def handle_clicks(self, now: datetime) -> None:
        """Act on the buttons pressed so far. A click that finds the database busy waits for the next time."""
        waiting = []
        while True:
            try:
                click = self._clicks.get_nowait()
            except Empty:
                break
            try:
                self._act(*click, now)
            except StorageError:
                log.warning("a click waits: the database is busy", exc_info=True)
                waiting.append(click)
        for click in waiting:
            self._clicks.put(click)
        self._write_down()

    def close_handled(self) -> None:
        """Take notifications away whose items were acted on in the window, or by nobody in time."""
        for number, one in list(self._shown.items()):
            if not self._any_open(one.items):
                self._take_away(number)
        self._write_down()

    def withdraw(self) -> None:
        """The program ends: take away what is shown, for nobody would act on its buttons. Today lists it. A service
        that hangs is not waited for again and again: what it shows stays written down, for the next start."""
        self.note_shown()
        if self._shown and self._desktop.channel() == NO_CHANNEL:
            return
        for number in self._shown:
            self._desktop.close(number)
        self._shown.clear()
        self._write_down()

    def _show(self, announcement: Announcement, channel: str, sound: bool) -> tuple[str, str]:
        """Show one notification; returns the channel that took it, or "none", and a note for the log."""
        title, body = self._words(announcement)
        number, note = None, ""
        if channel != "tray":
            try:
                number = self._desktop.notify(title, body, self._buttons(announcement), sound)
            except NoAnswer:
                note = UNSURE
        if number is not None:
            self._put_on_screen(number, announcement)
            return channel, note
        elsewhere = self._elsewhere
        if elsewhere is None:
            return NO_CHANNEL, note
        elsewhere(title, body, announcement.items)
        return "tray", ""

    def _put_on_screen(self, number: int, new: Announcement) -> None:
        """What said the same before ("birthday in 7 days") goes away; a service may also give a number anew."""
        ids = {item.id for item in new.items}
        for older, one in list(self._shown.items()):
            if older != number and ids.issuperset(item.id for item in one.items):
                self._take_away(older)
        self._shown[number] = new

    def _take_away(self, number: int) -> None:
        del self._shown[number]
        self._desktop.close(number)

    def _write_down(self) -> None:
        """Note what is on the screen, where there are buttons. While the database is busy it is left for later."""
        if self._labels is None or self._shown.keys() == (self._written or frozenset()):
            return
        try:
            write_screen(self._db, self._desktop.service() if self._shown else "", self._shown.keys())
        except StorageError:
            log.warning("what is on the screen is not written down yet", exc_info=True)
        else:
            self._written = frozenset(self._shown)

    def note_shown(self) -> None:
        """Note in the delivery log what was shown. While the database is busy it is kept in mind."""
        while self._unlogged:
            one = self._unlogged[0]
            event = REPEATED if one.announcement.is_repeated else ANNOUNCED
            ids = [item.id for item in one.announcement.items]
            try:
                log_delivery(self._db, ids, one.channel, one.at, event, one.note)
            except StorageError:
                log.warning("shown, but not yet noted in the delivery log", exc_info=True)
                return
            self._unlogged.pop(0)

    def _buttons(self, announcement: Announcement) -> list[tuple[str, str]]:
        if self._labels is None:
            return []
        labels = self._labels()
        keys = (OPEN,) if announcement.is_summary else (OPEN, DONE, SNOOZE)
        return [(BODY, labels[OPEN]), *((key, labels[key]) for key in keys)]

    def _act(self, number: int, key: str, now: datetime) -> None:
        clicked = self._shown.get(number)
        if clicked is None:
            return  # another program's notification
        if key in (OPEN, BODY):
            if self._on_open is not None:
                self._on_open(None if clicked.is_summary else clicked.items[0].client_id)
        else:
            for item in clicked.items:
                self._settle(item.id, key, now)
        self._take_away(number)  # not every service does by itself

    def _settle(self, item_id: str, key: str, now: datetime) -> None:
        try:
            if key == DONE:
                mark_done(self._db, item_id, now)
            elif key == SNOOZE:
                snooze(self._db, item_id, now + LATER, now)
        except NotFound:
            log.info("clicked too late: the reminder is gone")

    def _any_open(self, items: Sequence[DueItem]) -> bool:
        with self._db.read() as session:
            rows = (find_row(session, read_key(item.id)) for item in items)  # read up to the first open one
            return any(row is not None and row.state == ReminderState.SHOWN for row in rows)
