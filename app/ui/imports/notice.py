"""A sentence inside the page that says what is wrong with a file, and the next step beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.i18n import _
from app.services.errors import AppError, CurrencyDiffers, FileHasPassword
from app.ui.imports.draft import FileDraft
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.currencies import currency_name
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label
from app.wording.failures import error_sentence

ENCODINGS = ("", "utf-8", "cp1251", "cp866", "koi8-r", "utf-16", "mac-cyrillic")
HEIGHT = 52
TEXT_FILES = frozenset((".csv", ".tsv", ".txt"))


class Notice(Card):
    """A card in a warning tone: the sentence on the left, its buttons and fields on the right."""

    def __init__(self, sentence: str, *parts: QWidget, tone: str = "bad") -> None:
        super().__init__(padding=GAP_WIDE, tone=tone)
        self.sentence = label(sentence, "", "bad" if tone == "bad" else "", wrap=True, selectable=True)
        self.setAccessibleName(sentence)
        layout = row(self.sentence, *parts, spacing=GAP)
        layout.setStretch(0, 1)
        for part in parts:
            layout.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(layout)
        self.setMinimumHeight(tall(HEIGHT))


def encoding_box(chosen: str | None, picked: Callable[[str | None], object]) -> QComboBox:
    """The encodings a text file may be in; the first entry leaves it to us."""
    names = {"": _("letters: found by itself"), "cp1251": "Windows-1251", "cp866": "DOS (866)", "utf-8": "UTF-8"}
    box = QComboBox()
    box.setProperty("scale", "small")
    box.setAccessibleName(_("How letters are stored in the file"))
    box.setToolTip(_("Choose another if the letters of the file look wrong"))
    for encoding in ENCODINGS:
        box.addItem(names.get(encoding, encoding.upper()), encoding)
    box.setCurrentIndex(max(0, ENCODINGS.index(chosen or "") if (chosen or "") in ENCODINGS else 0))
    box.activated.connect(lambda _index: picked(box.currentData() or None))
    return box


def file_notice(
    file: FileDraft,
    try_again: Callable[[], object],
    leave_out: Callable[[], object],
    use_currency: Callable[[str], object],
) -> Notice:
    """Why `file` stays out, and what can be done: a password, another encoding, a word on the currency."""
    error = file.error or AppError()
    drop = button(_("Leave it out"), leave_out, kind="ghost", small=True)
    if isinstance(error, FileHasPassword):
        return _password_notice(file, error, try_again, drop)
    if isinstance(error, CurrencyDiffers):
        return _currency_notice(file, error, try_again, use_currency, drop)
    again = button(_("Try again"), try_again, small=True)
    if file.path.suffix.lower() not in TEXT_FILES:
        return Notice(error_sentence(error), again, drop)

    def use(encoding: str | None) -> None:
        file.encoding = encoding
        try_again()

    return Notice(error_sentence(error), encoding_box(file.encoding, use), again, drop)


def _password_notice(file: FileDraft, error: FileHasPassword, try_again: Callable[[], object], drop: QWidget) -> Notice:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(_("Password of the file"))
    field.setAccessibleName(_("Password of the file"))
    field.setFixedWidth(scaled(180))

    def open_with_it() -> None:
        if field.text():
            file.password = field.text()
            try_again()

    field.returnPressed.connect(open_with_it)
    if error.fields.get("wrong"):
        sentence = error_sentence(error)
    else:
        sentence = _("“{file}” is protected by a password. Type it here to open the file.").format(file=file.path.name)
    made = Notice(sentence, field, button(_("Open"), open_with_it, small=True), drop, tone="warn")
    made.setFocusProxy(field)
    return made


def _currency_notice(
    file: FileDraft,
    error: CurrencyDiffers,
    try_again: Callable[[], object],
    use_currency: Callable[[str], object],
    drop: QWidget,
) -> Notice:
    found, shop = str(error.fields.get("found")), str(error.fields.get("shop"))

    def keep() -> None:
        file.own_currency = True
        try_again()

    sentence = _("The currency of “{file}” looks like {found}, the shop's is {shop}. Which is right?").format(
        file=file.path.name, found=currency_name(found), shop=currency_name(shop)
    )
    return Notice(
        sentence,
        button(_("The shop counts in {currency}").format(currency=found), lambda: use_currency(found), small=True),
        button(_("The file is in {currency}").format(currency=shop), keep, small=True),
        drop,
        tone="warn",
    )
