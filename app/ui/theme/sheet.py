"""The style sheet, filled from tokens. Widgets choose a look by dynamic properties, never by a sheet of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import Tokens

_SIZE = re.compile(r"(font-size|(?:min|max)-(?:height|width)): ([1-9]\d+)px")


def style_sheet(theme: Tokens, images: Mapping[str, str]) -> str:
    """The whole sheet for `theme`; `images` are the paths of arrows and check marks by name."""
    template = Template(Path(__file__).with_name("sheet.qss").read_text(encoding="utf-8"))
    return _SIZE.sub(_grown, template.substitute({**theme._asdict(), **images}))


def _grown(found: re.Match[str]) -> str:
    """The size for the chosen text; boxes grow by one line, so that a focused one stays as high as the others."""
    grow = scaled if found[1] == "font-size" else tall
    return f"{found[1]}: {grow(int(found[2]))}px"
