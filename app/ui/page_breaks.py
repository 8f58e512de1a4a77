"""Where the pages of a printed document end: never within a row of a table, nor between a heading and what it is of."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextTable

BEFORE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def keep_together(document: QTextDocument) -> None:
    """Move a heading to the next page where it would be the last of its page, also that of a table: from the first to
    the last, for each that moves moves those below it."""
    block = document.begin()
    while block.isValid():
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is not None:
            if _is_first(table, block) and _heads_end_a_page(document, table):
                shown = table.format().toTableFormat()
                shown.setPageBreakPolicy(BEFORE)
                table.setFormat(shown)
                _lay_out(document)
            if _is_first(table, block):
                _keep_rows_whole(document, table)
        elif block.blockFormat().headingLevel() and _page(document, block) != _page(document, _after(block)):
            cursor = QTextCursor(block)
            shown_block = block.blockFormat()
            shown_block.setPageBreakPolicy(BEFORE)
            cursor.setBlockFormat(shown_block)
            _lay_out(document)
        block = block.next()


def _lay_out(document: QTextDocument) -> None:
    """All of it anew: where Qt itself lays out only what changed, lines below a table are lost."""
    document.markContentsDirty(0, document.characterCount())


def _is_first(table: QTextTable, block: QTextBlock) -> bool:
    return table.cellAt(0, 0).firstCursorPosition().block() == block


def _heads_end_a_page(document: QTextDocument, table: QTextTable) -> bool:
    heads = table.format().toTableFormat().headerRowCount()
    if not 0 < heads < table.rows():
        return False
    first, row = (table.cellAt(number, 0).firstCursorPosition().block() for number in (0, heads))
    return _page(document, first) != _page(document, row)


def _keep_rows_whole(document: QTextDocument, table: QTextTable) -> None:
    """A row that would go on on the next page begins there: with so much room above it, no line of it fits before."""
    for row in range(table.format().toTableFormat().headerRowCount(), table.rows()):
        split = next((block for block in _cells(table, row) if _is_split(document, block)), None)
        if split is None:
            continue
        bottom = document.documentLayout().blockBoundingRect(split).top() + split.layout().lineAt(0).rect().bottom()
        page_end = (_page(document, split) + 1) * document.pageSize().height() - document.documentMargin()
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shown = cell.format().toTableCellFormat()
            shown.setTopPadding(shown.topPadding() + page_end - bottom + 1)
            cell.setFormat(shown)
        _lay_out(document)


def _cells(table: QTextTable, row: int) -> list[QTextBlock]:
    return [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]


def _is_split(document: QTextDocument, block: QTextBlock) -> bool:
    lines = block.layout()
    if lines.lineCount() < 2:
        return False
    top, height = document.documentLayout().blockBoundingRect(block).top(), document.pageSize().height()
    first, last = (int((top + lines.lineAt(number).y()) // height) for number in (0, lines.lineCount() - 1))
    return first != last


def _after(block: QTextBlock) -> QTextBlock:
    """What a heading is of: the block below it, without empty ones."""
    below = block.next()
    while below.isValid() and below.next().isValid() and not below.text().strip("\xa0 "):
        below = below.next()
    return below if below.isValid() else block


def _page(document: QTextDocument, block: QTextBlock) -> int:
    """The page on which the block begins; the first line counts, for a chart that does not fit begins the next one."""
    place = document.documentLayout().blockBoundingRect(block)
    lines = block.layout()
    top = place.top() + (lines.lineAt(0).y() if lines.lineCount() else 0)
    return int(top // document.pageSize().height())
