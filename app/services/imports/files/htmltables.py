"""HTML pages that programs save under the name .xls: each table is a sheet."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

from app.services.errors import FileNotASpreadsheet
from app.services.imports.files.encodings import find_encoding, is_utf8, with_byte_order
from app.services.imports.files.source import Grid, Sheet

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li"))
_UNSEEN = frozenset(("script", "style"))
_WIDEST_SPAN = 1_000
_LARGEST_SPAN = 10_000  # cells
_CHUNK = 1 << 20


def html_sheets(path: Path, encoding: str | None, read_hidden: bool) -> list[Sheet]:
    """The tables of a page that hold anything. Raises FileNotASpreadsheet for a page without any, FileTooLarge."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    reader = _Tables(path.name)
    with path.open(
        encoding=with_byte_order(encoding, head) if encoding else _encoding(head, path.name), errors="replace"
    ) as page:
        while text := page.read(_CHUNK):
            reader.feed(text)
    reader.close()
    grids = [grid for grid in reader.grids if grid.cells]
    if not grids:
        raise FileNotASpreadsheet(file=path.name)
    for number, grid in enumerate(grids, 1):
        grid.name = path.stem if len(grids) == 1 else f"Table {number}"
    return [grid.sheet(read_hidden) for grid in grids]


def _encoding(head: bytes, file: str) -> str:
    """What the page says, unless its bytes say otherwise."""
    said = _CHARSET.search(head[:8_000])
    if said and not head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said[1].decode()
        if name.lower().replace("-", "") != "utf8" and not is_utf8(head):
            with suppress(LookupError):
                head.decode(name, "ignore")
                return name
    return find_encoding(head, file)


class _Place:
    """An open table: where its next cell goes, and which places the cells above still cover."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.row, self.column = -1, 0
        self.covered: set[tuple[int, int]] = set()
        self.text: list[str] | None = None  # of the open cell
        self.spans = (1, 1)


class _Tables(HTMLParser):
    """Collects the cells of all tables; a table within a cell is a table of its own."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.grids: list[Grid] = []
        self.open: list[_Place] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows and cells may begin without the end of those before."""
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.grids.append(Grid("", self.file))
            self.open.append(_Place(self.grids[-1]))
        elif self.open:
            place, given = self.open[-1], dict(attrs)
            if tag == "tr":
                self._end_cell(place)
                place.row, place.column = place.row + 1, 0
                if _HIDDEN.search(given.get("style") or ""):
                    place.grid.hidden_rows.add(place.row)
            elif tag in ("td", "th"):
                self._end_cell(place)
                place.row = max(place.row, 0)
                place.text = []
                place.spans = (_span(given.get("colspan")), _span(given.get("rowspan")))
            elif tag in _BREAKS and place.text:
                place.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell is complete when it, its row or its table ends."""
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif self.open and tag in ("td", "th", "tr", "table"):
            self._end_cell(self.open[-1])
            if tag == "table":
                self.open.pop()

    def handle_data(self, data: str) -> None:
        """Text belongs to the innermost open cell."""
        if self.open and self.open[-1].text is not None and not self.unseen:
            self.open[-1].text.append(data.replace("\n", " "))

    def close(self) -> None:
        """The end of a page ends what is still open."""
        super().close()
        while self.open:
            self._end_cell(self.open.pop())

    @staticmethod
    def _end_cell(place: _Place) -> None:
        if place.text is None:
            return
        lines = (" ".join(line.split()) for line in "".join(place.text).split("\n"))
        text, place.text = "\n".join(filter(None, lines)), None
        while (place.row, place.column) in place.covered:
            place.covered.discard((place.row, place.column))
            place.column += 1
        if text:
            place.grid.put(place.row, place.column, text)
        wide, high = place.spans if place.spans[0] * place.spans[1] <= _LARGEST_SPAN else (1, 1)
        place.covered.update((place.row + y, place.column + x) for y in range(1, high) for x in range(wide))
        place.column += wide


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST_SPAN) if text and text.strip().isdecimal() else 1
