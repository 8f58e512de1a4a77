"""The Duplicates page: likely pairs on the left, the two people side by side on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.services.errors import Cancelled
from app.ui.context import AppContext
from app.ui.duplicates import finding
from app.ui.duplicates.acts import PairActs
from app.ui.duplicates.page_actions import page_actions
from app.ui.duplicates.pair_list import Listed
from app.ui.duplicates.pair_panel import PairPanel
from app.ui.duplicates.pairs_card import PairsCard
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.action import Action, tip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page import Page
from app.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from app.services.duplicates.pairs import LikelyPair
    from app.ui.background import Job

WORKING_WIDTH = 520
LIST_WIDTH, LIST_NARROW = 392, 272
NARROW = 940  # px; a narrower page gives the two people more of the width
CHOOSING_MS = 80
AGAIN_MS = 400  # many changes in a row are followed once
PAIRS, NOTHING, STOPPED, WORKING = range(4)


class DuplicatesPage(Page):
    """Enter merges, N says that they are two people, S goes on to the next, X lets the other stay."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.CLIENTS, Area.IMPORTS, Area.SETTINGS})
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._found = False
        self._wanted: tuple[int, int] | None = None
        self._search: Job | None = None
        self._reading: Job | None = None
        self.acts = PairActs(context, self)
        self.card = PairsCard(context.db)
        self.list = self.card.list
        self.panel = PairPanel(context.settings.currency, context.today(), self.list)
        self._build()
        self._connect()
        self.hand_focus_to(self.list)

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.nothing = EmptyState(
            _("No duplicates found. Everybody in the shop looks like a person of their own."),
            _("Look again"),
            self.look_for_pairs,
            icon_name="circle-check",
        )
        self.stopped = EmptyState(
            _("The search was stopped."), _("Look for duplicates"), self.look_for_pairs, icon_name="users", primary=True
        )
        self.progress = ProgressStrip(self.context.clock.monotonic, self._cancel)
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP_CARD)
        across.addWidget(self.card)
        across.addWidget(self.panel, 1)
        for part in (both, self.nothing, self.stopped, self._working()):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.addWidget(self.stack)

    def _working(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        self.progress.setFixedWidth(scaled(WORKING_WIDTH))
        layout.addStretch(1)
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return made

    def _connect(self) -> None:
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MS)
        self._choosing.timeout.connect(self._read)
        for name, one in (
            ("merge", self.panel.merge_button),
            ("apart", self.panel.apart_button),
            ("skip", self.panel.skip_button),
            ("swap", self.panel.sides.swap_button),
        ):
            one.setToolTip(tip(self.action(name)))
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.look_for_pairs)
        self.card.moved.connect(self._choosing.start)
        self.card.merge_all_asked.connect(self.acts.ask_merge_all)
        self.list.doubleClicked.connect(lambda _index: self._open_card())
        self.panel.merge_asked.connect(self._merge)
        self.panel.apart_asked.connect(self._tell_apart)
        self.panel.skip_asked.connect(self.card.skip)
        self.panel.sides.opened.connect(self.context.events.open_client.emit)
        self.acts.answered.connect(self._on_answered)
        self.acts.taken_back.connect(self._on_taken_back)
        self.acts.merging.connect(self._on_merging)
        self.acts.progressed.connect(self.progress.set_progress)
        self.acts.merged.connect(self._on_merged)
        self.acts.failed.connect(self._on_failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.setFixedWidth(scaled(LIST_NARROW if self.width() < scaled(NARROW) else LIST_WIDTH))

    # Finding the pairs

    def reload(self) -> None:
        """Look for the pairs again, quietly where some are shown; the pair at hand stays at hand."""
        if self.acts.is_writing():
            return  # the list follows by itself
        if self._found:
            self._again.start()
        else:
            self.look_for_pairs()

    def is_busy(self) -> bool:
        """True while pairs are looked for or the pair at hand is read."""
        running = any(job is not None and not job.finished for job in (self._search, self._reading))
        return running or self._choosing.isActive() or self._again.isActive()

    def look_for_pairs(self) -> None:
        """Look for the pairs now, with the progress on the screen where there are none yet."""
        self._again.stop()
        if self._search is not None:
            self._search.drop()
        db = self.context.db
        if not self.card.pairs:
            self.progress.start(_("Looking for duplicates"))
            self._show_part(WORKING)
        self._search = self.context.jobs.run(
            lambda report: finding.find_pairs(db, report),
            on_done=self._on_found,
            on_failed=self._on_not_found,
            on_progress=self.progress.set_progress,
            lane="long",
        )

    def _cancel(self) -> None:
        if self._search is not None:
            self._search.cancel()
        self.acts.cancel()

    def _on_not_found(self, error: Exception) -> None:
        self._show_part(PAIRS if self.card.pairs else STOPPED)
        if not isinstance(error, Cancelled):
            self.context.messages.show_error(error)

    def _on_found(self, pairs: tuple[LikelyPair, ...]) -> None:
        wanted, self._wanted, self._found = self._wanted or self.card.key(), None, True
        self._show_pairs(pairs, wanted)

    # What is shown

    def state(self) -> object:
        """The kind, the pair at hand and all pairs, so that the page is filled at once."""
        return self.card.kinds.key, self.card.key(), self.card.pairs

    def restore(self, state: object) -> None:
        """Show what was shown."""
        if isinstance(state, tuple) and state[2]:
            self._found = True
            self.card.kinds.key = state[0]
            self._show_pairs(state[2], state[1])

    def go_back(self) -> bool:
        """Esc goes from the choices back to the list first."""
        if self.stack.currentIndex() != PAIRS or self.list.hasFocus():
            return False
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def client_id(self) -> int | None:
        """Who stays."""
        both = self.panel.stays_and_goes()
        return both[0].row.id if both is not None else None

    def _show_pairs(self, pairs: tuple[LikelyPair, ...], wanted: tuple[int, int] | None = None) -> None:
        self.card.show_pairs(pairs, wanted)
        self._show_part(PAIRS if pairs else NOTHING)
        self._choosing.stop()
        self._read()

    def _show_part(self, part: int) -> None:
        """Show another part of the page; the focus goes on to what can be pressed there."""
        if part == self.stack.currentIndex():
            return
        focused = self.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self.stack.setCurrentIndex(part)
        target = (self.list, self.nothing.action, self.stopped.action, self.progress.cancel_button)[part]
        if target is not None:
            self.hand_focus_to(target)
            if inside:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        """Read both cards of the pair at hand."""
        if self._reading is not None:
            self._reading.drop()
        listed, db = self.list.listed(), self.context.db
        if listed is None:
            self.panel.show_nothing()
            return
        stays, goes = listed.stays.id, listed.goes.id
        self._reading = self.context.jobs.run(
            lambda _report: finding.read_both(db, stays, goes),
            on_done=lambda both: self._show(listed, both),
            owner=self,
        )

    def _show(self, listed: Listed, both: finding.Both) -> None:
        if listed != self.list.listed():
            return
        if both.stays is None or both.goes is None:
            self._again.start()  # one of them went meanwhile
            self.panel.show_nothing()
        else:
            self.panel.show_pair(listed, both.stays, both.goes)

    # What the owner does

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Of the pair at hand."""
        return page_actions(lambda: self)

    def shows_pairs(self) -> bool:
        """Whether there are pairs to decide on."""
        return self.stack.currentIndex() == PAIRS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else it merges."""
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self.shows_pairs():
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._merge()

    def _at_hand(self) -> Listed | None:
        """The pair that the list stands at, once the owner sees it: nobody is merged unseen."""
        listed = self.panel.shown()
        return listed if listed is not None and listed == self.list.listed() else None

    def _merge(self) -> None:
        listed, both = self._at_hand(), self.panel.stays_and_goes()
        if listed is not None and both is not None:
            self.acts.merge(listed.pair, both[0].row, both[1].row, self.panel.sides.from_other())

    def _tell_apart(self) -> None:
        listed = self._at_hand()
        if listed is not None:
            self.acts.tell_apart(listed)

    def _open_card(self) -> None:
        client_id = self.client_id()
        if client_id is not None:
            self.context.events.open_client.emit(client_id)

    # What came of it

    def _on_answered(self, pair: LikelyPair, gone: int | None) -> None:
        """The answered pair leaves the list, and so do others of whom one is gone now."""
        before = self.card.pairs
        left = tuple(p for p in before if p is not pair and gone not in (p.a, p.b))
        if len(before) - len(left) > 1:
            self._again.start()  # the others may be like the one who stays
        self._show_pairs(left)
        if self.stack.currentIndex() == PAIRS:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken_back(self, pair: LikelyPair) -> None:
        self._wanted = (pair.a, pair.b)

    def _on_merging(self, title: str) -> None:
        if self._search is not None:
            self._search.drop()
        self._again.stop()
        self.progress.start(title)
        self._show_part(WORKING)

    def _on_failed(self) -> None:
        """Nothing was done; what is shown may be older than the shop."""
        self._show_part(PAIRS)
        self.look_for_pairs()

    def _on_merged(self) -> None:
        """Those who are left may look alike now that they know more."""
        self.card.pairs = ()
        self.look_for_pairs()
