"""Workbooks behind a password: whether there is one, and what is inside."""

from __future__ import annotations

import struct
from io import BytesIO

from app.services.errors import FileDamaged, FileHasPassword

_FACTORY = "VelvetSweatshop"  # what Excel itself uses for "protected, but opens without asking"
_BROKEN = (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, NotImplementedError, struct.error)


def is_encrypted(content: bytes) -> bool:
    """Whether an OLE file asks for a password; False too where it is too broken to tell."""
    import msoffcrypto  # with the cryptography it needs, only for files in the old envelope

    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(content)).is_encrypted())
    except _broken():
        return False


def decrypted(content: bytes, password: str | None, name: str) -> bytes:
    """The workbook without its password. Raises FileHasPassword for a missing or wrong one, FileDamaged."""
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    plain = BytesIO()
    try:
        office = msoffcrypto.OfficeFile(BytesIO(content))
        office.load_key(password=password if password is not None else _FACTORY)
        office.decrypt(plain)
    except InvalidKeyError as error:
        raise FileHasPassword(file=name, wrong=password is not None) from error
    except _broken() as error:
        raise (FileHasPassword(file=name, wrong=False) if password is None else FileDamaged(file=name)) from error
    return plain.getvalue()


def _broken() -> tuple[type[Exception], ...]:
    """What reading a damaged envelope may end in."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    return (*_BROKEN, DecryptionError, FileFormatError, ParseError)
