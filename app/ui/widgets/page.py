"""What the main window expects of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.widgets.action import Action, make_shortcuts

if TYPE_CHECKING:
    from app.ui.background import Job, Lane, Work


class Page(QWidget):
    """A page of the main window, built once per language and theme as `XPage(context)`.

    `areas`: the page is reloaded when one of them changed; at once if shown, else when it is shown next.
    `has_primary`: the page has a primary button of its own, so the top bar shows none.
    `own_header`: the page draws its own header in place of the search bar.
    `top_actions`: the quick buttons of the top bar on this page ("client", "purchase", "task").
    """

    areas: ClassVar[frozenset[Area]] = frozenset()
    has_primary: ClassVar[bool] = False
    own_header: ClassVar[bool] = False
    top_actions: ClassVar[tuple[str, ...]] = ("client", "purchase")

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self._jobs: dict[str, Job] = {}
        self._keyboard: QWidget | None = None
        self._has_keys = False
        self.setProperty("look", "window")

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """What can be done on the page, as far as it has a key or is worth finding in the palette.

        Asked again for every menu and list; the keys are made when the page is shown first. Stands in the place of
        Qt's list of QActions, which pages have none of.
        """
        return ()

    def action(self, name: str) -> Action:
        """The action of this name, for its button or its entry in a menu."""
        return next(one for one in self.actions() if one.name == name)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys of the actions are made when the page is shown first."""
        super().showEvent(event)
        if not self._has_keys:
            self._has_keys = True
            make_shortcuts(self, self.actions())

    def hand_focus_to(self, part: QWidget) -> None:
        """Where the keyboard is when the page gets it. A focus proxy that changes is left out of Tab by Qt, with what
        stands around it."""
        self._keyboard = part

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._keyboard is not None:
            self._keyboard.setFocus(event.reason())

    def reload(self) -> None:
        """Read what the page shows again; start a reader job, do not block."""

    def is_busy(self) -> bool:
        """True while the page still waits for data; a screenshot waits for False."""
        return any(not job.finished for job in self._jobs.values())

    def read(self, name: str, work: Work, done: Callable[..., object], lane: Lane = "read") -> None:
        """Start a job; the one of that name before is of no interest any more."""
        self.drop(name)
        self._jobs[name] = self.context.jobs.run(work, on_done=done, lane=lane, owner=self)

    def drop(self, *names: str) -> None:
        """The jobs of these names are of no interest any more."""
        for name in names:
            if name in self._jobs:
                self._jobs.pop(name).drop()

    def client_id(self) -> int | None:
        """The client the page is about, offered first by a new purchase or task."""
        return None

    def go_back(self) -> bool:
        """Esc: close what is open within the page; False when there is nothing, so the window goes back."""
        return False

    def take_back(self) -> bool:
        """Ctrl+Z: take back what was changed within the page and is not saved; False when there is nothing, so that
        the last saved action is taken back."""
        return False

    def do_again(self) -> bool:
        """Ctrl+Y: do again what `take_back` took back; False when there is nothing, as above."""
        return False

    def state(self) -> object:
        """Small state that survives a rebuild (chosen client, search text), given to `restore` of the new page."""
        return None

    def restore(self, state: object) -> None:
        """Take over `state` of the page that was here before a change of language or theme."""
