"""The Duplicates page: likely pairs on the left, the two people side by side on the right."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.models.enums import Area
from app.services.errors import Cancelled
from app.ui.context import AppContext
from app.ui.duplicates import finding
from app.ui.duplicates.acts import PairActs
from app.ui.duplicates.kinds import KindChips
from app.ui.duplicates.pair_list import Listed, PairList
from app.ui.duplicates.pair_panel import PairPanel
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_PAGE, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, line, row
from app.ui.widgets.page import Page
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.texts import label
from app.wording.likeness import kind_name

if TYPE_CHECKING:
    from app.services.duplicates.pairs import LikelyPair, PairKind
    from app.ui.background import Job

LIST_WIDTH = 392
WORKING_WIDTH = 520
CHOOSING_MS = 80
AGAIN_MS = 400  # many changes in a row are followed once
PAIRS, NOTHING, STOPPED, WORKING = range(4)


class DuplicatesPage(Page):
    """Enter merges, N says that they are two people, S goes on to the next, X lets the other stay."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.CLIENTS, Area.IMPORTS, Area.SETTINGS})
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._pairs: tuple[LikelyPair, ...] | None = None
        self._wanted: tuple[int, int] | None = None
        self._search: Job | None = None
        self._reading: Job | None = None
        self.acts = PairActs(context, self)
        self.kinds = KindChips()
        self.list = PairList(self._fetch)
        self.panel = PairPanel(context.settings.currency, context.today(), self.list)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.nothing = EmptyState(
            _("No duplicates found. Everybody in the shop looks like a person of their own."),
            _("Look again"),
            self._find,
            icon_name="circle-check",
        )
        self.stopped = EmptyState(
            _("The search was stopped."), _("Look for duplicates"), self._find, icon_name="users", primary=True
        )
        self.progress = ProgressStrip(self.context.clock.monotonic, self._cancel)
        for part in (self._both(), self.nothing, self.stopped, self._working()):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        layout.addWidget(self.stack)

    def _both(self) -> QWidget:
        self.count = label("", "", "third")
        self.all_button = button("", self._merge_all, small=True)
        head = QVBoxLayout()
        head.setContentsMargins(14, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        head.setSpacing(GAP)
        head.addLayout(row(label(_("Duplicates"), "title"), self.count, None, spacing=GAP_WIDE))
        head.addWidget(self.kinds)
        foot = row(self.all_button, None)
        foot.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        left = Card(padding=0, spacing=0)
        left.setFixedWidth(LIST_WIDTH)
        left.body.addLayout(head)
        left.body.addWidget(line())
        left.body.addWidget(self.list, 1)
        left.body.addWidget(line())
        left.body.addLayout(foot)
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(left)
        layout.addWidget(self.panel, 1)
        return made

    def _working(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        self.progress.setFixedWidth(WORKING_WIDTH)
        layout.addStretch(1)
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return made

    def _connect(self) -> None:
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MS)
        self._choosing.timeout.connect(self._read)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._find)
        self.list.moved.connect(self._on_moved)
        self.list.doubleClicked.connect(lambda _index: self._open_card())
        self.kinds.chosen.connect(lambda: self._list(0))
        self.panel.merge_asked.connect(self._merge)
        self.panel.apart_asked.connect(self._tell_apart)
        self.panel.skip_asked.connect(self._skip)
        self.panel.sides.opened.connect(self.context.events.open_client.emit)
        self.acts.answered.connect(self._on_answered)
        self.acts.taken_back.connect(self._on_taken_back)
        self.acts.merging.connect(self._on_merging)
        self.acts.progressed.connect(self.progress.set_progress)
        self.acts.merged.connect(self._on_merged)
        self.acts.failed.connect(self._on_failed)

    # Finding the pairs

    def reload(self) -> None:
        """Look for the pairs again, quietly where some are shown; the pair at hand stays at hand."""
        if self.acts.is_writing():
            return  # the list follows by itself
        if self._pairs is None:
            self._find()
        else:
            self._again.start()

    def is_busy(self) -> bool:
        """True while pairs are looked for or the pair at hand is read."""
        running = any(job is not None and not job.finished for job in (self._search, self._reading))
        return running or self._choosing.isActive() or self._again.isActive()

    def _find(self) -> None:
        self._again.stop()
        if self._search is not None:
            self._search.drop()
        db = self.context.db
        if not self._pairs:
            self.progress.start(_("Looking for duplicates"))
            self._show_part(WORKING)
        self._search = self.context.jobs.run(
            lambda report: finding.find_pairs(db, report),
            on_done=self._on_found,
            on_failed=self._on_not_found,
            on_progress=self.progress.set_progress,
        )

    def _cancel(self) -> None:
        if self._search is not None:
            self._search.cancel()
        self.acts.cancel()

    def _on_not_found(self, error: Exception) -> None:
        self._show_part(PAIRS if self._pairs else STOPPED)
        if not isinstance(error, Cancelled):
            self.context.messages.show_error(error)

    def _on_found(self, pairs: tuple[LikelyPair, ...]) -> None:
        wanted, line_now = self._wanted or self._key(), self.list.currentIndex().row()
        self._pairs, self._wanted = pairs, None
        self._list(max(line_now, 0), wanted)

    # What is shown

    def state(self) -> object:
        """The kind, the pair at hand and all pairs, so that nothing is looked for twice."""
        return self.kinds.key, self._key(), self._pairs

    def restore(self, state: object) -> None:
        """Show what was shown."""
        if isinstance(state, tuple) and state[2]:
            self._pairs = state[2]
            self.kinds.key = state[0]
            self._list(0, state[1])

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

    def _key(self) -> tuple[int, int] | None:
        """The clients of the pair at hand."""
        place = self.list.place()
        pair = self._pairs[place] if self._pairs and place is not None and place < len(self._pairs) else None
        return (pair.a, pair.b) if pair is not None else None

    def _fetch(self, places: Sequence[int]) -> Sequence[Listed]:
        return finding.list_rows(self.context.db, self._pairs or (), places)

    def _list(self, near: int, wanted: tuple[int, int] | None = None) -> None:
        """Show the pairs of the chosen kind, and go to the wanted one, or else to the line `near`."""
        pairs = self._pairs or ()
        self.kinds.show_pairs(pairs)
        places = array("q", self.kinds.places(pairs))
        number = next((n for n, place in enumerate(places) if (pairs[place].a, pairs[place].b) == wanted), near)
        self.count.setText(number_text(len(pairs)))
        self._show_part(PAIRS if pairs else NOTHING)
        self.list.show_places(places, number)
        self._on_moved()
        if pairs:
            self._choosing.stop()
            self._read()
        else:
            self.panel.show_nothing()

    def _show_part(self, part: int) -> None:
        """Show another part of the page; the focus goes on to what can be pressed there."""
        focused = self.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        if part == self.stack.currentIndex():
            return
        self.stack.setCurrentIndex(part)
        target = {
            PAIRS: self.list, NOTHING: self.nothing.action, STOPPED: self.stopped.action,
            WORKING: self.progress.cancel_button,
        }[part]  # fmt: skip
        self.setFocusProxy(target)
        if inside and target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self) -> None:
        self._show_all_button()
        self._choosing.start()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if self.stack.currentIndex() != PAIRS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self._merge()
        elif (act := self._acts_by_key().get(event.text().casefold())) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _acts_by_key(self) -> dict[str, Callable[[], Any]]:
        """The letter on the key, and the one on the same key of a Russian keyboard."""
        acts: dict[str, Callable[[], Any]] = {}
        for letters, act in (("nт", self._tell_apart), ("sы", self._skip), ("xч", self.panel.swap)):
            acts |= dict.fromkeys(letters, act)
        return acts

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

    def _skip(self) -> None:
        """On to the next pair; from the last one to the first."""
        lines = self.list.pairs.rowCount()
        if lines:
            self.list.setCurrentIndex(self.list.pairs.index((self.list.currentIndex().row() + 1) % lines, 0))

    def _open_card(self) -> None:
        client_id = self.client_id()
        if client_id is not None:
            self.context.events.open_client.emit(client_id)

    def _merge_all(self) -> None:
        kind = self._kind_at_hand()
        if kind is not None:
            self.acts.ask_merge_all(kind, self._of_kind())

    def _kind_at_hand(self) -> PairKind | None:
        """The kind the list is narrowed to, or else that of the pair at hand."""
        if self.kinds.kind is not None:
            return self.kinds.kind
        place = self.list.place()
        return self._pairs[place].kind if self._pairs and place is not None else None

    def _of_kind(self) -> list[LikelyPair]:
        kind = self._kind_at_hand()
        return [pair for pair in self._pairs or () if pair.kind == kind]

    def _show_all_button(self) -> None:
        kind, pairs = self._kind_at_hand(), self._of_kind()
        self.all_button.setVisible(len(pairs) > 1)
        if kind is not None:
            said = ngettext("Merge {n}: {kind}", "Merge all {n}: {kind}", len(pairs))
            self.all_button.setText(said.format(n=number_text(len(pairs)), kind=kind_name(kind)))

    # What came of it

    def _on_answered(self, pair: LikelyPair, gone: int | None) -> None:
        """The answered pair leaves the list, and so do others of whom one is gone now."""
        before = self._pairs or ()
        self._pairs = tuple(p for p in before if p is not pair and gone not in (p.a, p.b))
        if len(before) - len(self._pairs) > 1:
            self._again.start()  # the others may be like the one who stays
        self._list(max(self.list.currentIndex().row(), 0))
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
        self._find()

    def _on_merged(self) -> None:
        """Those who are left may look alike now that they know more."""
        self._pairs = None
        self._find()
