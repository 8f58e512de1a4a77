"""The panel of the chosen group: who they are, the best of them, and what is done with all in one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, money, money_short, ngettext, number_text
from app.ui.context import AppContext
from app.ui.segments.chosen import Chosen
from app.ui.shell.focus import focus_again, focus_path
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_SMALL
from app.ui.value_badge import value_badge
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.texts import chip, label
from app.wording.counts import clients_count, days_count
from app.wording.segments import rhythm_state_name, rhythm_state_tells

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow
    from app.ui.segments.reading import People


WHOLE_UP_TO = 10_000_000  # major units; a larger sum would push what stands beside it out of the panel


@dataclass(frozen=True)
class PanelActs:
    """What the page does with everybody of the chosen group."""

    tasks: Callable[[], object]
    show: Callable[[], object]
    state: Callable[[str], object]
    phones: Callable[[], object]
    emails: Callable[[], object]
    export: Callable[[], object]
    save: Callable[[], object]


class GroupPanel(Card):
    """`show_chosen` at once, `show_people` when they were read. `primary` is the one button that says what to do."""

    def __init__(self, context: AppContext, acts: PanelActs) -> None:
        super().__init__(padding=GAP_CARD)
        self._context, self._acts = context, acts
        self._told: Chosen | None = None
        self._content: QWidget | None = None
        self._best, self._best_column = _column()
        self.primary = self.more = QPushButton()

    def show_chosen(self, chosen: Chosen) -> None:
        """Who they are; what is shown already stays as it is."""
        if chosen == self._told:
            return
        self._told = chosen
        content, layout = _column()
        title = label(chosen.title, "heading", wrap=True)
        more = ((_("Show their list"), self._acts.show), (_("Save as a segment…"), self._acts.save))
        self.more = _with_menu(icon_button("ellipsis", _("More")), more)
        if not chosen.clients:
            self.more.hide()
        layout.addLayout(row(title, chip(clients_count(chosen.clients), chosen.tone), self.more))
        layout.addWidget(label(chosen.tells, "", "second", wrap=True))
        self._best, self._best_column = _column()
        self._best_column.setSpacing(0)
        layout.addWidget(self._best)
        if chosen.clients:
            layout.addWidget(label(chosen.does, "", "", wrap=True))
            layout.addWidget(self._buttons(chosen))
        else:
            layout.addWidget(label(_("Nobody is here now."), "", "third"))
        self._replace(content)

    def show_people(self, people: People) -> None:
        """How many of them come in time, and the best of them, each with what they brought and the days of silence; a
        focus among them stays at its place."""
        focused = focus_path(self._best)
        while (item := self._best_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        states = [self._state(state, clients) for state, clients in people.states.items() if clients]
        parts: list[QWidget] = [Flow(states, gap=GAP_SMALL)] if states else []
        for client in people.best:
            parts += [self._client(client, people), line()]
        for part in parts:
            self._best_column.addWidget(part)
            part.show()
        focus_again(self._best, focused)

    def _state(self, state: str, clients: int) -> QPushButton:
        """By the own rhythm of each, whatever group they are in."""
        text = f"{rhythm_state_name(state)}  {number_text(clients)}"
        made = button(text, lambda: self._acts.state(state), small=True, tip=rhythm_state_tells(state))
        made.setProperty("kind", "filter")
        return made

    def _client(self, client: ClientRow, people: People) -> QWidget:
        from app.services.clients.find import silent_days

        opened = self._context.events.open_client.emit
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, GAP - 2, 0, GAP - 2)
        grid.setHorizontalSpacing(GAP)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(ElidedLink(client.name, lambda: opened(client.id), _("Open the card")), 0, 0)
        if client.id in people.values:
            badge = value_badge(people.values[client.id], people.scale, self._context.settings.currency)
            grid.addWidget(badge, 0, 3, right)
        if client.visits:
            currency = self._context.settings.currency
            brought = label(money_short(client.total, currency, 1, WHOLE_UP_TO))
            brought.setToolTip(f"{_('Brought in all')}: {money(client.total, currency, cents=False)}")
            grid.addWidget(brought, 0, 1, right)
        silent = silent_days(client, self._context.today())
        if silent is not None:
            days = label(days_count(max(silent, 0)), "", "second")
            days.setToolTip(_("Since the last purchase"))
            grid.addWidget(days, 0, 2, right)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return made

    def _buttons(self, chosen: Chosen) -> QWidget:
        acts = self._acts
        words = ngettext("Create {n} task", "Create {n} tasks", chosen.clients)
        self.primary = button(words.format(n=number_text(chosen.clients)), acts.tasks, kind="primary")
        message = _with_menu(
            button(_("Mailing"), tip=_("Copies their phones or e-mails, for a message in any program")),
            ((_("Copy the phones"), acts.phones), (_("Copy the e-mails"), acts.emails)),
        )
        excel = button(_("Excel"), acts.export, tip=_("Save them as a file"))
        return Flow([self.primary, message, excel], gap=GAP)

    def _replace(self, content: QWidget) -> None:
        """Put it in place of what was shown; a focus in the panel stays at its place."""
        before, self._content = self._content, content
        focused = [] if before is None else focus_path(before)
        if before is not None:
            self.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.body.addWidget(content)
        if focused:
            content.show()
            focus_again(content, focused)


def _with_menu(opening: QPushButton, entries: Sequence[tuple[str, Callable[[], object]]]) -> QPushButton:
    menu = QMenu(opening)
    for title, act in entries:
        menu.addAction(title).triggered.connect(lambda _on=False, act=act: act())
    opening.setMenu(menu)
    return opening


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP + GAP_SMALL // 2)
    return made, layout
