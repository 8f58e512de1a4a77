"""The three questions, each a column of widgets made in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, language
from app.ui.theme.tokens import GAP, GAP_CARD
from app.ui.welcome.choice_button import ChoiceButton
from app.ui.widgets.currencies import currencies
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label

LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


class Step(QWidget):
    """One question: a heading, a sentence, and below them what it is answered with. `first` gets the focus."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.first: QWidget | None = None
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.column.addWidget(label(title, "title", wrap=True))
        self.column.addWidget(label(sentence, "", "second", wrap=True))
        self.column.addSpacing(GAP_CARD)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def put(self, *parts: QWidget) -> None:
        """Add what it is answered with; the first of it gets the focus."""
        self.first = self.first or parts[0]
        for part in parts:
            self.column.addWidget(part)

    def answers(self) -> dict[str, str]:
        """Settings by name, as they stand in the fields."""
        return {}


class ShopStep(Step):
    """What the shop is called, and what it counts in."""

    def __init__(self, name: str, currency: str) -> None:
        super().__init__(
            _("What is your shop called?"),
            _("The name stands on receipts, and your messages to clients can be signed with it."),
        )
        self.name, self.currency = QLineEdit(name), QComboBox()
        for code, text in currencies(currency):
            self.currency.addItem(text, code)
        self.currency.setCurrentIndex(self.currency.findData(currency))
        self.first = self.name
        self.put(
            Field(_("Name of the shop"), self.name),
            Field(_("Sums are in"), self.currency, _("Guessed from your system. Settings change it, too.")),
        )

    def answers(self) -> dict[str, str]:
        return {"shop_name": " ".join(self.name.text().split()), "currency": str(self.currency.currentData())}


class LanguageStep(Step):
    """`speak(language)` is called at once: the window follows."""

    def __init__(self, speak: Callable[[str], object]) -> None:
        super().__init__(_("Which language do you speak?"), _("The window follows at once. Your data stays as it is."))
        self.choices: dict[str, ChoiceButton] = {}
        for code, name in LANGUAGE_NAMES.items():
            made = ChoiceButton(name, "", partial(speak, code))
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setChecked(code == language())
            made.setAutoDefault(code != language())  # Enter on the one that is spoken goes on
            self.choices[code] = made
        self.first = self.choices[language()]
        self.put(*self.choices.values())


class BeginStep(Step):
    """A file of one's own, the sample shop, or nothing yet; each is called when it is pressed."""

    def __init__(
        self, choose_file: Callable[[], object], make_sample: Callable[[], object], begin_empty: Callable[[], object]
    ) -> None:
        super().__init__(
            _("What do you begin with?"), _("Nothing is decided for good: a file can be imported at any time.")
        )
        self.file = ChoiceButton(
            _("My Excel file"),
            _("Your old table becomes clients, purchases and reminders. The file itself is not changed."),
            choose_file,
            "file-spreadsheet",
        )
        self.sample = ChoiceButton(
            _("The sample shop"),
            _("A coffee shop with 300 clients, to try everything on. One click clears it when you begin for real."),
            make_sample,
            "store",
        )
        self.empty = ChoiceButton(
            _("An empty shop"), _("Clients and purchases are added as they come."), begin_empty, "plus"
        )
        self.put(self.file, self.sample, self.empty)
