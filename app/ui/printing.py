"""Printing of anything: a preview, and from it to a printer or into a PDF file. Needs no printer to work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QShowEvent,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QDialog, QGraphicsView, QVBoxLayout, QWidget

from app.i18n import _
from app.services.errors import FileLocked, ReadOnlyStorage
from app.ui.exporting import file_name
from app.ui.page_breaks import keep_together
from app.ui.plots.on_paper import PrintedPlot, put_plots
from app.ui.theme import font, tokens
from app.ui.theme.tokens import GAP_CARD, GAP_WIDE, TEXT_CHIP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.ui.context import AppContext

PX = 96 / 25.4  # px of a document in a millimetre of paper
A4_SIZE, A4_MARGIN, A4_TEXT = QSizeF(210, 297), 14, 13  # mm, mm, px
ROLL_WIDTH, ROLL_MARGIN, ROLL_TEXT = 80, 4, 12
SHARPNESS = 300  # dots an inch in a PDF; letters are outlines anyway
FIRST_SIZE = QSize(720, 760)
FRAME = QSize(16, 48)  # px; what the desktop draws around it
FAILED = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
STYLE = """
body, h1, h2, p, td, th, li { color: #000000; }
h1 { font-size: 20px; margin: 0 0 2px 0; }
h2 { font-size: 14px; margin: 14px 0 4px 0; }
p { margin: 0 0 4px 0; }
.quiet { color: #555555; }
.sum { font-weight: bold; }
"""


class Paper(StrEnum):
    """What is printed on."""

    A4 = "a4"
    ROLL = "roll"  # of a receipt printer, 80 mm wide and as long as it takes


Html = str | Callable[[Paper], str]
"""The document, or what makes it for a paper. Of styles there are h1, h2, p, table, .quiet and .sum; its <title> stands
at the top of every page but the first."""


def print_html(
    context: AppContext,
    title: str,
    html: Html,
    parent: QWidget,
    papers: Sequence[Paper] = (Paper.A4,),
    plots: Sequence[PrintedPlot] = (),
) -> PrintDialog:
    """Show how `html` looks on paper, and print it or save it as PDF from there. `title` names the job and the file;
    `plots` come where the document has a MARK each."""
    dialog = PrintDialog(context, title, html, parent, papers, plots)
    dialog.open()
    return dialog


def make_document(html: Html, paper: Paper, plots: Sequence[PrintedPlot] = ()) -> QTextDocument:
    """The document laid out for the paper; its page size is in px of 1/96 inch."""
    narrow = paper is Paper.ROLL
    document = QTextDocument()
    document.setDefaultFont(font(ROLL_TEXT if narrow else A4_TEXT))
    document.setDefaultStyleSheet(STYLE)
    document.setDocumentMargin((ROLL_MARGIN if narrow else A4_MARGIN) * PX)
    document.setHtml(html if isinstance(html, str) else html(paper))
    if plots:
        put_plots(document, plots)
    if narrow:
        document.setTextWidth(ROLL_WIDTH * PX)
        document.setPageSize(QSizeF(ROLL_WIDTH * PX, document.size().height() + 1))
    else:
        document.setPageSize(A4_SIZE * PX)
        keep_together(document)
    return document


def pdf_of(document: QTextDocument, title: str) -> bytes:
    """The document as a PDF file."""
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setTitle(title)
    writer.setCreator("Regulars")
    writer.setResolution(SHARPNESS)
    _put_paper_in(writer, document)
    draw(document, writer)
    del writer  # the file is whole once its writer is gone
    return bytes(made.data().data())


def draw(document: QTextDocument, device: QPagedPaintDevice) -> bool:
    """Draw page after page on the device, with numbers where there are several; False where it takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    size, pages = document.pageSize(), document.pageCount()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    painter.scale(device.width() / size.width(), device.height() / size.height())
    for page in range(pages):
        if page:
            device.newPage()
        shown = QRectF(0, page * size.height(), size.width(), size.height())
        context.clip = shown
        painter.save()
        painter.translate(0, -shown.top())
        painter.setClipRect(shown)
        document.documentLayout().draw(painter, context)
        painter.restore()
        if pages > 1:
            _draw_margins(painter, document, page + 1, pages)
    return painter.end()


def _draw_margins(painter: QPainter, document: QTextDocument, page: int, pages: int) -> None:
    """The number of the page below, what the document is called above."""
    size, margin = document.pageSize(), A4_MARGIN * PX
    line = QRectF(margin, 0, size.width() - 2 * margin, margin)
    painter.setFont(font(TEXT_CHIP))
    painter.setPen(Qt.GlobalColor.darkGray)
    foot = line.translated(0, size.height() - margin)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{page} / {pages}")
    if page > 1:
        title = document.metaInformation(QTextDocument.MetaInformation.DocumentTitle)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


def _put_paper_in(device: QPagedPaintDevice, document: QTextDocument) -> None:
    """Pages of the document's size; its margins are its own."""
    millimetres = document.pageSize() / PX
    matching = QPageSize.SizeMatchPolicy.FuzzyMatch
    device.setPageSize(QPageSize(millimetres, QPageSize.Unit.Millimeter, "", matching))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))


