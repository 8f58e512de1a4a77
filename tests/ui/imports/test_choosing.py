"""The file picker offers every kind of file that is read."""

from __future__ import annotations

from app.services.imports.files.opening import ENDINGS
from app.ui.choosing import PATTERNS


def test_every_kind_of_file_that_is_read_can_be_picked() -> None:
    assert {pattern.removeprefix("*") for pattern in PATTERNS.split()} == ENDINGS
