"""Pages of a printed document end between things, never within them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from app.ui.printing import Paper, make_document

FULL = 80  # lines, more than a page


def table(rows: int, text: str = "row") -> str:
    heads = "<thead><tr><th>Title</th></tr><tr><th>Head</th></tr></thead>"
    return f"<table width='100%'>{heads}{''.join(f'<tr><td>{text} {n}</td></tr>' for n in range(rows))}</table>"


def blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def page_of(document: QTextDocument, block: QTextBlock, line: int = 0) -> int:
    top = document.documentLayout().blockBoundingRect(block).top() + block.layout().lineAt(line).y()
    return int(top // document.pageSize().height())


def found(document: QTextDocument, text: str) -> QTextBlock:
    return next(block for block in blocks(document) if block.text() == text)


@pytest.mark.parametrize("lines", range(0, FULL, 3))
def test_a_heading_is_on_the_page_of_what_it_is_of(lines: int, qtbot: Any) -> None:
    document = make_document("<p>line</p>" * lines + "<h2>Heading</h2><p>below</p>", Paper.A4)
    assert page_of(document, found(document, "Heading")) == page_of(document, found(document, "below"))


@pytest.mark.parametrize("lines", range(0, FULL, 3))
def test_the_heads_of_a_table_are_on_the_page_of_its_first_row(lines: int, qtbot: Any) -> None:
    document = make_document("<p>line</p>" * lines + table(5), Paper.A4)
    assert page_of(document, found(document, "Title")) == page_of(document, found(document, "row 0"))


def test_a_row_is_whole_on_one_page(qtbot: Any) -> None:
    document = make_document(table(40, "word " * 40), Paper.A4)
    rows = [block for block in blocks(document) if QTextCursor(block).currentTable() and block.layout().lineCount() > 1]
    assert document.pageCount() > 1
    assert len(rows) == 40
    for block in rows:
        assert page_of(document, block) == page_of(document, block, block.layout().lineCount() - 1), block.text()


def test_nothing_is_lost_below_a_table_that_was_moved(qtbot: Any) -> None:
    parts = [f"{table(9, 'word ' * 40)}<p>after {n}</p>" for n in range(6)]
    document = make_document("".join(parts), Paper.A4)
    heights = [document.documentLayout().blockBoundingRect(found(document, f"after {n}")) for n in range(6)]
    assert all(place.height() > 5 for place in heights)
    assert [place.top() for place in heights] == sorted(place.top() for place in heights)
