"""The person chosen on Today: who it is, the message ready to be changed, and the button that sends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, money
from app.models.enums import ReminderKind
from app.services.reminders.items import FollowUpReason
from app.ui.context import AppContext
from app.ui.dialogs.tasks.step_boxes import STEP, step_box
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE, SMALL_CONTROL_HEIGHT
from app.ui.today.actions import item_ways, main_way, open_person
from app.ui.today.people import Person
from app.ui.today.person_row import picture_of
from app.ui.today.words import reason_name
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.contacts import Way, contact_buttons, open_way, way_words, ways_to_reach
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, row
from app.ui.widgets.message_box import MessageBox
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import chip, label
from app.wording.counts import visits_count
from app.wording.reminders import reason_sentence

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard
    from app.services.reminders.items import DueItem

AVATAR = 40  # px
CHIPS = 6
STEP_LETTERS = 36  # of a line of a step; the panel is no wider
NAME_LETTERS = 24  # of the reason whose message is shown; the panel is no wider for a longer one


class PersonPanel(Card):
    """`show_person` at once, `show_card` when the rest was read. What was typed into a message is kept per reason."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(spacing=GAP_WIDE)
        self._context = context
        self._person: Person | None = None
        self._item: DueItem | None = None
        self._card: ClientCard | None = None
        self._typed: dict[str, str] = {}
        self._content: QWidget | None = None
        self.message = MessageBox("")

    def show_person(self, person: Person | None) -> None:
        """Show what the list knows; the card follows."""
        same = person is not None and self._person is not None and person.key == self._person.key
        if person == self._person and person is not None:
            return
        items = person.items if person else ()
        stays = next((item for item in items if self._item and item.id == self._item.id), None)
        self._person = person
        self._item = stays or next((item for item in items if item.suggested_text), items[0] if items else None)
        if not same:
            self._card = None
        self._build()

    def show_card(self, card: ClientCard) -> None:
        """Fill in what only the card knows."""
        if self._person is not None and card.row.id == self._person.client_id and card != self._card:
            self._card = card
            self._build()

    def text_for(self, item: DueItem) -> str:
        """The message for a reason: as typed, else as suggested."""
        return self._typed.get(item.id, item.suggested_text)

    def _build(self) -> None:
        person, item = self._person, self._item
        had_focus = self.message.hasFocus()
        place = self.message.textCursor().position()
        ticked = ""
        if self._content is not None:
            focused = self._content.focusWidget()
            ticked = focused.objectName() if focused is not None and focused.hasFocus() else ""
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None
            self.message = MessageBox("")  # the one shown goes with what was around it
        self.setVisible(person is not None)
        if person is None or item is None:
            return
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        layout.addLayout(self._head(person))
        chips = self._chips()
        if chips is not None:
            layout.addWidget(chips)
        if person.client_id is None:
            layout.addWidget(label(reason_sentence(item.reason), wrap=True))
        self._add_steps(layout, person)
        if item.suggested_text:
            self._add_message(layout, person, item)
        self.body.addWidget(self._content)
        again = self._content.findChild(QCheckBox, ticked) if ticked.startswith(STEP) else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        if had_focus and item.suggested_text:
            self.message.setFocus(Qt.FocusReason.OtherFocusReason)
            cursor = self.message.textCursor()
            cursor.setPosition(min(place, len(self.message.toPlainText())))
            self.message.setTextCursor(cursor)

    def _head(self, person: Person) -> QHBoxLayout:
        name = label(phone_text(person.name) or _("A task of the shop"), "heading", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        known = self._known(person)
        if known:
            words.addWidget(label(known, "", "second", wrap=True))
        layout = QHBoxLayout()
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(picture_of(person, AVATAR), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        is_enquiry = person.kind == ReminderKind.ENQUIRY
        if person.client_id is not None or is_enquiry:
            tip = _("Open the card (Enter)") if person.client_id is not None else _("Open the enquiry (Enter)")
            opens = button(_("Open ↵"), lambda: open_person(self._context, person, self), small=True, tip=tip)
            layout.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
        return layout

    def _known(self, person: Person) -> str:
        client = self._card.row if self._card else person.client
        if client is None:
            return ""
        known = [phone_text(client.phones[0])] if client.phones else []
        if client.visits:
            total = money(client.total, self._context.settings.currency, cents=False)
            known.append(f"{visits_count(client.visits)} · {total}")
        return "\n".join(known)

    def _chips(self) -> QWidget | None:
        card = self._card
        if card is None:
            return None
        chips = [chip(tag) for tag in card.tags]
        chips += [chip(one.text, "plum") for one in card.preferences]
        chips += [chip(_("agreed to advertising"), "accent")] if _agreed(card) else []
        return Flow(chips[:CHIPS]) if chips else None

    def _add_steps(self, layout: QVBoxLayout, person: Person) -> None:
        """The checklists of what was promised, each with its name where there is more than one reason."""
        for item in person.items:
            if not isinstance(item.reason, FollowUpReason) or not item.reason.steps or item.task_id is None:
                continue
            steps = QVBoxLayout()
            steps.setSpacing(GAP_SMALL)
            if len(person.items) > 1:
                steps.addWidget(label(item.reason.title, "strong", wrap=True))
            for place, step in enumerate(item.reason.steps):
                steps.addWidget(step_box(self._context, item.task_id, place, step, STEP_LETTERS))
            layout.addLayout(steps)

    def _add_message(self, layout: QVBoxLayout, person: Person, item: DueItem) -> None:
        title = label(_("Message"), "strong")
        others: list[tuple[str, Callable[[], object]]] = [
            (reason_name(one), partial(self._choose, one)) for one in person.items
        ]
        head = row(title, None)
        if len(others) > 1:
            name = reason_name(item)
            short = name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1].rstrip() + "…"
            chooser = menu_button(short, others)
            chooser.setToolTip(name)
            head.addWidget(chooser)
        self.message = MessageBox(self.text_for(item))
        message = self.message
        message.textChanged.connect(lambda: self._typed.update({item.id: message.toPlainText()}))
        layout.addLayout(head)
        layout.addWidget(message)
        layout.addLayout(self._send(item))
        more = self._other_ways(item)
        if more:
            word = label(_("or"), "", "third")
            word.setFixedHeight(tall(SMALL_CONTROL_HEIGHT))
            layout.addWidget(Flow([word, *contact_buttons(more, self._reach)]))

    def _send(self, item: DueItem) -> QHBoxLayout:
        way = self._way(item)
        layout = QHBoxLayout()
        layout.setSpacing(GAP)
        if way is None:
            layout.addWidget(label(_("No phone and no e-mail: nothing to write to yet."), "", "third", wrap=True), 1)
        else:
            chosen = way
            layout.addWidget(button(way_words(way.kind), lambda: self._reach(chosen), kind="primary"), 1)
        layout.addWidget(button(_("Copy"), self._copy, icon_name="copy", tip=_("Copy the message")))
        return layout

    def _way(self, item: DueItem) -> Way | None:
        """The way of the big button: the item's own, else the first of the card."""
        way = main_way(item)
        if way is None and self._card is not None:
            way = next(iter(ways_to_reach(self._card.contacts)), None)
        return way

    def _other_ways(self, item: DueItem) -> list[Way]:
        main = self._way(item)
        ways = ways_to_reach(self._card.contacts) if self._card else item_ways(item)
        return [way for way in ways if main is None or way.kind != main.kind]

    def _choose(self, item: DueItem) -> None:
        self._item = item
        self._build()

    def _reach(self, way: Way) -> None:
        open_way(self._context.events, way, self.message.toPlainText())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.toPlainText())
        self._context.events.toast.emit(_("The message is copied."), None)


def _agreed(card: ClientCard) -> bool:
    said = [consent.given for consent in card.consents if consent.purpose == "advertising"]
    return bool(said) and all(said)
