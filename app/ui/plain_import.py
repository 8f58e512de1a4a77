"""Python's own `import` while PySide is loaded.

PySide puts a function of its own in the place of `__import__`, for its `from __feature__ import`, which nothing here
uses. It reads the source text of every module that is imported from then on, SQLAlchemy's 130 included, to look for the
word PySide6 in it: 7 % of the work until the first list is there.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Put Python's own function back. Where PySide does not keep it under this name nothing changes."""
    import PySide6.QtCore  # noqa: F401 - which takes the place

    kept = getattr(builtins, "__orig_import__", None)
    if kept is not None:
        builtins.__import__ = kept
