"""Who works in the shop: a small list of people, and who of them is at the computer now. A shop of one has nobody here.

A PIN keeps colleagues from working under another's name by mistake; it is no lock on the data. It is kept as a slow
salted hash (scrypt, RFC 7914), so that it cannot be read from the file or tried out quickly.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit import Staff
from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import InvalidValue, NotFound, WrongPin

COLORS = ("#0F766E", "#B45309", "#7C3AED", "#BE123C", "#1D4ED8", "#4D7C0F", "#A21CAF", "#475569")
WORKING = "staff_id"  # the setting that holds who worked here last
PIN_LENGTH = range(4, 13)
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # some 50 ms and 16 MB for one try


@dataclass(frozen=True)
class StaffRow:
    """Someone who works in the shop."""

    id: int
    name: str
    color: str
    has_pin: bool
    active: bool


def list_staff(db: Database, *, active_only: bool = False) -> list[StaffRow]:
    """Everybody by name; those who have left come last."""
    with db.read() as session:
        statement = select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.id)
        rows = [_row(one) for one in session.scalars(statement)]
    return [row for row in rows if row.active or not active_only]


def add_staff(db: Database, name: str, color: str = "", pin: str = "") -> int:
    """Add a person; returns the id. The colour is the first that nobody has. The first of all is who works here now.

    Raises InvalidValue for an empty or taken name, and for a PIN that is not 4 to 12 digits.
    """
    hashed = _pin_hash(pin)
    with db.write(Area.SETTINGS) as session:
        name = _checked_name(session, name, None)
        first = session.scalar(select(Staff.id).limit(1)) is None
        person = Staff(name=name, color=color or _free_color(session), pin_hash=hashed, active=True)
        session.add(person)
        session.flush()
        if first:
            session.merge(Setting(key=WORKING, value=person.id))
            db.staff_id = person.id
        return person.id


def save_staff(
    db: Database, staff_id: int, *, name: str | None = None, color: str | None = None, active: bool | None = None
) -> None:
    """Change what is given. Who leaves stays on what they did. Raises NotFound and InvalidValue."""
    with db.write(Area.SETTINGS) as session:
        person = _get(session, staff_id)
        if name is not None:
            person.name = _checked_name(session, name, staff_id)
        if color is not None:
            person.color = color
        if active is not None:
            person.active = active
            if not active and db.staff_id == staff_id:
                db.staff_id = None


def set_pin(db: Database, staff_id: int, pin: str) -> None:
    """Set the PIN, or take it away with "". Raises InvalidValue for one that is not 4 to 12 digits, and NotFound."""
    hashed = _pin_hash(pin)
    with db.write(Area.SETTINGS) as session:
        _get(session, staff_id).pin_hash = hashed


def check_pin(db: Database, staff_id: int, pin: str) -> bool:
    """Whether this is the person's PIN; anything is right for who has none. Raises NotFound."""
    with db.read() as session:
        saved = _get(session, staff_id).pin_hash
    if saved is None:
        return True
    salt = bytes.fromhex(saved.partition("$")[0])
    return hmac.compare_digest(_hashed(pin.strip(), salt), saved)


def switch_to(db: Database, staff_id: int | None, pin: str = "") -> None:
    """From now on this person works here: the author of what is done. Raises WrongPin, and NotFound for who left."""
    if staff_id is not None:
        with db.read() as session:
            person = _get(session, staff_id)
            name, active = person.name, person.active
        if not active:
            raise NotFound(what="staff", id=staff_id)
        if not check_pin(db, staff_id, pin):
            raise WrongPin(name=name)
    with db.write(Area.SETTINGS) as session:
        session.merge(Setting(key=WORKING, value=staff_id or 0))
        db.staff_id = staff_id  # before the commit is told, for then the window looks who works


def resume_staff(db: Database) -> int | None:
    """At the start: who worked here last goes on; who has a PIN has to give it, so nobody is chosen then."""
    with db.read() as session:
        saved = session.get(Setting, WORKING)
        person = session.get(Staff, saved.value) if saved is not None else None
        allowed = person is not None and person.active and person.pin_hash is None
        db.staff_id = person.id if person is not None and allowed else None
    return db.staff_id


def _get(session: Session, staff_id: int) -> Staff:
    person = session.get(Staff, staff_id)
    if person is None:
        raise NotFound(what="staff", id=staff_id)
    return person


def _row(person: Staff) -> StaffRow:
    return StaffRow(person.id, person.name, person.color or COLORS[0], person.pin_hash is not None, person.active)


def _checked_name(session: Session, name: str, own_id: int | None) -> str:
    name = " ".join(name.split())
    taken = {other.name.casefold() for other in session.scalars(select(Staff)) if other.id != own_id}
    if not name or name.casefold() in taken:
        raise InvalidValue(field="staff_name", value=name)
    return name


def _free_color(session: Session) -> str:
    used = list(session.scalars(select(Staff.color)))
    return min(COLORS, key=used.count)


def _pin_hash(pin: str) -> str | None:
    """The hash to keep, or None for no PIN. Slow, so not to be made while others wait to write."""
    pin = pin.strip()
    if not pin:
        return None
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTH):
        raise InvalidValue(field="pin", value=pin)
    return _hashed(pin, os.urandom(16))


def _hashed(pin: str, salt: bytes) -> str:
    """ "salt$hash" in hexadecimal."""
    return f"{salt.hex()}${hashlib.scrypt(pin.encode(), salt=salt, **_COST).hex()}"
