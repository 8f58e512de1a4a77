"""OpenDocument tables behind a password, as LibreOffice has written them over the years."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.services import errors
from app.services.imports.read import Reader
from tests.services.imports.sheets import cells_of

CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Лист1">
<table:table-row><table:table-cell office:value-type="string"><text:p>Имя</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Ян</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">
<m:file-entry m:full-path="{part}" m:media-type="text/xml"><m:encryption-data>
<m:algorithm m:algorithm-name="{cipher}" m:initialisation-vector="{begins}"/>
<m:key-derivation m:key-derivation-name="{derived}" m:key-size="{size}" m:iteration-count="1024" m:salt="{salt}"
 loext:argon2-iterations="2" loext:argon2-memory="1024" loext:argon2-lanes="1"/>{start}
</m:encryption-data></m:file-entry></m:manifest>"""
START = '<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>'
SALT, BEGINS = os.urandom(16), os.urandom(16)


def _write(path: Path, part: str, content: bytes, **said: str) -> Path:
    said = {"part": part, "salt": base64.b64encode(SALT).decode(), "start": START, **said}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(part, content)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(**said))
    return path


def _deflated() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(CONTENT.encode()) + packer.flush()


def of_2010(path: Path) -> Path:
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1("чай".encode()).digest(), SALT, 1024, 16)
    locked = Cipher(Blowfish(key), CFB(BEGINS[:8])).encryptor().update(_deflated())
    begins = base64.b64encode(BEGINS[:8]).decode()
    return _write(
        path, "content.xml", locked, cipher="Blowfish CFB", begins=begins, derived="PBKDF2", size="16", start=""
    )


def of_2020(path: Path) -> Path:
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256("чай".encode()).digest(), SALT, 1024, 32)
    plain = _deflated()
    plain += bytes(-len(plain) % 16 or 16)
    locked = Cipher(algorithms.AES(key), modes.CBC(BEGINS)).encryptor().update(plain)
    cipher, begins = "http://www.w3.org/2001/04/xmlenc#aes256-cbc", base64.b64encode(BEGINS).decode()
    return _write(path, "content.xml", locked, cipher=cipher, begins=begins, derived="PBKDF2", size="32")


def of_2025(path: Path) -> Path:
    whole = path.with_name("whole.ods")
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT)
    start = hashlib.sha256("чай".encode()).digest()
    key = Argon2id(salt=SALT, length=32, iterations=2, lanes=1, memory_cost=1024).derive(start)
    locked = BEGINS[:12] + AESGCM(key).encrypt(BEGINS[:12], whole.read_bytes(), None)
    cipher, begins = "http://www.w3.org/2009/xmlenc11#aes256-gcm", base64.b64encode(BEGINS[:12]).decode()
    return _write(path, "encrypted-package", locked, cipher=cipher, begins=begins, derived="argon2id", size="32")


@pytest.mark.parametrize("make", [of_2010, of_2020, of_2025])
def test_an_ods_asks_for_its_password_and_opens_with_it(tmp_path, make: Callable[[Path], Path]):
    path = make(tmp_path / "a.ods")
    assert cells_of(path, password="чай") == {"Лист1": [["Имя"], ["Ян"]]}
    for password, wrong in ((None, False), ("кофе", True)):
        with Reader(path, password=password) as reader, pytest.raises(errors.FileHasPassword) as caught:
            reader.inspect()
        assert caught.value.fields["wrong"] is wrong


def test_an_encryption_that_nobody_knows_is_damage(tmp_path):
    path = of_2020(tmp_path / "a.ods")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = parts["META-INF/manifest.xml"]
    parts["META-INF/manifest.xml"] = re.sub(rb"http://www.w3.org/2001/04/xmlenc#aes256-cbc", b"rot13", manifest)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with Reader(path, password="чай") as reader, pytest.raises(errors.FileDamaged):
        reader.inspect()
