"""Keeping an index on disk, so that the next start need not build it. What cannot be trusted is never read."""

import json
import logging
import os
import stat
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import astuple
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import whoosh

from knowledge.revisions import Position
from knowledge.words.index import Index, Parts

# The first number is to be raised with every change of what is kept or of how a text becomes terms.
_FORMAT = f"1, whoosh {whoosh.versionstring()}, python {sys.version_info.major}.{sys.version_info.minor}"
_NAME = "words.index"
_UNFINISHED = "words-*.new"
_ABANDONED = 3600  # seconds after which nobody is still writing a file
_PRIVATE = 0o700
_DIGEST_LENGTH = 32

_log = logging.getLogger(__name__)


def keep(index: Index, folder: Path) -> None:
    """Keep an index in a folder that only the owner can read. Whoever reads it meanwhile gets the one before."""
    try:
        _make_private(folder)
        _remove_unfinished(folder)
        content = _packed(index.parts)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="words-", suffix=".new", delete=False) as file:
            file.write(_digest(content) + content)
        Path(file.name).replace(folder / _NAME)
    except OSError as error:
        _log.warning(
            "The index could not be kept in %s: %s. Search works; the next start builds it anew.", folder, error
        )


def kept(folder: Path) -> Index | None:
    """Return the index that was kept in a folder, or None if there is none that can be trusted."""
    try:
        whole = (folder / _NAME).read_bytes() if _is_private(folder) else b""
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("The index in %s could not be read: %s. It is built anew.", folder, error)
        return None
    digest, content = whole[:_DIGEST_LENGTH], whole[_DIGEST_LENGTH:]
    # An index is pickled, so reading it can run what is in it: it is looked at only if it is whole and our own.
    return Index(_unpacked(content)) if _digest(content) == digest else None


def _packed(parts: Parts) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("position.json", json.dumps(astuple(parts.position)))
        archive.writestr("cards.json", json.dumps(parts.cards))
        archive.writestr("counts.json", json.dumps([parts.counts, parts.having]))
        for name, content in parts.files.items():
            archive.writestr(f"whoosh/{name}", content)
    return file.getvalue()


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        counts, having = json.loads(archive.read("counts.json"))
        names = [name for name in archive.namelist() if name.startswith("whoosh/")]
        return Parts(
            position=Position(*json.loads(archive.read("position.json"))),
            cards=json.loads(archive.read("cards.json")),
            counts=Counter(counts),
            having=Counter(having),
            files={name.removeprefix("whoosh/"): archive.read(name) for name in names},
        )


def _digest(content: bytes) -> bytes:
    # The format goes in, so that what another one wrote is as little believed as what is damaged.
    digest = blake2b(_FORMAT.encode(), digest_size=_DIGEST_LENGTH)
    digest.update(content)
    return digest.digest()


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if not _is_private(folder):
        folder.chmod(_PRIVATE)


def _is_private(folder: Path) -> bool:
    # Windows has no such bits: what lies in a person's folders there is theirs alone already.
    if os.name == "nt":
        return True
    found = folder.stat()
    return found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & ~_PRIVATE


def _remove_unfinished(folder: Path) -> None:
    for path in folder.glob(_UNFINISHED):
        if time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink(missing_ok=True)
