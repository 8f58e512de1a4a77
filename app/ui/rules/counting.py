"""What is counted for the rule in the editor: people of today with a change and without it, how often it was right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.services.reminders.items import BY_RULE
from app.services.reminders.rules.data import Rule
from app.ui.background import Report
from app.ui.rules.editor import RuleEditor
from app.ui.rules.reading import Brought, Counted, read_brought, read_effect, read_hits
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.services.reminders.occasions.hits import HitRate

PREVIEW_MS = 250


class Counting(QObject):
    """Counts once the owner pauses, in the long lane of the page, and tells the editor. `current` gives the rule as it
    was changed last, `is_changed` whether it was."""

    def __init__(
        self, page: Page, editor: RuleEditor, current: Callable[[], Rule | None], is_changed: Callable[[], bool]
    ) -> None:
        super().__init__(page)
        self._page, self._editor, self._current, self._is_changed = page, editor, current, is_changed
        self._brought: Brought | None = None
        self._pause = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._pause.timeout.connect(self._read_effect)

    def is_waiting(self) -> bool:
        """Whether a count is about to start."""
        return self._pause.isActive()

    def ask_effect(self, problem: str) -> None:
        """Count what the rule gives, unless there is a problem: then say it."""
        self._page.drop("effect")
        self._editor.show_saved(not self._is_changed(), usable=not problem)
        if problem:
            self._pause.stop()
            self._editor.effect.show_problem(problem)
        else:
            self._editor.effect.show_counting()
            self._pause.start()

    def ask_hits(self, rule: Rule) -> None:
        """How often it was right, of a rule that looks for people in the receipts."""
        rule_id, context = rule.id, self._page.context
        if rule_id is not None and rule.kind in BY_RULE:
            today = context.today()
            self._page.read("hits", lambda _report: read_hits(context.db, rule_id, today), self._show_hits, "long")

    def read_brought(self) -> None:
        """What leaving some of the silent alone could tell and has told."""
        db, now = self._page.context.db, self._page.context.now()
        self._page.read("brought", lambda _report: read_brought(db, now), self._show_brought, "long")

    def tell_brought(self) -> None:
        """The same, of what was read last."""
        if self._editor.left_alone is not None and self._brought is not None:
            self._editor.left_alone.show_known(self._brought.answer, self._brought.effect)

    def _read_effect(self) -> None:
        rule = self._current()
        if rule is None:
            return
        context = self._page.context
        today, now = context.today(), context.now()

        def count(report: Report) -> tuple[Rule, Counted]:
            return read_effect(context.db, rule, today, now, lambda: report(0, 1))

        self._page.read("effect", count, self._show_effect, "long")

    def _show_effect(self, counted: tuple[Rule, Counted]) -> None:
        rule, effect = counted
        if rule == self._current():
            self._editor.effect.show_effect(effect, is_changed=self._is_changed(), is_on=rule.enabled)

    def _show_hits(self, counted: tuple[int, HitRate]) -> None:
        rule = self._current()
        if rule is not None and rule.id == counted[0]:
            self._editor.show_hits(counted[1])

    def _show_brought(self, brought: Brought) -> None:
        self._brought = brought
        self.tell_brought()
