"""What the client has agreed to: the processing of data, and advertising by each way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.i18n import _
from app.services.clients.typed import typed_birthday
from app.services.errors import InvalidValue
from app.ui.dialogs.client_form.contact_rows import REACHED_BY, kind_name
from app.ui.theme.size import scaled
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label

ASKED = (("processing", ""), ("advertising", ""), *(("advertising", kind.value) for kind in REACHED_BY))
DAY_WIDTH = 100


class ConsentsBox(QWidget):
    """An answer, its day and its source for every question; a question that was not asked has no answer."""

    def __init__(self, watch: Callable[[Field, Callable[[], None]], object]) -> None:
        super().__init__()
        self._rows: dict[tuple[str, str], tuple[QComboBox, QLineEdit, QLineEdit]] = {}
        self._others: list[list[str]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.setColumnStretch(3, 1)
        for number, (purpose, channel) in enumerate(ASKED):
            name = _question(purpose, channel)
            answer, day, source = QComboBox(), QLineEdit(), QLineEdit()
            for text, value in ((_("not asked"), ""), (_("yes"), "yes"), (_("no"), "no")):
                answer.addItem(text, value)
            answer.setAccessibleName(name)
            day.setPlaceholderText(_("today"))
            day.setFixedWidth(scaled(DAY_WIDTH))
            source.setPlaceholderText(_("a signed form, the site, by phone…"))
            source.setAccessibleName(_("How it was given"))
            field = Field(_("Day of the answer"), day, headed=False)
            watch(field, lambda day=day: _check_day(day.text()))  # type: ignore[misc]
            self._rows[purpose, channel] = (answer, day, source)
            for column, part in enumerate((label(name, "", "second", wrap=True), answer, field, source)):
                grid.addWidget(part, number, column)

    def typed(self) -> list[list[str]]:
        """[[purpose, channel, "yes" or "no", day, source], ...] sorted."""
        rows = [
            [purpose, channel, answer.currentData(), day.text().strip(), source.text().strip()]
            for (purpose, channel), (answer, day, source) in self._rows.items()
            if answer.currentData()
        ]
        return sorted([*rows, *self._others])

    def fill(self, consents: Sequence[list[str]]) -> None:
        """Show these answers; one to a question that is not asked here stays as it is."""
        known = {(one[0], one[1]): one[2:] for one in consents}
        self._others = [one for one in consents if (one[0], one[1]) not in self._rows]
        for key, (answer, day, source) in self._rows.items():
            given, when, how = known.get(key, ["", "", ""])
            answer.setCurrentIndex(max(0, answer.findData(given)))
            day.setText(when)
            source.setText(how)


def _question(purpose: str, channel: str) -> str:
    if purpose == "processing":
        return _("Keeping personal data")
    return _("Advertising: {way}").format(way=kind_name(channel)) if channel else _("Advertising in general")


def _check_day(text: str) -> None:
    """Raises InvalidValue for a day that does not exist or has no year."""
    day = typed_birthday(text)
    if day is not None and day.year is None:
        raise InvalidValue(field="day", value=text)
