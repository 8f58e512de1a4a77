"""Newcomers who look like a client: the list of them, both sides of one, and the owner's answer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.context import AppContext
from app.ui.imports.folding import Fold
from app.ui.imports.likely_sides import SideBySide
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE, HEADER_HEIGHT, ROW_HEIGHT
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, ScrollingArea, row
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import Column, IdListModel
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.imports.matching.likely import LikelyPair
    from app.services.imports.plan import ImportPlan

FEWEST_ROWS = 2  # of the list, and as much of the other side, in a low window
LIST_WIDTH, LIST_LEAST = 480, 300
# The letter on the key, and the one on the same key of a Russian keyboard.
KEYS: dict[str, bool | None] = {"s": True, "ы": True, "d": False, "в": False, "l": None, "д": None}


@dataclass(frozen=True)
class _Listed:
    """A pair in the list."""

    id: int
    pair: LikelyPair


class LikelyPeople(Card):
    """One line a pair, with both sides beside it. Emits `changed` when an answer was given or taken back.

    Hidden while nobody looks like anybody; folds to its title, so that the rows below have the room.
    """

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(padding=0, spacing=0)
        self._plan: ImportPlan | None = None
        self._answered: list[list[tuple[LikelyPair, bool | None]]] = []  # what to take back, the newest last
        columns = [
            Column[_Listed](_("In the file"), lambda row: row.pair.newcomer.name, width=130, stretch=True, bold=True),
            Column[_Listed](_("Looks like"), lambda row: row.pair.other.name, width=130, stretch=True),
            Column[_Listed](_("Your answer"), lambda row: answer_name(row.pair.same), width=156, tone=_tone),
        ]
        self.model = IdListModel[_Listed](columns, self._rows, self)
        self.table = IdTable(self.model, _("People who look like clients you have"))
        self.sides = SideBySide(context.settings.currency)
        self._build()
        self.table.installEventFilter(self)
        self.table.chosen.connect(lambda _row: self._show_chosen())
        self.hide()

    def _build(self) -> None:
        self.title, self.left = label("", "strong"), label("", "", "second")
        self.undo_button = button(_("Undo"), self.take_back, small=True, icon_name="undo-2", tip=_("Ctrl+Z"))
        head = QFrame()
        head.setProperty("look", "band")
        pairs = QFrame()
        self.fold = Fold(_("People who look alike"), pairs, head)
        heading = row(self.fold.button, self.title, None, self.left, self.undo_button, spacing=GAP)
        heading.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        head.setLayout(heading)
        self.body.addWidget(head)
        between = QFrame()
        between.setProperty("look", "line")
        between.setFixedWidth(1)
        parts = row(self.table, between, self._one(), spacing=0)
        parts.setStretch(0, 1)
        parts.setStretch(2, 1)
        inside = QVBoxLayout(pairs)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(parts)
        self.body.addWidget(pairs)
        self.note = label("", "small", "second", wrap=True)
        self.note.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        inside.addWidget(self.note)
        self.table.setMinimumWidth(scaled(LIST_LEAST))
        self.table.setMaximumWidth(scaled(LIST_WIDTH))
        self.table.setMinimumHeight(tall(HEADER_HEIGHT) + tall(ROW_HEIGHT) * FEWEST_ROWS)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _one(self) -> QWidget:
        """The pair at hand: both sides, why, and the answers."""
        self.why = label("", "small", "second", wrap=True)
        self.buttons: dict[bool | None, QPushButton] = {
            same: button(answer_name(same, asked=True), partial(self.answer, same), small=True, tip=key)
            for same, key in ((True, "S"), (False, "D"), (None, "L"))
        }
        self.all_button = button("", self._answer_alike, kind="ghost", small=True)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        layout.setSpacing(GAP)
        scrolling = ScrollingArea(self.sides)
        scrolling.setMinimumHeight(tall(ROW_HEIGHT))
        layout.addWidget(scrolling, 1)
        layout.addWidget(self.why)
        layout.addLayout(row(*self.buttons.values(), None, self.all_button, spacing=GAP))
        return holder

    # What the check asks

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the likely pairs of a plan that was just prepared; of the same plan the same pair."""
        self.setEnabled(True)
        if plan is not self._plan:
            self._plan, self._answered = plan, []
            self.fold.set_folded(False)
        self._list(self.current())

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._plan, self._answered = None, []
        self.hide()

    def current(self) -> LikelyPair | None:
        """The pair at hand."""
        shown = self.model.row_at(self.table.currentIndex().row())
        return shown.pair if shown is not None else None

    # Answers

    def answer(self, same: bool | None) -> None:
        """The pair at hand is one person, or two, or is left open; then the next open one."""
        pair = self.current()
        if pair is not None:
            self._answer([pair], same)

    def _answer_alike(self) -> None:
        """The answer of the pair at hand for all open pairs that are alike for the same reasons."""
        pair = self.current()
        if pair is not None and pair.same is not None:
            self._answer(self._like(pair), pair.same)

    def _answer(self, pairs: list[LikelyPair], same: bool | None) -> None:
        plan = self._plan
        pairs = [pair for pair in pairs if pair.same is not same]
        if plan is None or not pairs:
            return
        self._answered.append([(pair, pair.same) for pair in pairs])
        for pair in pairs:
            plan.decide(pair, same)
        self._list(pairs[-1] if same is None else self._next_open(pairs[-1]))
        self.changed.emit()

    def take_back(self) -> None:
        """Take the last answer back."""
        if self._plan is None or not self._answered:
            return
        before = self._answered.pop()
        for pair, same in before:
            self._plan.decide(pair, same)
        self.fold.set_folded(False)  # what was taken back is seen
        self._list(before[0][0])
        self.changed.emit()

    def _next_open(self, after: LikelyPair) -> LikelyPair:
        """The next pair below that nobody answered, else the first above, else the same."""
        pairs = self._pairs()
        at = next(place for place, pair in enumerate(pairs) if pair.key == after.key)
        return next((pair for pair in (*pairs[at + 1 :], *pairs[:at]) if pair.same is None), after)

    def _like(self, pair: LikelyPair) -> list[LikelyPair]:
        return [other for other in self._pairs() if other.same is None and other.reasons == pair.reasons]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """S, D and L answer for the pair that the arrows chose, on a Russian keyboard too; Ctrl+Z takes it back."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo):
                self.take_back()
                return True
            typed = event.text().casefold()
            if typed in KEYS:
                self.answer(KEYS[typed])
                return True
        return super().eventFilter(watched, event)

    # What is shown

    def _pairs(self) -> tuple[LikelyPair, ...]:
        return self._plan.likely.pairs if self._plan is not None else ()

    def _rows(self, ids: Sequence[int]) -> list[_Listed]:
        pairs = self._pairs()
        return [_Listed(number, pairs[number]) for number in ids]

    def _list(self, wanted: LikelyPair | None) -> None:
        pairs = self._pairs()
        self.model.set_ids(array("q", range(len(pairs))))
        place = next((n for n, pair in enumerate(pairs) if wanted is not None and pair.key == wanted.key), 0)
        self.setVisible(bool(pairs))
        if not pairs:
            return
        self.table.choose(place)
        self._show_chosen()
        known = {pair.newcomer.key for pair in pairs if pair.other.client_id is not None}
        self.title.setText(_title(len(known), len({pair.newcomer.key for pair in pairs} - known)))
        open_ = sum(pair.same is None for pair in pairs)
        self.left.setText(_left(open_, pairs=len(pairs) > len({pair.newcomer.key for pair in pairs})))
        self.undo_button.setEnabled(bool(self._answered))
        self._say_note()

    def _say_note(self) -> None:
        plan = self._plan
        told = plan.likely if plan is not None else None
        said = []
        if told is not None and told.not_told:
            more = ngettext("{n} more pair is not shown.", "{n} more pairs are not shown.", told.not_told)
            said.append(more.format(n=number_text(told.not_told)))
        if told is not None and told.not_compared:
            rest = ngettext(
                "The file is large: {n} new client was not compared.",
                "The file is large: {n} new clients were not compared.",
                told.not_compared,
            )
            said.append(rest.format(n=number_text(told.not_compared)))
        self.note.setText(" ".join(said))
        self.note.setVisible(bool(said))

    def _show_chosen(self) -> None:
        from app.wording.likeness import likeness_sentence

        pair = self.current()
        if pair is None:
            return
        self.sides.show_pair(pair)
        self.why.setText(likeness_sentence(pair.reasons))
        for same, shown in self.buttons.items():
            shown.setEnabled(pair.same is not same)
        alike = len(self._like(pair)) if pair.same is not None else 0
        self.all_button.setVisible(alike > 0)
        said = ngettext("The same for {n} more like this", "The same for {n} more like this", alike)
        self.all_button.setText(said.format(n=number_text(alike)))


def answer_name(same: bool | None, *, asked: bool = False) -> str:
    """An answer as a button asks for it, or as it stands in the list."""
    if same is None:
        return _("Decide later") if asked else ""
    return _("Same person") if same else _("Different people")


def _left(open_: int, *, pairs: bool) -> str:
    """What is still to decide; in pairs, where one person looks like several."""
    if not open_:
        return _("All decided")
    if pairs:
        said = ngettext("{n} pair to decide", "{n} pairs to decide", open_)
    else:
        said = ngettext("{n} to decide", "{n} to decide", open_)
    return said.format(n=number_text(open_))


def _tone(listed: _Listed) -> str:
    return "accent" if listed.pair.same else "text_2"


def _title(known: int, new: int) -> str:
    if not known:
        said = ngettext("{n} person may stand in the files twice", "{n} people may stand in the files twice", new)
        return said.format(n=number_text(new))
    said = ngettext(
        "{n} person looks like a client you already have", "{n} people look like clients you already have", known + new
    )
    return said.format(n=number_text(known + new))
