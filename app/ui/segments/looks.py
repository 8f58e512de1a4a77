"""The colours of the groups: the accent for who is dearest, warm for who may be lost, quiet for the rest."""

from __future__ import annotations

from app.ui.segments.tile import Look

# Group -> tokens of its tile, all of them pairs that can be read in every theme.
LOOKS: dict[str, Look] = {
    "champions": Look("accent", "on_accent"),
    "loyal": Look("accent_soft", "accent"),
    "potential_loyalist": Look("info_soft", "info"),
    "new": Look("plum_soft", "plum"),
    "promising": Look("plum_soft", "plum"),
    "need_attention": Look("warn_soft", "text_2"),
    "about_to_sleep": Look("surface_2", "text_2"),
    "at_risk": Look("warn_soft", "warn"),
    "cant_lose": Look("bad_soft", "bad"),
    "hibernating": Look("neutral_soft", "text_2"),
}

# Group -> the tone of the chip with how many they are.
TONES: dict[str, str] = {
    "champions": "accent",
    "loyal": "accent",
    "potential_loyalist": "info",
    "new": "plum",
    "promising": "plum",
    "need_attention": "warn",
    "at_risk": "warn",
    "cant_lose": "bad",
}
