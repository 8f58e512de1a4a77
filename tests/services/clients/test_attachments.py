"""Files kept with clients: copied, taken off, brought back, and what is told when that cannot be."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest

from app.models.database import Database
from app.services.clients import attachments
from app.services.clients.attachments import (
    attach_file,
    attachment_folder,
    attachment_path,
    detach_file,
    remove_lost_files,
)
from app.services.clients.card import get_client_card
from app.services.clients.save import trash_client
from app.services.clients.trash import purge_clients
from app.services.errors import AppError, DiskFull, FileIsEmpty, FileMissing, FileTooBig, NotFound
from app.services.history.actions import undo_action
from app.wording.failures import error_sentence
from tests.factories import make_client


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file to keep, under a name that no folder should have to bear."""
    path = tmp_path / "Договор «Крылова» №1 (скан).PDF"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 40)
    return path


def test_a_file_is_copied_under_a_safe_name_and_keeps_its_own(
    db: Database, folder: Path, now: datetime, scan: Path
) -> None:
    client_id = make_client(db)
    first, second = (attach_file(db, folder, client_id, scan, now) for _ in range(2))
    scan.unlink()
    newest, oldest = get_client_card(db, client_id).attachments
    assert (newest.id, oldest.id) == (second, first)
    assert newest.file != oldest.file
    assert (newest.name, newest.added_at) == ("Договор «Крылова» №1 (скан).PDF", now)
    path = attachment_path(folder, newest)
    assert path.parent == folder / "attachments"
    assert path.name.isascii()
    assert path.suffix == ".pdf"
    assert len(path.read_bytes()) == newest.size


def test_a_file_taken_off_comes_back_with_an_undo(db: Database, folder: Path, now: datetime, scan: Path) -> None:
    client_id = make_client(db)
    attachment_id = attach_file(db, folder, client_id, scan, now)
    before = get_client_card(db, client_id).attachments
    action_id = detach_file(db, attachment_id, now)
    assert get_client_card(db, client_id).attachments == ()
    with pytest.raises(NotFound):
        detach_file(db, attachment_id, now)
    assert remove_lost_files(db, folder, now + timedelta(days=30)) == 0
    undo_action(db, action_id, now)
    assert get_client_card(db, client_id).attachments == before
    assert attachment_path(folder, before[0]).read_bytes() == scan.read_bytes()


def _refused(db: Database, folder: Path, client_id: int, path: Path, now: datetime, error: type[AppError]) -> str:
    """Attaching fails, leaves nothing behind, and is told; returns the sentence."""
    with pytest.raises(error) as refused:
        attach_file(db, folder, client_id, path, now)
    assert get_client_card(db, client_id).attachments == ()
    assert list(attachment_folder(folder).glob("*")) == []
    return error_sentence(refused.value)


def test_what_cannot_be_kept_is_told(
    db: Database, folder: Path, now: datetime, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = make_client(db)
    empty = tmp_path / "пусто.txt"
    empty.touch()
    assert "нет.pdf" in _refused(db, folder, client_id, tmp_path / "нет.pdf", now, FileMissing)
    _refused(db, folder, client_id, tmp_path, now, FileMissing)
    _refused(db, folder, client_id, empty, now, FileIsEmpty)
    monkeypatch.setattr(attachments, "LARGEST", 1 << 20)
    large = tmp_path / "видео.mp4"
    with large.open("wb") as file:
        file.truncate((1 << 20) + 1)
    assert "over 1 MB" in _refused(db, folder, client_id, large, now, FileTooBig)
    with pytest.raises(NotFound):
        attach_file(db, folder, client_id + 1, scan, now)


def test_a_full_disk_leaves_no_half_of_a_file(
    db: Database, folder: Path, now: datetime, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = make_client(db)

    def fill_up(_source: Any, target: Any, _length: int) -> None:
        target.write(b"half")
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", fill_up)
    assert "disk is full" in _refused(db, folder, client_id, scan, now, DiskFull)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000))
    _refused(db, folder, client_id, scan, now, DiskFull)


def test_files_of_clients_that_are_gone_for_good_are_removed(
    db: Database, folder: Path, now: datetime, scan: Path
) -> None:
    stays, goes = make_client(db), make_client(db, "Пак Игорь")
    attach_file(db, folder, stays, scan, now)
    detach_file(db, attach_file(db, folder, goes, scan, now), now)
    attach_file(db, folder, goes, scan, now)
    (attachment_folder(folder) / "никто.tmp").write_bytes(b"of a copy that broke off")
    trash_client(db, goes, now)
    purge_clients(db, folder, [goes])
    later = now + timedelta(days=30)
    for path in attachment_folder(folder).glob("*"):
        os.utime(path, (now.timestamp(), now.timestamp()))
    assert remove_lost_files(db, folder, now) == 0  # just made
    assert remove_lost_files(db, folder, later) == 2
    (left,) = attachment_folder(folder).glob("*")
    assert left == attachment_path(folder, get_client_card(db, stays).attachments[0])
