import logging
import os
import pickle
import stat
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from knowledge.words.kept import keep, kept
from tests.knowledge.words.guides import BROKEN, LATE, REFUND, index_of

NAME = "words.index"
DIGEST = 32  # bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which the index of three entries is kept."""
    folder = tmp_path / "data" / "index"
    keep(index_of(LATE, REFUND, BROKEN), folder)
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_index_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    index = index_of(LATE, REFUND, BROKEN)

    keep(index, tmp_path / "index")
    again = kept(tmp_path / "index")

    assert again
    assert again.parts == index.parts
    assert again.best({"parcel": 1.0}, 5) == index.best({"parcel": 1.0}, 5)


def test_only_the_owner_can_read_what_is_kept(folder: Path) -> None:
    assert mode(folder) == 0o700
    assert mode(folder / NAME) == 0o600


def test_a_folder_that_is_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    keep(index_of(LATE), tmp_path)

    assert mode(tmp_path) == 0o700


def test_nothing_is_believed_that_others_could_have_written(folder: Path) -> None:
    folder.chmod(0o770)

    assert kept(folder) is None


def test_where_nothing_was_kept_there_is_none(tmp_path: Path) -> None:
    assert kept(tmp_path / "nowhere") is None
    assert kept(tmp_path) is None


def flipped(at: float) -> Callable[[bytes], bytes]:
    def flip(whole: bytes) -> bytes:
        place = int(len(whole) * at)
        return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]

    return flip


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut in the digest": lambda whole: whole[:20],
    "cut after the digest": lambda whole: whole[:DIGEST],
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut at the end": lambda whole: whole[:-1],
    "grown": lambda whole: whole + b"\0",
    "zeroed": lambda whole: bytes(len(whole)),
    "garbage": lambda whole: os.urandom(len(whole)),
    **{f"flipped at {at:.1f}": flipped(at) for at in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)},
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_not_read(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    path = folder / NAME
    path.write_bytes(damage(path.read_bytes()))

    assert kept(folder) is None


class Bomb:
    """What goes off when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Path]]:
        return Path.touch, (self.mark,)


def test_a_foreign_pickle_is_never_opened(folder: Path, tmp_path: Path) -> None:
    bomb = pickle.dumps(Bomb(tmp_path / "went off"))
    (folder / NAME).write_bytes(bomb)
    (folder / "_MAIN_9.toc").write_bytes(bomb)

    assert kept(folder) is None
    assert not (tmp_path / "went off").exists()


@pytest.mark.parametrize("other", [b"", b"0, whoosh 2.7.4, python 3.11"])
def test_an_index_of_another_format_is_not_read(folder: Path, other: bytes) -> None:
    content = (folder / NAME).read_bytes()[DIGEST:]
    (folder / NAME).write_bytes(blake2b(other + content, digest_size=DIGEST).digest() + content)

    assert kept(folder) is None


def test_what_a_killed_process_left_behind_is_swept_out_later(folder: Path) -> None:
    abandoned = folder / "words-abandoned.new"
    unfinished = folder / "words-unfinished.new"
    abandoned.write_bytes(b"half")
    unfinished.write_bytes(b"half")
    os.utime(abandoned, (0, 0))

    keep(index_of(LATE), folder)

    assert sorted(path.name for path in folder.iterdir()) == ["words-unfinished.new", NAME]


def test_a_folder_that_cannot_be_written_is_said_once_and_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")

    with caplog.at_level(logging.WARNING):
        keep(index_of(LATE), tmp_path / "index")

    (message,) = caplog.messages
    assert message.startswith(f"The index could not be kept in {tmp_path / 'index'}:")
    assert message.endswith("Search works; the next start builds it anew.")


def test_an_index_that_cannot_be_read_is_said_and_built_anew(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / NAME).unlink()
    (folder / NAME).mkdir()

    with caplog.at_level(logging.WARNING):
        assert kept(folder) is None

    assert caplog.messages[0].endswith("It is built anew.")