class PrintDialog(QDialog):
    """The preview with the choice of paper and printer. The printer last used for a paper is offered first."""

    def __init__(
        self,
        context: AppContext,
        title: str,
        html: Html,
        parent: QWidget,
        papers: Sequence[Paper] = (Paper.A4,),
        plots: Sequence[PrintedPlot] = (),
    ) -> None:
        super().__init__(parent)
        self._context, self._title, self._html, self._plots = context, title, html, plots
        self.setWindowTitle(_("Print: {what}").format(what=title))
        self.resize(FIRST_SIZE.boundedTo(parent.screen().availableSize() - FRAME))  # or its buttons are out of reach
        names = QPrinterInfo.availablePrinterNames()
        self.printers, self.papers = QComboBox(), QComboBox()
        self.printers.addItems(names)
        self.printers.setAccessibleName(_("Printer"))
        for paper in papers:
            self.papers.addItem(_paper_name(paper), paper)
        self.papers.setAccessibleName(_("Paper"))
        self.print_button = button(_("Print"), self.print_now, kind="primary", icon_name="printer")
        self.pdf_button = button(_("Save as PDF…"), self.save_pdf, kind="normal" if names else "primary")
        (self.print_button if names else self.pdf_button).setDefault(True)
        for part, useful in ((self.printers, names), (self.print_button, names), (self.papers, papers[1:])):
            if not useful:
                part.hide()
        self._build(bool(names))
        self.papers.setCurrentIndex(max(self.papers.findData(self._kept("paper")), 0))
        self.papers.currentIndexChanged.connect(lambda _index: self._on_paper_chosen())
        self._show_paper()

    def _build(self, any_printer: bool) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.paintRequested.connect(lambda printer: draw(self._document, printer))
        self.preview.setAccessibleName(_("Preview"))
        for view in self.preview.findChildren(QGraphicsView):
            view.setBackgroundBrush(QColor(tokens().window))
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_CARD, GAP_CARD, GAP_CARD, GAP_CARD)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.preview, 1)
        if not any_printer:
            told = _(
                "No printer is set up on this computer. Save the page as PDF: it can be printed or sent from there."
            )
            layout.addWidget(label(told, "", "second", wrap=True))
        cancel = button(_("Close"), self.reject)
        layout.addLayout(row(self.papers, self.printers, None, cancel, self.pdf_button, self.print_button))

    def paper(self) -> Paper:
        """The paper chosen now."""
        return Paper(self.papers.currentData())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_beginning)  # once the preview has laid out its sheets

    def _show_beginning(self) -> None:
        """Where a sheet is higher than its room the preview begins in the middle of it."""
        for view in self.preview.findChildren(QGraphicsView):
            view.verticalScrollBar().setValue(view.verticalScrollBar().minimum())

    def print_now(self) -> None:
        """Send it to the chosen printer."""
        name = self.printers.currentText()
        self._printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
        self._printer.setPrinterName(name)
        self._printer.setDocName(self._title)
        _put_paper_in(self._printer, self._document)
        self._keep(self.paper(), name)  # also one that is only switched off now
        found = self._printer.isValid() and self._printer.printerName() == name
        if not found or not draw(self._document, self._printer) or self._printer.printerState() in FAILED:
            words = _("The printer {name} did not take it. See that it is on, or save the page as PDF.")
            self._context.messages.tell(words.format(name=name), "")
            return
        self._context.events.toast.emit(_("Sent to the printer {name}").format(name=name), None)
        self.accept()

    def save_pdf(self) -> None:
        """Ask where, and write the file there."""
        suggested = Path.home() / f"{file_name(self._title)}.pdf"
        place = self._context.messages.choose_place(_("Save as PDF"), suggested, "PDF (*.pdf)")
        if place is None:
            return
        place = place if place.suffix else place.with_name(place.name + ".pdf")
        try:
            place.write_bytes(pdf_of(self._document, self._title))
        except PermissionError:
            self._context.messages.show_error(FileLocked(file=place.name))
        except OSError:
            self._context.messages.show_error(ReadOnlyStorage(file=str(place)))
        else:
            self._context.events.file_written.emit(place)
            self.accept()

    def _on_paper_chosen(self) -> None:
        self._keep("paper", self.paper())
        self._show_paper()

    def _show_paper(self) -> None:
        paper = self.paper()
        self._document = make_document(self._html, paper, self._plots)
        self._printer.setFullPage(True)
        _put_paper_in(self._printer, self._document)
        known = self.printers.findText(self._kept(paper) or QPrinterInfo.defaultPrinterName())
        self.printers.setCurrentIndex(max(known, 0))
        self.preview.updatePreview()
        if paper is Paper.ROLL:
            self.preview.setZoomFactor(1.25)
        else:
            self.preview.fitToWidth()

    def _kept(self, name: str) -> str:
        return self._context.memory.kept(f"print/{name}")

    def _keep(self, name: str, value: str) -> None:
        self._context.memory.keep(f"print/{name}", str(value))


def _paper_name(paper: Paper) -> str:
    return _("A4 sheet") if paper is Paper.A4 else _("Receipt roll, 80 mm")
