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
    for candidate in filter(None, (password, _FACTORY)):
        try:
            return _opened_with(candidate, content)
        except _invalid_key():
            continue
        except _broken() as error:
            if password is None:
                raise FileHasPassword(file=name, wrong=False) from error
            raise FileDamaged(file=name, detail=str(error)) from error
    raise FileHasPassword(file=name, wrong=bool(password))


def _opened_with(password: str, content: bytes) -> bytes:
    import msoffcrypto

    plain = BytesIO()
    office = msoffcrypto.OfficeFile(BytesIO(content))
    office.load_key(password=password)
    office.decrypt(plain)
    return plain.getvalue()


def _invalid_key() -> type[Exception]:
    from msoffcrypto.exceptions import InvalidKeyError

    return InvalidKeyError  # type: ignore[no-any-return]


def _broken() -> tuple[type[Exception], ...]:
    """What reading a damaged envelope may end in."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    return (*_BROKEN, DecryptionError, FileFormatError, ParseError)
