"""Shows one chapter: Markdown in the looks of the program, pictures as wide as there is room, links that do things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.ui.help.guide import GUIDE, Chapter, fold, slug, stems_of
from app.ui.theme import font, scaled, tokens

WIDEST = 760  # px of text on a line; a wider one is hard to read
MARGIN = 28
LINE_PERCENT = 140
# Level of a heading -> size, room above and below.
HEADINGS = {1: (20, 4, 10), 2: (15, 18, 6), 3: (13, 12, 4)}
TEXT, BELOW, BELOW_ITEM = 13, 10, 5
INDENT = 22  # px; of a list
WAIT_MS = 80  # after the last change of the width


class Reader(QTextBrowser):
    """Emits `followed(str)` with the target of a link that was clicked: "card.md#anchor" or "regulars:page/rules"."""

    followed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setProperty("look", "guide")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self._chapter: Chapter | None = None
        self._language, self._laid_out_for = "", 0
        self._again = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._again.timeout.connect(self._lay_out_again)
        for key, step in (("PgDown", 1), ("PgUp", -1)):
            made = QShortcut(QKeySequence(f"Alt+{key}"), self)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(lambda step=step: self.scroll_page(step))

    def show_chapter(self, chapter: Chapter, language: str, anchor: str = "") -> None:
        """Show it from its beginning, or from the heading of that anchor."""
        self._chapter, self._language = chapter, language
        self._lay_out()
        self.go_to(anchor)

    def go_to(self, anchor: str) -> None:
        """Scroll so that the heading stands at the top."""
        found = next((block for block in self._blocks() if _level(block) and slug(block.text()) == anchor), None)
        bar = self.verticalScrollBar()
        if found is None or not anchor:
            bar.setValue(0)
            return
        top = self.document().documentLayout().blockBoundingRect(found).top()
        bar.setValue(int(top) - MARGIN // 2)

    def show_first_mark(self) -> None:
        """Scroll so that the first word that was marked is in sight."""
        for mark in self.extraSelections()[:1]:
            found: Any = mark
            cursor = QTextCursor(self.document())
            cursor.setPosition(found.cursor.selectionStart())
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def mark_words(self, typed: str) -> None:
        """Show where the words that were looked for stand."""
        shade = QTextCharFormat()
        shade.setBackground(QColor(tokens().warn_soft))
        shade.setForeground(QColor(tokens().text))
        marks = []
        text = fold(self.document().toRawText())
        for stem in stems_of(typed):
            for word in re.finditer(rf"\b{re.escape(stem)}\w*", text):
                selection: Any = QTextEdit.ExtraSelection()
                selection.format = shade
                cursor = QTextCursor(self.document())
                cursor.setPosition(word.start())
                cursor.setPosition(word.end(), QTextCursor.MoveMode.KeepAnchor)
                selection.cursor = cursor
                marks.append(selection)
        self.setExtraSelections(sorted(marks, key=lambda mark: mark.cursor.selectionStart()))

    def scroll_page(self, step: int) -> None:
        """A screen down (1) or up (-1)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """A picture of the guide, at most as wide as the text."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        path = (GUIDE / self._language / QUrl(name).toString()).resolve()
        image = QImage(str(path)) if path.is_relative_to(GUIDE) else QImage()
        if image.isNull():
            return image
        ratio = self.devicePixelRatioF()
        width = round(min(self._room(), scaled(image.width())) * ratio)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(image)  # a thin line around it: the windows on it are as light as the page
        painter.setPen(QColor(tokens().line_strong))
        painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._chapter is not None and self._room() != self._laid_out_for:
            self._again.start()

    def _room(self) -> int:
        return max(200, min(scaled(WIDEST), self.viewport().width() - 2 * MARGIN))

    def _lay_out_again(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))

    def _lay_out(self) -> None:
        assert self._chapter is not None
        self._laid_out_for = self._room()
        document = QTextDocument(self)
        document.setDefaultFont(font(TEXT))
        document.setDocumentMargin(0)
        document.setIndentWidth(INDENT)
        self.setDocument(document)
        document.setMarkdown(self._chapter.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        frame = document.rootFrame().frameFormat()
        frame.setMargin(0)
        frame.setLeftMargin(MARGIN)
        frame.setTopMargin(MARGIN // 2)
        frame.setBottomMargin(MARGIN)
        frame.setRightMargin(max(MARGIN, self.viewport().width() - MARGIN - self._room()))
        document.rootFrame().setFrameFormat(frame)
        for block in list(self._blocks()):
            _shape(block)
            for fragment in list(_fragments(block)):
                _colour(block, fragment)
        self.setTextCursor(QTextCursor(document))

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()


def _level(block: QTextBlock) -> int:
    return block.blockFormat().headingLevel()


def _shape(block: QTextBlock) -> None:
    """The room around a paragraph, an item or a heading, and the letters of a heading."""
    cursor = QTextCursor(block)
    form = block.blockFormat()
    size, above, below = HEADINGS.get(_level(block), (TEXT, 0, BELOW_ITEM if block.textList() else BELOW))
    form.setTopMargin(above)
    form.setBottomMargin(below)
    form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if any(fragment.charFormat().isImageFormat() for fragment in _fragments(block)):
        form.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(form)
    if _level(block):
        letters = QTextCharFormat()
        letters.setFont(font(size, QFont.Weight.Bold))
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)  # not merged, for Markdown makes headings larger by a factor of its own


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    pieces = block.begin()
    while not pieces.atEnd():
        yield pieces.fragment()
        pieces += 1


def _colour(block: QTextBlock, fragment: QTextFragment) -> None:
    """Links in the accent, keys and names of files on a ground of their own."""
    form = fragment.charFormat()
    if form.isImageFormat():
        return
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    if form.isAnchor():
        letters.setForeground(QColor(tokens().accent))
    elif form.fontFixedPitch():
        letters.setFontFixedPitch(False)
        letters.setFont(font(TEXT - 1, QFont.Weight.DemiBold))
        letters.setBackground(QColor(tokens().neutral_soft))
    else:
        return
    cursor.mergeCharFormat(letters)
