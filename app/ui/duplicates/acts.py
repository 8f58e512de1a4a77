"""What the owner decides about likely pairs: carried out in the writer lane, said at the bottom, each with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.i18n import _, ngettext, number_text, quoted
from app.services.errors import Cancelled
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.duplicates import finding
from app.ui.duplicates.pair_list import Listed
from app.ui.shell.undo import undo_one
from app.ui.widgets.phone import phone_text
from app.wording.likeness import kind_name

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow
    from app.services.clients.merging.merge import Merged
    from app.services.duplicates.pairs import LikelyPair, PairKind
    from app.ui.background import Job

MERGE, TELL_APART = "merge_clients", "tell_apart"  # kinds of the actions


class PairActs(QObject):
    """One decision at a time.

    `answered(pair, gone client id | None)`: one was carried out. `taken_back(pair)`: its Undo was pressed.
    `merging(title)`, `progressed(done, total)` and `merged()` tell of the merge of many; `failed()`: nothing was done.
    """

    answered = Signal(object, object)
    taken_back = Signal(object)
    merging = Signal(str)
    progressed = Signal(int, int)
    merged = Signal()
    failed = Signal()

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._writing = False
        self._job: Job | None = None

    def is_writing(self) -> bool:
        """True while a decision is carried out: what changes then is known here."""
        return self._writing

    def cancel(self) -> None:
        """Stop the merge of many; nothing is merged then."""
        if self._job is not None:
            self._job.cancel()

    def merge(self, pair: LikelyPair, stays: ClientRow, goes: ClientRow, from_other: frozenset[str]) -> None:
        """Make one client of the two."""
        db, now = self._context.db, self._context.now()
        said = _("{other} was merged into {name}").format(
            other=quoted(phone_text(goes.name)), name=quoted(phone_text(stays.name))
        )

        def done(result: Merged) -> None:
            self._say(said, result.action_id, MERGE, pair)
            self.answered.emit(pair, goes.id)

        self._write(lambda _report: finding.merge(db, stays.id, goes.id, now, from_other), done)

    def tell_apart(self, listed: Listed) -> None:
        """The two are not the same, whatever they have in common."""
        db, now, pair = self._context.db, self._context.now(), listed.pair
        said = _("{name} and {other} stay two clients").format(
            name=quoted(phone_text(listed.stays.name)), other=quoted(phone_text(listed.goes.name))
        )

        def done(action_id: int) -> None:
            self._say(said, action_id, TELL_APART, pair)
            self.answered.emit(pair, None)

        self._write(lambda _report: finding.tell_apart(db, pair, now), done)

    def ask_merge_all(self, kind: PairKind, pairs: Sequence[LikelyPair]) -> None:
        """Merge all these pairs of one kind, if the owner means it."""
        question = ngettext("Merge {n} pair: {kind}?", "Merge {n} pairs: {kind}?", len(pairs))
        yes = ngettext("Merge {n} pair", "Merge {n} pairs", len(pairs))
        self._context.messages.ask(
            question.format(n=number_text(len(pairs)), kind=kind_name(kind)),
            yes.format(n=number_text(len(pairs))),
            lambda: self._merge_all(pairs),
            more=_(
                "Of each pair the one with more purchases stays and takes over everything of the other: purchases,"
                " phones, tags, tasks, notes. Where both have a name, a birthday or an address, that of the one who"
                " stays is kept. All of it can be taken back."
            ),
        )

    def _merge_all(self, pairs: Sequence[LikelyPair]) -> None:
        db, now, count = self._context.db, self._context.now(), len(pairs)
        self.merging.emit(_("Merging"))

        def done(result: Merged) -> None:
            said = ngettext("{n} pair was merged", "{n} pairs were merged", count).format(n=number_text(count))
            self._say(said, result.action_id, MERGE, pairs[0])
            self.merged.emit()

        self._write(
            lambda report: finding.merge_all(db, pairs, now, report),
            done,
            on_progress=lambda part, whole: self.progressed.emit(count * part // whole if whole else 0, count),
        )

    def _write(
        self,
        work: Callable[[Report], Any],
        done: Callable[[Any], object],
        on_progress: Callable[[int, int], object] | None = None,
    ) -> None:
        if self._writing:
            return
        self._writing = True

        def finished(result: Any) -> None:
            self._writing = False
            done(result)

        self._job = self._context.jobs.run(
            work, on_done=finished, on_failed=self._on_failed, on_progress=on_progress, lane="write", owner=self
        )

    def _on_failed(self, error: Exception) -> None:
        self._writing = False
        if isinstance(error, Cancelled):
            self._context.events.toast.emit(_("Stopped: nobody was merged."), None)
        else:
            self._context.messages.show_error(error)
        self.failed.emit()

    def _say(self, text: str, action_id: int, kind: str, pair: LikelyPair) -> None:
        def undo() -> None:
            self.taken_back.emit(pair)
            undo_one(self._context, action_id, kind)

        self._context.events.toast.emit(text, undo)
