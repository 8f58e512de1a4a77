"""The colours, spacing and type sizes of the program; everything drawn takes them from here."""

from __future__ import annotations

from typing import NamedTuple

# Spacing in steps of 4 px: inside a group, between things, around a page.
GAP_SMALL = 4
GAP = 8
GAP_WIDE = 12
GAP_CARD = 16
GAP_PAGE = 20

ROW_HEIGHT = 36
HEADER_HEIGHT = 34
CONTROL_HEIGHT = 32
SMALL_CONTROL_HEIGHT = 26
SIDEBAR_WIDTH = 204
TOP_BAR_HEIGHT = 52
ICON_SIZE = 16

# Type sizes in px (Qt scales them with the screen and the user's text size).
TEXT_CHIP = 11
TEXT_SMALL = 12
TEXT = 13
TEXT_STRONG = 15


class Tokens(NamedTuple):
    """One theme. Names ending in `_soft` are grounds for text of the same name without it."""

    name: str
    window: str
    sidebar: str
    surface: str
    surface_2: str
    line: str
    line_strong: str
    line_row: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    plum: str
    plum_soft: str
    neutral_soft: str
    toast: str
    on_toast: str
    toast_accent: str


LIGHT = Tokens(
    name="light",
    window="#F6F5F1",
    sidebar="#EFEDE6",
    surface="#FFFFFF",
    surface_2="#FBFAF7",
    line="#E4E1D8",
    line_strong="#CFCABD",
    line_row="#F0EEE8",
    text="#1F2421",
    text_2="#5B625D",
    text_3="#646B65",
    accent="#0E6B57",
    accent_hover="#0B5848",
    on_accent="#FFFFFF",
    accent_soft="#E1F0EB",
    warn="#9A5B00",
    warn_soft="#FBEFD9",
    bad="#A8321F",
    bad_soft="#FBE6E1",
    info="#2A5B9C",
    info_soft="#E5EDF8",
    plum="#6B3F8C",
    plum_soft="#F0E7F6",
    neutral_soft="#EDEBE4",
    toast="#1F2421",
    on_toast="#FFFFFF",
    toast_accent="#8AD9C3",
)

DARK = Tokens(
    name="dark",
    window="#181B19",
    sidebar="#131614",
    surface="#202422",
    surface_2="#262B28",
    line="#343A36",
    line_strong="#4A514C",
    line_row="#2A2F2C",
    text="#E8EAE6",
    text_2="#AEB5AF",
    text_3="#99A19B",
    accent="#4DB89C",
    accent_hover="#62C8AD",
    on_accent="#0D1F1A",
    accent_soft="#1E3A33",
    warn="#E0A84A",
    warn_soft="#3A2E17",
    bad="#F08A78",
    bad_soft="#43221C",
    info="#86B3EE",
    info_soft="#1D2D44",
    plum="#C6A0E3",
    plum_soft="#33233F",
    neutral_soft="#2E3430",
    toast="#E8EAE6",
    on_toast="#181B19",
    toast_accent="#0B5848",
)

# Every (text, ground) pair that is drawn somewhere; each must reach 4.5:1, and 7:1 in high contrast.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for text in ("text", "text_2", "text_3")
        for ground in ("window", "sidebar", "surface", "surface_2")
    ),
    *((text, "accent_soft") for text in ("text", "text_2", "text_3", "accent")),
    *((tone, ground) for tone in ("accent", "warn", "bad", "info", "plum") for ground in ("surface", "window")),
    ("text", "neutral_soft"),
    ("text_2", "neutral_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warn", "warn_soft"),
    ("text", "warn_soft"),
    ("text_2", "warn_soft"),
    ("bad", "bad_soft"),
    ("text", "bad_soft"),
    ("info", "info_soft"),
    ("plum", "plum_soft"),
    ("on_toast", "toast"),
    ("toast_accent", "toast"),
)
