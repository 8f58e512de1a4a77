"""OpenDocument tables behind a password: OpenDocument 1.3, part 2, 4.8, and what LibreOffice writes since 24.8."""

from __future__ import annotations

import base64
import hashlib
import zipfile
import zlib
from binascii import Error as NoBase64
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from app.services.errors import FileDamaged, FileHasPassword

CONTENT, PACKAGE = "content.xml", "encrypted-package"
_MANIFEST = "META-INF/manifest.xml"
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_LIBRE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, EOFError, NoBase64, RuntimeError)
_LARGEST_PART = 1 << 30  # bytes unpacked
_MOST_ROUNDS = 10_000_000


def is_locked(source: Path | BytesIO) -> bool:
    """Whether the cells of an .ods are encrypted."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _entry(archive) is not None
    except _BROKEN:
        return False


def unlocked(source: Path | BytesIO, password: str | None, file: str) -> BytesIO:
    """The .ods without its password. Raises FileHasPassword for a missing or wrong one, FileDamaged."""
    if not password:
        raise FileHasPassword(file=file, wrong=False)
    try:
        with zipfile.ZipFile(source) as archive:
            entry = _entry(archive)
            if entry is None:
                raise FileDamaged(file=file)
            name = entry.get(_SPACE + "full-path", "")
            plain = _decrypted(archive.read(name), entry, password)
    except _BROKEN as error:
        raise FileDamaged(file=file, detail=str(error)) from error
    if plain is None:
        raise FileHasPassword(file=file, wrong=True)
    return BytesIO(plain) if name == PACKAGE else _packed(plain)


def _packed(content: bytes) -> BytesIO:
    """The cells as an .ods that has nothing else."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(CONTENT, content)
    return target


def _entry(archive: zipfile.ZipFile) -> Element | None:
    """What the manifest says of the encrypted part that has the cells."""
    for entry in fromstring(archive.read(_MANIFEST)).iter(_SPACE + "file-entry"):
        if entry.get(_SPACE + "full-path") in (CONTENT, PACKAGE) and entry.find(_SPACE + "encryption-data") is not None:
            return entry
    return None


def _decrypted(content: bytes, entry: Element, password: str) -> bytes | None:
    """The part as it was before it was encrypted; None if the password is another."""
    algorithm = entry.find(f".//{_SPACE}algorithm")
    if algorithm is None:
        raise ValueError("no algorithm")
    key = _key(entry, password)
    begins = base64.b64decode(algorithm.get(_SPACE + "initialisation-vector", ""))
    plain = _deciphered(content, key, begins, algorithm.get(_SPACE + "algorithm-name", "").lower())
    if plain is None or plain.startswith(b"PK\x03\x04"):
        return plain
    try:
        whole = zlib.decompressobj(-15).decompress(plain, _LARGEST_PART)
    except zlib.error:
        return None
    return whole if whole.lstrip(b"\xef\xbb\xbf").startswith((b"<", b"PK")) else None


def _key(entry: Element, password: str) -> bytes:
    derivation = entry.find(f".//{_SPACE}key-derivation")
    start = entry.find(f".//{_SPACE}start-key-generation")
    if derivation is None:
        raise ValueError("no key derivation")
    hashed = "" if start is None else start.get(_SPACE + "start-key-generation-name", "")
    begin = (hashlib.sha256 if "sha256" in hashed else hashlib.sha1)(password.encode()).digest()
    salt = base64.b64decode(derivation.get(_SPACE + "salt", ""))
    size = min(64, int(derivation.get(_SPACE + "key-size", "16")))
    if "argon2id" in derivation.get(_SPACE + "key-derivation-name", ""):
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        passes, kib, lanes = (int(derivation.get(_LIBRE + f"argon2-{name}", 1)) for name in _COSTS)
        return Argon2id(salt=salt, length=size, iterations=passes, lanes=lanes, memory_cost=kib).derive(begin)
    rounds = min(_MOST_ROUNDS, int(derivation.get(_SPACE + "iteration-count", "1024")))
    return hashlib.pbkdf2_hmac("sha1", begin, salt, rounds, size)


_COSTS = ("iterations", "memory", "lanes")


def _deciphered(content: bytes, key: bytes, begins: bytes, algorithm: str) -> bytes | None:
    """The bytes deciphered; None where the cipher itself finds that the key is another. Raises ValueError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if "gcm" in algorithm:
        try:
            return AESGCM(key).decrypt(begins, content.removeprefix(begins), None)
        except InvalidTag:
            return None
    cipher: Cipher[Any]
    if "aes" in algorithm:
        cipher = Cipher(algorithms.AES(key), modes.CBC(begins))
    elif "blowfish" in algorithm:
        cipher = Cipher(Blowfish(key), _feedback()(begins))
    else:
        raise ValueError(algorithm)
    decryptor = cipher.decryptor()
    return decryptor.update(content) + decryptor.finalize()


def _feedback() -> Any:
    from cryptography.hazmat.decrepit.ciphers import modes

    return modes.CFB
