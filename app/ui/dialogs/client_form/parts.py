"""All parts of the form of a client in their sections: read as one value, filled from one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout

from app.i18n import _
from app.models.enums import ContactKind
from app.services.clients.listing.in_use import values_in_use
from app.services.clients.own import OwnFieldRow
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.client_form.chip_line import ChipLine
from app.ui.dialogs.client_form.consents_box import ConsentsBox
from app.ui.dialogs.client_form.contact_rows import REACHED_BY, ContactRows
from app.ui.dialogs.client_form.dates_box import DatesBox
from app.ui.dialogs.client_form.name_box import NameBox
from app.ui.dialogs.client_form.own_box import OwnBox
from app.ui.dialogs.client_form.preferences_box import SUGGESTED, PreferencesBox
from app.ui.dialogs.client_form.section import Section
from app.ui.dialogs.client_form.typed import Typed, birthday_typed, day_typed, days_typed
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.suggest import SuggestLine
from app.ui.theme.size import scaled
from app.ui.widgets.contacts import way_name
from app.ui.widgets.field import Field

NOTE_HEIGHT, SHORT = 76, 130


class ClientParts:
    """Adds the fields to `form` in their order. A section with something in it is open."""

    def __init__(self, form: FormDialog) -> None:
        self._form, context = form, form.context
        country, db = context.settings.country, context.db
        self.name = NameBox()
        more = _("Add a phone, e-mail or messenger")
        self.contacts = ContactRows(REACHED_BY, country, more, form.watch, form.unwatch)
        self.addresses = ContactRows((ContactKind.ADDRESS,), country, _("Add an address"), form.watch, form.unwatch)
        self.birthday, self.city, self.card = QLineEdit(), QLineEdit(), QLineEdit()
        self.birthday.setPlaceholderText(_("14.03.1985 or 14 March"))
        self.source = SuggestLine[str](context, lambda text: values_in_use(db, "source", text, SUGGESTED), str)
        self.source.setPlaceholderText(_("Recommended, passed by, saw us online…"))
        self.referred_by = ClientLine(context, None)
        self.referred_by.setPlaceholderText(_("Name, phone or card"))
        self.tags = ChipLine(context, lambda text: values_in_use(db, "tags", text, SUGGESTED), hint=_("Type and Enter"))
        self.preferences, self.consents = PreferencesBox(context), ConsentsBox(form.watch)
        self.own = OwnBox(form.watch)
        self.dates = DatesBox(form.watch, form.unwatch)
        self.contact_days, self.muted = QLineEdit(), QLineEdit()
        self.note, self.channel = QPlainTextEdit(), QComboBox()
        self.quiet = QCheckBox(_("Do not disturb: no birthday greetings and no messages"))
        self._prepare_simple()
        self.sections: dict[str, Section] = {}
        self._place()
        self.contacts.follows, self.addresses.follows = self.name.gender, self.city

    def typed(self) -> Typed:
        """What stands in the form now."""
        lines = {"birthday": self.birthday, "city": self.city, "card": self.card, "source": self.source}
        return {
            **self.name.typed(),
            **{name: line.text().strip() for name, line in lines.items()},
            "note": self.note.toPlainText().strip(),
            "contacts": self.contacts.typed(),
            "addresses": self.addresses.typed(),
            "referred_by": self._referrer(),
            "tags": self.tags.texts(),
            "preferences": self.preferences.typed(),
            "consents": self.consents.typed(),
            "own": self.own.typed(),
            "channel": self.channel.currentData(),
            "quiet": self.quiet.isChecked(),
            "dates": self.dates.typed(),
            "contact_days": self.contact_days.text().strip(),
            "muted": self.muted.text().strip(),
        }

    def fill(self, typed: Typed) -> None:
        """Show this in place of what stands there."""
        self.name.fill(typed)
        self.contacts.fill(typed["contacts"])
        self.addresses.fill(typed["addresses"])
        for name, line in (("birthday", self.birthday), ("city", self.city), ("card", self.card)):
            line.setText(typed[name])
        self.source.setText(typed["source"])
        self.referred_by.show_client(*(typed["referred_by"] or (None, "")))
        self.tags.fill(typed["tags"])
        self.preferences.fill(typed["preferences"])
        self.consents.fill(typed["consents"])
        self.own.fill(typed["own"])
        self.note.setPlainText(typed["note"])
        self.channel.setCurrentIndex(max(0, self.channel.findData(typed["channel"])))
        self.quiet.setChecked(typed["quiet"])
        self.dates.fill(typed["dates"])
        self.contact_days.setText(typed["contact_days"])
        self.muted.setText(typed["muted"])
        self._open_filled(typed)

    def make_own(self, fields: tuple[OwnFieldRow, ...]) -> None:
        """The shop's own fields are known."""
        self.own.make(fields)
        self.sections["own"].setVisible(bool(fields))

    def _referrer(self) -> list[object] | None:
        return [self.referred_by.client_id, self.referred_by.text()] if self.referred_by.client_id else None

    def _prepare_simple(self) -> None:
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
        self.note.setTabChangesFocus(True)
        for line, hint in ((self.contact_days, "30"), (self.muted, "14.03.2027")):
            line.setPlaceholderText(hint)
            line.setFixedWidth(scaled(SHORT))
        self.channel.addItem(_("No preference"), None)
        for kind in REACHED_BY:
            self.channel.addItem(way_name(kind), kind.value)

    def _place(self) -> None:
        form, today = self._form, self._form.context.today()
        form.add_field(_("Client name"), self.name.line)
        form.form.addWidget(self.name.section)
        form.form.addWidget(Field(_("Phones, e-mails, messengers"), self.contacts))
        form.add_field(_("Birthday"), self.birthday, check=lambda: birthday_typed(self.birthday.text(), today))
        like = self._section("likes", _("Tags and preferences"))
        like.addWidget(Field(_("Tags"), self.tags))
        like.addWidget(self.preferences)
        more = self._section("more", _("Address, card, where from"))
        brought = Field(_("Brought by"), self.referred_by)
        form.watch(brought, self.referred_by.check)
        for field in (
            Field(_("City"), self.city),
            Field(_("Addresses"), self.addresses),
            Field(_("Card number"), self.card),
            Field(_("Where from"), self.source),
            brought,
        ):
            more.addWidget(field)
        agreed = self._section("agreed", _("Consents, how to write"))
        agreed.addWidget(self.consents)
        agreed.addWidget(Field(_("Likes to be reached by"), self.channel))
        agreed.addWidget(self.quiet)
        touch = self._section("touch", _("Important dates, staying in touch"))
        touch.addWidget(Field(_("Important dates"), self.dates))
        every = _("Stay in touch: days after the last contact or purchase")
        for name, line, check in (
            (every, self.contact_days, lambda: days_typed(self.contact_days.text().strip())),
            (_("No offers before"), self.muted, lambda: day_typed(self.muted.text().strip())),
        ):
            field = Field(name, line)
            form.watch(field, check)
            touch.addWidget(field)
        self._section("own", _("Own fields")).addWidget(self.own)
        self.sections["own"].hide()
        self._section("note", _("Note")).addWidget(Field(_("Note"), self.note, headed=False))

    def _section(self, name: str, title: str) -> QVBoxLayout:
        made = self.sections[name] = Section(title)
        self._form.form.addWidget(made)
        return made.body

    def _open_filled(self, typed: Typed) -> None:
        filled = {
            "likes": typed["tags"] or typed["preferences"],
            "more": [typed[name] for name in ("city", "addresses", "card", "source", "referred_by") if typed[name]],
            "agreed": typed["consents"] or typed["channel"] or typed["quiet"],
            "touch": typed["dates"] or typed["contact_days"] or typed["muted"],
            "own": typed["own"],
            "note": typed["note"],
        }
        for name, what in filled.items():
            self.sections[name].set_open(bool(what) or self.sections[name].is_open())
