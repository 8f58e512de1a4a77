"""Printing without a printer: the preview, the papers, the PDF file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QGraphicsView, QWidget
from pytestqt.qtbot import QtBot

from app.services.errors import FileLocked
from app.ui.context import AppContext
from app.ui.printing import FRAME, Paper, PrintDialog, make_document, pdf_of, print_html
from tests.ui.conftest import FakeMessages

HTML = "<h1>Чек 17</h1><p>Эфиопия 250 г</p>"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def open_print(context: AppContext, window: QWidget, *papers: Paper) -> PrintDialog:
    return print_html(context, "Чек 17/2", lambda paper: f"{HTML}<p>{paper}</p>", window, papers or (Paper.A4,))


def test_a_long_document_goes_on_on_the_next_sheet(qtbot: QtBot) -> None:
    assert make_document(HTML, Paper.A4).pageCount() == 1
    assert make_document(HTML + "<p>line</p>" * 100, Paper.A4).pageCount() > 1


def test_a_receipt_is_one_strip_as_long_as_it_takes(qtbot: QtBot) -> None:
    short, long = (make_document(HTML + "<p>line</p>" * n, Paper.ROLL) for n in (1, 100))
    assert (short.pageCount(), long.pageCount()) == (1, 1)
    assert long.pageSize().height() > short.pageSize().height() * 5
    assert b"/MediaBox [0 0 227" in pdf_of(long, "receipt")  # 80 mm in points


def test_it_is_saved_as_a_pdf_where_the_owner_says(
    context: AppContext, window: QWidget, messages: FakeMessages, tmp_path: Path
) -> None:
    written: list[Path] = []
    context.events.file_written.connect(written.append)
    messages.place = tmp_path / "receipt"
    open_print(context, window).save_pdf()
    assert written == [tmp_path / "receipt.pdf"]
    assert written[0].read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_said(
    context: AppContext, window: QWidget, messages: FakeMessages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _data: bytes) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    messages.place = tmp_path / "receipt.pdf"
    open_print(context, window).save_pdf()
    assert isinstance(messages.errors[0], FileLocked)


def test_the_paper_chosen_last_is_offered_first_the_next_time(context: AppContext, window: QWidget) -> None:
    papers = (Paper.ROLL, Paper.A4)
    first = open_print(context, window, *papers)
    assert first.paper() is Paper.ROLL
    first.papers.setCurrentIndex(1)
    assert open_print(context, window, *papers).paper() is Paper.A4


def test_where_there_is_a_printer_it_is_offered_and_a_printer_that_is_gone_is_said(
    context: AppContext, window: QWidget, messages: FakeMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    dialog = open_print(context, window)
    assert dialog.print_button.isVisible()
    assert dialog.printers.currentText() == "Office"
    dialog.print_now()
    assert "Office" in messages.told[0][0]
    assert dialog.isVisible()


def test_without_a_printer_saving_is_what_enter_does(context: AppContext, window: QWidget) -> None:
    dialog = open_print(context, window)
    assert not dialog.print_button.isVisible()
    assert not dialog.printers.isVisible()
    assert dialog.pdf_button.isDefault()


def test_the_preview_is_no_larger_than_the_screen(context: AppContext, window: QWidget) -> None:
    dialog = open_print(context, window)
    room = window.screen().availableSize() - FRAME
    assert dialog.height() <= room.height()
    assert dialog.width() <= room.width()


def test_the_preview_begins_at_the_top_of_the_sheet(context: AppContext, window: QWidget, qtbot: QtBot) -> None:
    dialog = open_print(context, window)
    dialog.resize(720, 440)
    view = dialog.preview.findChildren(QGraphicsView)[0]
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > view.verticalScrollBar().minimum())
    dialog.hide()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    dialog.show()
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == view.verticalScrollBar().minimum())
