"""The guide: chapters and search on the left, the chapter on the right. Links of the text lead to pages, do things."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import _, language
from app.ui.context import AppContext
from app.ui.help.guide import Chapter, Part, chapter_named, find_parts, read_guide, slug
from app.ui.help.page_actions import page_actions
from app.ui.help.reader import Reader
from app.ui.theme import scaled
from app.ui.theme.tokens import GAP, GAP_PAGE, GAP_WIDE
from app.ui.widgets.action import Action
from app.ui.widgets.frames import Card
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label

CHAPTERS_WIDTH = 260
SCHEME = "regulars:"


class HelpPage(Page):
    """`show_chapter(name)` takes the name of a chapter or the key of a page."""

    top_actions: ClassVar[tuple[str, ...]] = ()
    has_primary: ClassVar[bool] = True  # nothing here is to be done: reading is all

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.guide = read_guide(language())
        self.shown: Chapter = self.guide[0]
        self.search = SearchField(_("Search in the guide"), _("Ctrl F"))
        self.search.textChanged.connect(lambda _text: self._list())
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self._focus_text)
        self.search.closed.connect(self._on_search_closed)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(_("Chapters"))
        self.chapters.setProperty("look", "chapters")
        self.chapters.setWordWrap(True)
        self.chapters.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.currentItemChanged.connect(lambda item, _before: self._on_chosen(item))
        self.nothing = label(_("Nothing is said of this. Try another word."), "", "second", wrap=True)
        self.reader = Reader(_("The guide"))
        self.reader.followed.connect(self.follow)
        self._build()
        self._list()
        self.show_chapter("")
        self.hand_focus_to(self.chapters)

    def show_chapter(self, name: str, anchor: str = "") -> None:
        """Show it and mark it in the list; what was searched for is left."""
        name, _mark, named = name.partition("#")
        if self.search.text():
            self.search.clear()
        self._show(chapter_named(self.guide, name), anchor or named)
        for number in range(self.chapters.count()):
            if self.chapters.item(number).data(Qt.ItemDataRole.UserRole).chapter == self.shown.name:
                self.chapters.blockSignals(True)
                self.chapters.setCurrentRow(number)
                self.chapters.blockSignals(False)

    def follow(self, target: str) -> None:
        """A link of the text was clicked."""
        kind, _slash, what = target.removeprefix(SCHEME).partition("/")
        if target.startswith(SCHEME):
            act = self._acts().get(kind)
            if act is not None:
                act(what)
        elif target.startswith("#"):
            self.reader.go_to(target[1:])
        elif ":" not in target:
            name, _mark, anchor = target.partition("#")
            self.show_chapter(name.removesuffix(".md"), anchor)
        else:
            QDesktopServices.openUrl(QUrl(target))

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """Search, and the chapters around this one."""
        return page_actions(lambda: self)

    def go_back(self) -> bool:
        """Esc ends the search first."""
        if not self.search.text():
            return False
        self._on_search_closed()
        return True

    def state(self) -> object:
        return self.shown.name

    def restore(self, state: object) -> None:
        if isinstance(state, str):
            self.show_chapter(state)

    def _acts(self) -> dict[str, Callable[[str], object]]:
        """First word of a link's target -> what it does with the rest."""
        events = self.context.events
        new = {"purchase": events.new_purchase, "task": events.new_task, "enquiry": events.new_enquiry}
        return {
            "page": events.show_page.emit,
            "setting": events.show_setting.emit,
            "welcome": lambda _rest: events.welcome.emit(),
            "why": lambda _rest: events.ask_why.emit(None),
            "new": lambda what: new[what].emit(None) if what in new else events.new_client.emit(""),
        }

    def _build(self) -> None:
        self.search.setFixedWidth(scaled(CHAPTERS_WIDTH))
        left = QWidget()
        left.setFixedWidth(scaled(CHAPTERS_WIDTH))
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GAP)
        beside.addWidget(label(_("Guide"), "title"))
        beside.addWidget(self.search)
        beside.addWidget(self.nothing)
        list_card = Card(padding=0)
        list_card.body.addWidget(self.chapters)
        beside.addWidget(list_card, 1)
        text = Card(padding=0)
        text.body.addWidget(self.reader)
        across = QHBoxLayout(self)
        across.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_PAGE)
        across.setSpacing(GAP_WIDE)
        across.addWidget(left)
        across.addWidget(text, 1)

    def _list(self) -> None:
        """The chapters, or the parts in which the words stand."""
        typed = self.search.text().strip()
        titles = {chapter.name: chapter.title for chapter in self.guide}
        parts = find_parts(self.guide, typed) if typed else [chapter.parts[0] for chapter in self.guide]
        self.chapters.blockSignals(True)
        self.chapters.clear()
        for part in parts:
            whole = titles[part.chapter]
            item = QListWidgetItem(part.title if part.title == whole else f"{part.title}\n{whole}")
            item.setData(Qt.ItemDataRole.UserRole, part)
            self.chapters.addItem(item)
        self.chapters.blockSignals(False)
        self.nothing.setVisible(not parts)
        if typed and parts:
            self.chapters.setCurrentRow(0)
        self.reader.mark_words(typed)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        part: Part = item.data(Qt.ItemDataRole.UserRole)
        chapter = chapter_named(self.guide, part.chapter)
        self._show(chapter, "" if part.title == chapter.title else slug(part.title))

    def _show(self, chapter: Chapter, anchor: str = "") -> None:
        self.shown = chapter
        self.reader.show_chapter(chapter, language(), anchor)
        self.reader.mark_words(self.search.text().strip())
        if not anchor:
            self.reader.show_first_mark()

    def step(self, by: int) -> None:
        number = self.guide.index(self.shown) + by
        if 0 <= number < len(self.guide):
            self.show_chapter(self.guide[number].name)

    def _move(self, by: int) -> None:
        row = self.chapters.currentRow() + by
        self.chapters.setCurrentRow(max(0, min(self.chapters.count() - 1, row)))

    def _focus_text(self) -> None:
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_closed(self) -> None:
        """Esc: the search is over, with the chapter that was found; then back to where one was."""
        if self.search.text():
            self.show_chapter(self.shown.name)
        self.chapters.setFocus(Qt.FocusReason.OtherFocusReason)
