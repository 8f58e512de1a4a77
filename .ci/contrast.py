"""Every colour of text on every ground it is drawn on keeps a contrast of 4.5:1 in both themes (WCAG 2.2 AA)."""

from __future__ import annotations

import sys

from app.ui.theme.tokens import DARK, LIGHT, TEXT_PAIRS, contrast

ENOUGH = 4.5


def main() -> int:
    """Name each pair that is too faint; exit code 1 if there is one."""
    faint = 0
    for theme in (LIGHT, DARK):
        for text, ground in TEXT_PAIRS:
            ratio = contrast(getattr(theme, text), getattr(theme, ground))
            if ratio < ENOUGH:
                faint += 1
                print(f"{theme.name}: {text} on {ground} has {ratio:.2f}:1, needs {ENOUGH}:1", file=sys.stderr)
    return 1 if faint else 0


if __name__ == "__main__":
    sys.exit(main())
