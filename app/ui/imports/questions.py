"""Questions about columns whose cells can be read in two ways: three examples of each, the likelier one marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.i18n import _, quoted
from app.services.imports.rows import Column, Doubt
from app.ui.imports.draft import SheetDraft
from app.ui.imports.emptying import empty
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.readings import choice_text, question_text, read_text


class Examples(ElidedLabel):
    """The examples of one answer. A click on them is a click on the answer."""

    def __init__(self, text: str, answer: QRadioButton) -> None:
        super().__init__(text, "", "second")
        self._answer = answer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._answer.click()


class Question(QWidget):
    """One question. Emits `answered(value)` also for the answer that is marked already."""

    answered = Signal(object)

    def __init__(self, column: Column, title: str, doubt: Doubt, taken: object) -> None:
        super().__init__()
        self.column, self.doubt = column, doubt
        asked = _("“{column}”: {question}").format(column=title, question=question_text(doubt.kind))
        self.title = label(asked, "strong")
        self.mark = chip(_("not answered yet"), "warn")
        self.answers: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP_SMALL)
        grid.setColumnStretch(1, 1)
        for number, (value, examples) in enumerate(doubt.choices):
            said = "   ".join(f"{quoted(cell)} → {read_text(doubt.kind, read)}" for cell, read in examples)
            answer = QRadioButton(choice_text(doubt.kind, value))
            answer.setChecked(value == taken)
            answer.setAccessibleName(f"{title}: {answer.text()}")
            answer.setAccessibleDescription(said)
            answer.clicked.connect(partial(self.answered.emit, value))
            self._group.addButton(answer)
            self.answers.append(answer)
            grid.addWidget(answer, number, 0)
            grid.addWidget(Examples(said, answer), number, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addLayout(row(self.title, self.mark, None, spacing=GAP))
        layout.addLayout(grid)

    def focus(self) -> None:
        """Put the focus on the answer that is marked."""
        marked = next((answer for answer in self.answers if answer.isChecked()), self.answers[0])
        marked.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_taken(self, value: object, answered: bool) -> None:
        """Mark an answer; say whether anybody gave it."""
        for answer, (known, _examples) in zip(self.answers, self.doubt.choices, strict=True):
            answer.setChecked(known == value)
        self.mark.setVisible(not answered)


class QuestionsCard(Card):
    """The questions of a sheet, one at a time; an answer leads to the next one that is open.

    Emits `answered(column index, kind, value)`. Hidden where there is nothing to ask.
    """

    answered = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__(padding=GAP_WIDE, spacing=0)
        self.questions: list[Question] = []
        self._open: list[bool] = []
        self._shown = 0
        self.place = label("", "", "second")
        self.back_button = icon_button("chevron-left", _("Previous question"), lambda: self.show_question(-1))
        self.next_button = icon_button("chevron-right", _("Next question"), lambda: self.show_question(+1))
        self._steps = QWidget()
        self._steps.setLayout(row(self.place, self.back_button, self.next_button, spacing=GAP_SMALL))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        both = QHBoxLayout()
        both.addLayout(self._list, 1)
        both.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(both)
        self.hide()

    def show_sheet(self, sheet: SheetDraft) -> None:
        """Ask what the sheet leaves open."""
        wanted = sheet.questions()
        if [(q.column, q.doubt) for q in self.questions] != wanted:
            self._make(wanted)
        before, self._open = self._open, []
        for question in self.questions:
            self._open.append(self._show_answer(sheet, question))
        self.setVisible(bool(self.questions))
        if self.questions:
            self._go_on(before)

    def _make(self, wanted: list[tuple[Column, Doubt]]) -> None:
        from app.ui.imports.columns_table import column_title

        empty(self._list)
        self.questions, self._shown, self._open = [], 0, []
        for column, doubt in wanted:
            question = Question(column, column_title(column), doubt, None)
            question.answered.connect(partial(self.answered.emit, column.index, doubt.kind))
            question.hide()
            self.questions.append(question)
            self._list.addWidget(question)

    def _show_answer(self, sheet: SheetDraft, question: Question) -> bool:
        """Mark what is taken; whether that is still to be answered."""
        from app.services.imports.tables.doubts import likely

        answer = sheet.answer(question.column, question.doubt)
        taken = likely(question.doubt, sheet.fields[question.column.index]) if answer is None else answer
        question.show_taken(taken, answer is not None)
        return answer is None

    def _go_on(self, before: list[bool]) -> None:
        """Show a question that is open again, else the next open one when that on the screen has been answered."""
        count = len(self.questions)
        following = [(self._shown + step) % count for step in range(count)]
        again = [place for place in following if before and self._open[place] and not before[place]]
        if before != self._open:
            self._shown = next((place for place in (*again, *following) if self._open[place]), self._shown)
        self.show_question(0)

    def show_question(self, step: int) -> None:
        """Show the question `step` further on; the focus stays in the questions if it is there."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._shown = (self._shown + step) % len(self.questions)
        for place, question in enumerate(self.questions):
            question.setVisible(place == self._shown)
        self._steps.setVisible(len(self.questions) > 1)
        self.place.setText(_("{n} of {total}").format(n=self._shown + 1, total=len(self.questions)))
        if inside and step == 0:
            QTimer.singleShot(0, self.questions[self._shown].focus)  # after the key that answered is done with

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        answers: list[QWidget] = [answer for question in self.questions for answer in question.answers]
        return [*answers, self.back_button, self.next_button]
