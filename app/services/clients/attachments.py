"""Files kept with a client: copies in the data folder, under names that nothing can be done with but opening them."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from datetime import datetime
from errno import ENOSPC
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.attachment import Attachment
from app.models.audit import Change
from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.data import AttachmentRow
from app.services.clients.people import live_client
from app.services.errors import DiskFull, FileIsEmpty, FileLocked, FileMissing, FileTooBig, NotFound, ReadOnlyStorage

LARGEST = 100 * 1024 * 1024  # bytes; a larger file makes every copy of the folder slow
DAY = 86_400  # seconds
SPARE = 16 * 1024 * 1024  # bytes of the disk left to the shop itself
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")


def attachment_folder(folder: Path) -> Path:
    """Where the copies are, within the data folder."""
    return folder / "attachments"


def attachment_path(folder: Path, row: AttachmentRow) -> Path:
    """Where the copy of an attached file is."""
    return attachment_folder(folder) / row.file


def attach_file(db: Database, folder: Path, client_id: int, path: Path, now: datetime) -> int:
    """Copy a file into the data folder and keep it with the client; returns the attachment's id.

    Raises NotFound, FileMissing, FileLocked, FileIsEmpty, FileTooBig, DiskFull and ReadOnlyStorage; nothing is left
    behind then.
    """
    with db.read() as session:
        live_client(session, client_id)
    size = _size(path)
    target = attachment_folder(folder) / _free_name(client_id, path)
    _copy(path, target, size)
    try:
        with db.write(Area.CLIENTS) as session:
            live_client(session, client_id)
            begin_action(session, "attach_file", now)
            name = path.name.encode(errors="replace").decode()  # in letters that exist
            row = Attachment(client_id=client_id, name=name, file=target.name, size=size, added_at=now)
            session.add(row)
            session.flush()
            return row.id
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def detach_file(db: Database, attachment_id: int, now: datetime) -> int:
    """Take a file off its client; returns the action to undo. The copy stays until the undo is out of reach.

    Raises NotFound.
    """
    with db.write(Area.CLIENTS) as session:
        row = session.get(Attachment, attachment_id)
        if row is None:
            raise NotFound(what="attachment", id=attachment_id)
        action_id = begin_action(session, "detach_file", now)
        session.delete(row)
        return action_id


def remove_lost_files(db: Database, folder: Path, now: datetime) -> int:
    """Remove copies that nothing can bring back: their client is gone for good, or they were never noted.

    A file that was taken off a client stays as long as its change can be taken back. Returns how many went.
    """
    found = {path.name: path for path in attachment_folder(folder).glob("*") if path.is_file()}
    if not found:
        return 0
    with db.read() as session:
        kept = set(session.scalars(select(Attachment.file)))
        taken_off = select(Change.before).where(Change.table == "attachment", Change.before.is_not(None))
        still_there = taken_off.where(Change.client_id.in_(select(Client.id)))
        kept |= {before["file"] for before in session.scalars(still_there) if "file" in before}
    lost = [path for name, path in found.items() if name not in kept and _is_old(path, now)]
    for path in lost:
        with suppress(OSError):  # open somewhere; it goes another day
            path.unlink()
    return len(lost)


def _is_old(path: Path, now: datetime) -> bool:
    """A copy that is being made at the moment is not noted yet."""
    return now.timestamp() - path.stat().st_mtime > DAY


def attachments_of(session: Session, client_id: int) -> tuple[AttachmentRow, ...]:
    """The files of a client, newest first."""
    statement = select(Attachment).where(Attachment.client_id == client_id).order_by(Attachment.id.desc())
    return tuple(
        AttachmentRow(row.id, row.name, row.file, row.size, row.added_at) for row in session.scalars(statement)
    )


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FileMissing(file=path.name)
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except OSError as error:
        raise FileLocked(file=path.name) from error
    if size == 0:
        raise FileIsEmpty(file=path.name)
    if size > LARGEST:
        raise FileTooBig(file=path.name, limit_mb=LARGEST // 1024 // 1024)
    return size


def _free_name(client_id: int, path: Path) -> str:
    """A name that no other copy has and that every system takes: "17-9f3a1c0b2d4e.pdf"."""
    ending = path.suffix.lower() if _ENDING.fullmatch(path.suffix) else ""
    return f"{client_id}-{secrets.token_hex(6)}{ending}"


def _copy(path: Path, target: Path, size: int) -> None:
    """Write the copy through to the disk; what is left of one that failed is removed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyStorage(file=str(target.parent)) from error
    if shutil.disk_usage(target.parent).free < size + SPARE:
        raise DiskFull(file=path.name)
    try:
        source = path.open("rb")
    except OSError as error:
        raise FileLocked(file=path.name) from error
    try:
        with source, target.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError as error:
        target.unlink(missing_ok=True)
        raise (DiskFull if error.errno == ENOSPC else ReadOnlyStorage)(file=str(target.parent)) from error
