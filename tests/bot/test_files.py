import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.files import written_whole


def test_a_file_is_put_in_place_when_it_is_written_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "file"

    with written_whole(file) as unfinished:
        unfinished.write_text("half")
        assert not file.exists()
        unfinished.write_text("whole")

    assert file.read_text() == "whole"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("before")

    with suppress(KeyError), written_whole(file) as unfinished:
        unfinished.write_text("half")
        raise KeyError

    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "nowhere" / "file"):
        pass


def test_a_kill_in_the_middle_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from bot.files import written_whole\n"
        "with written_whole(pathlib.Path(sys.argv[1])) as unfinished:\n"
        "    unfinished.write_text('half'); print('half', flush=True); sys.stdin.read()\n"
    )
    file = tmp_path / "file"

    with subprocess.Popen(
        [sys.executable, "-c", program, file],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "half\n"
        victim.kill()
        victim.wait()

    assert not file.exists()
