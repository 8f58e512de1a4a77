"""A task typed as one line: what was understood stands under it at once and can be corrected; Enter adds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.i18n import _, time_text
from app.models.enums import Area, TaskKind
from app.services.keyboard import other_layout
from app.services.tasks.save import PRIORITIES, USUAL, TaskData
from app.ui.background import is_alive
from app.ui.dialogs.client_field import client_text
from app.ui.dialogs.tasks.move_menu import move_menu
from app.ui.dialogs.tasks.quick_chips import ChipWords, QuickChips, choice_menu
from app.ui.dialogs.tasks.quick_edit import QuickEdit
from app.ui.shell.undo import tell_done
from app.ui.theme.tokens import GAP_SMALL
from app.wording.quick_task import Part, QuickTask, read_quick
from app.wording.quick_task_said import added_words, day_said, doubt_words
from app.wording.recurrence import recurrence_words
from app.wording.tasks import KIND_ICONS, kind_name, priority_name

if TYPE_CHECKING:
    from app.services.clients.data import ClientRow
    from app.services.tasks.whom import Whom
    from app.ui.background import Job, Report
    from app.ui.context import AppContext

LOOK_UP_MS = 60
TIMES = tuple(time(hour) for hour in range(9, 21))
FEWEST_WORDS = 2  # that tell another keyboard layout from a name or a slip
NOBODY = -1  # in place of a client: it was not meant


class QuickLine(QWidget):
    """`added(id)` once a task is saved. Enter adds it, with several clients of that name it asks whom first; Ctrl+Enter
    opens the form, filled; the arrow down goes to the clients, or takes the line in the other keyboard layout; Esc
    empties the line, and Ctrl+Z brings it back."""

    added = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._day = context.today()
        self._own_day = False  # a day that was set from outside
        self._client_id: int | None = None  # of whom tasks are when the line names nobody
        self._task = self._read("")
        self._whom: Whom | None = None
        self._set: dict[str, Any] = {}  # what was corrected by hand
        self._entered = False  # Enter came before it was clear who is meant
        self._is_looking = self._missing = False
        self._job: Job | None = None
        self.line, self.chips = QuickEdit(), QuickChips()
        self.setFocusProxy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self.chips)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_UP_MS)
        self._timer.timeout.connect(self._look_up)
        self.line.textChanged.connect(lambda _text: self._on_typed())
        self.line.entered.connect(self.add)
        self.line.form_asked.connect(self.open_form)
        self.line.choice_asked.connect(self._ask_whom)
        self.chips.asked.connect(self._correct)
        self.chips.removed.connect(self._remove)
        context.events.changed.connect(self._on_changed)
        self._show()

    def set_day(self, day: date) -> None:
        """The day of a task whose line names none."""
        self._day, self._own_day = day, True
        self._show()

    def set_client(self, client_id: int | None) -> None:
        """Of whom a task is whose line names nobody."""
        self._client_id = client_id

    def is_busy(self) -> bool:
        """True while it is not known yet who is meant."""
        return self._timer.isActive() or self._is_looking

    def add(self) -> None:
        """Save it; first it has to be clear what is to be done and, of several, for whom."""
        if not self._task.text.strip():
            return
        if self.is_busy():
            self._entered = True
            if self._timer.isActive():
                self._look_up()
            return
        data = self._data()
        self._missing = not data.title
        if self._missing:
            self._show()
        elif self._several():
            self._ask_whom()
        else:
            self._save(data)

    def open_form(self) -> None:
        """Go on in the form, with all that was understood."""
        self._context.events.new_task.emit(self._data())
        self.line.take_all()

    def _read(self, text: str) -> QuickTask:
        now = self._context.local_now()
        return read_quick(text, now.date(), now.time().replace(tzinfo=None))

    def _on_typed(self) -> None:
        text = self.line.text()
        self._entered = self._missing = False
        self._task = self._read(text)
        if not text.strip():
            self._set.clear()
        if self._job is not None:
            self._job.drop()
        self._is_looking, self._whom = False, None
        self._timer.start()
        self._show()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        """Somebody who was not known may be by now."""
        if Area.CLIENTS in areas and self._whom is not None and not self._whom.clients:
            self._timer.start()

    def _look_up(self) -> None:
        """Ask who is named, in the lane of readers."""
        self._timer.stop()
        task, db = self._task, self._context.db
        if not task.words:
            self._on_found(None)
            return

        def work(_report: Report) -> Whom | None:
            from app.services.tasks.whom import find_whom

            return find_whom(db, task.words, eager=task.kind is not TaskKind.TODO)

        self._is_looking = True
        self._job = self._context.jobs.run(work, on_done=self._on_found, on_failed=self._on_not_read, owner=self)

    def _on_not_read(self, error: Exception) -> None:
        """The task can be added without its client."""
        self._entered = False
        self._on_found(None)
        self._context.messages.show_error(error)

    def _on_found(self, whom: Whom | None) -> None:
        self._is_looking, self._whom = False, whom
        entered, self._entered = self._entered, False
        self._show()
        if entered:
            self.add()

    def _several(self) -> bool:
        return "client" not in self._set and self._whom is not None and len(self._whom.clients) > 1

    def _client(self) -> ClientRow | None:
        """Who was chosen, or is meant by the line alone."""
        if "client" in self._set:
            chosen = self._set["client"]
            return None if chosen == NOBODY else chosen
        return self._whom.clients[0] if self._whom is not None and len(self._whom.clients) == 1 else None

    def _title(self) -> str:
        """Without the words that name the client, where there is one."""
        named = self._whom is not None and self._client() is not None
        return self._task.title_for(self._whom.start, self._whom.end) if named and self._whom else self._task.title

    def _due(self) -> date:
        if not self._own_day:
            self._day = self._context.today()
        day: date = self._set.get("day") or self._task.day or self._day
        return day

    def _data(self) -> TaskData:
        task, client = self._task, self._client()
        client_id = client.id if client is not None else None if "client" in self._set else self._client_id
        return TaskData(
            client_id,
            self._title(),
            self._due(),
            self._set.get("time", task.wall),
            every=self._set.get("every", task.every),
            anchor=task.anchor,
            priority=self._set.get("priority", task.priority),
            kind=self._set.get("kind", task.kind),
        )

    def _save(self, data: TaskData) -> None:
        context, now, typed = self._context, self._context.now(), self.line.text()

        def work(_report: Report) -> tuple[int, int | None]:
            from app.services.history.actions import find_last_action
            from app.services.tasks.save import add_task

            new_id = add_task(context.db, data, now)
            action = find_last_action(context.db, now)
            return new_id, action.id if action else None

        def done(result: tuple[int, int | None]) -> None:
            new_id, action_id = result
            at = time_text(data.due_time) if data.due_time else ""
            tell_done(context, action_id, "add_task", added_words(data.title, data.due_day, at, context.today()))
            if is_alive(self):  # the window may be built anew meanwhile
                self.added.emit(new_id)

        def failed(error: Exception) -> None:
            if is_alive(self) and not self.line.text():
                self.line.setText(typed)
            context.messages.show_error(error)

        self.line.take_all()
        context.jobs.run(work, on_done=done, on_failed=failed, lane="write")

    def _show(self) -> None:
        """The chips as it is understood now."""
        task, whom = self._task, self._whom
        parts = list(task.parts)
        if whom is not None and self._set.get("client") != NOBODY:
            parts.append(Part("client", whom.start, whom.end))
        self.line.show_parts(parts)
        if not task.text.strip():
            self.chips.show_words({}, "")
            self.chips.hide()
            return
        words = self._words()
        doubt = _("What is to be done?") if self._missing else doubt_words(task)
        self.chips.show_words(words, doubt, bad=self._missing)
        self.chips.show()
        said = [one.text for one in words.values() if one is not None]
        self.line.setAccessibleDescription("; ".join([*said, *([doubt] if doubt else [])]))

    def _words(self) -> dict[str, ChipWords | None]:
        data, task = self._data(), self._task
        day = "accent" if task.day or "day" in self._set else ""
        other = self._in_other_layout()
        return {
            "layout": ChipWords(_("Meant “{text}”?").format(text=other), "keyboard", "warn") if other else None,
            "kind": ChipWords(kind_name(data.kind), KIND_ICONS[data.kind]),
            "client": self._client_words(),
            "day": ChipWords(day_said(data.due_day, self._context.today()), "calendar-check", day),
            "time": ChipWords(time_text(data.due_time), "bell", "accent") if data.due_time else None,
            "every": ChipWords(recurrence_words(data.every, data.anchor), "repeat", "info") if data.every else None,
            "priority": ChipWords(priority_name(data.priority), "star", "warn") if data.priority != USUAL else None,
        }

    def _in_other_layout(self) -> str:
        """The line as the other keyboard layout has it, where that says something and this says nothing."""
        typed = self._task.text
        if self._task.parts or len(typed.split()) < FEWEST_WORDS:
            return ""
        other = other_layout(typed)
        return other if len(self._read(other).parts) >= FEWEST_WORDS else ""

    def _client_words(self) -> ChipWords | None:
        client, whom = self._client(), self._whom
        if client is not None:
            return ChipWords(client.name, "user", "plum")
        if "client" in self._set or whom is None:
            return None
        named = self._task.text[whom.start : whom.end]
        if not whom.clients:
            return ChipWords(_("{name}: a new client?").format(name=named), "user", "")
        return ChipWords(_("{name}: who is it?").format(name=named), "user", "warn")

    def _correct(self, name: str, chip: QPushButton) -> None:
        """Offer what else it can be."""
        window = self.window()
        if name == "layout":
            self.line.setText(self._in_other_layout())
            self.line.setFocus()
        elif name == "client":
            self._ask_whom()
        elif name == "day":
            move_menu(self._context.today(), self._due(), partial(self._put, "day"), window).show_below(chip)
        else:
            choice_menu(window, name, self._choices(name)).show_below(chip)

    def _choices(self, name: str) -> list[tuple[str, Callable[[], object]] | None]:
        if name == "kind":
            return [(kind_name(kind), partial(self._put, "kind", kind)) for kind in TaskKind]
        if name == "priority":
            return [(priority_name(one), partial(self._put, "priority", one)) for one in PRIORITIES]
        if name == "every":
            return [(_("Once"), partial(self._put, "every", None))]
        wall = self._set.get("time", self._task.wall)
        other = [wall.replace(hour=(wall.hour + 12) % 24)] if wall is not None else []
        times = [*other, *(one for one in TIMES if one not in other)]
        none = (_("No time"), partial(self._put, "time", None))
        return [*((time_text(one), partial(self._put, "time", one)) for one in times), None, none]

    def _ask_whom(self) -> None:
        """The clients of that name; or to write down a new one."""
        whom = self._whom
        if not self.chips.chips["layout"].isHidden():
            self.chips.chips["layout"].click()
        if whom is None or self.chips.chips["client"].isHidden():
            return
        named = self._task.text[whom.start : whom.end]
        people = [(client_text(one), partial(self._put, "client", one)) for one in whom.clients]
        new = (_("New client “{name}”…").format(name=named), partial(self._context.events.new_client.emit, named))
        nobody = (_("Nobody: leave it in the task"), partial(self._put, "client", NOBODY))
        entries: list[tuple[str, Callable[[], object]] | None] = (
            [*people, None, nobody, new] if people else [new, nobody]
        )
        choice_menu(self.window(), "client", entries).show_below(self.chips.chips["client"])

    def _put(self, name: str, value: object) -> None:
        self._set[name] = value
        self._show()
        self.line.setFocus()

    def _remove(self, name: str) -> None:
        """It was not meant: the day is the usual one, the rest is not there."""
        if name == "layout":
            return
        usual = {"kind": TaskKind.TODO, "client": NOBODY, "priority": USUAL, "day": self._day}
        self._put(name, usual.get(name))
