"""The style sheet, filled from tokens. Widgets choose a look by dynamic properties, never by a sheet of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from string import Template

from app.ui.theme.tokens import Tokens


def style_sheet(theme: Tokens, images: Mapping[str, str]) -> str:
    """The whole sheet for `theme`; `images` are the paths of arrows and check marks by name."""
    template = Template(Path(__file__).with_name("sheet.qss").read_text(encoding="utf-8"))
    return template.substitute({**asdict(theme), **images})
