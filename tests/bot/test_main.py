"""The baton command as it is typed: real processes over a data folder of their own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

SHEET = "Complaint,Answer\nWhere is my parcel?,It left us on {date}.\nCan I get my money back?,Of course.\n"


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """Return the variables for a Baton with an empty guide in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
    return {**kept, "BATON_DATA": str(folder / "data"), "BATON_STARTER": "none", "PYTHONUTF8": "1", **more}


def baton(folder: Path, *words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it printed and how it ended."""
    command = [sys.executable, "-m", "bot.main", *words]
    env = environment(folder, **more)
    return subprocess.run(command, input=given, capture_output=True, text=True, env=env, check=False, encoding="utf-8")


def imported(folder: Path) -> Path:
    """Return the folder, its guide filled from a small sheet."""
    sheet = folder / "sheet.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    done = baton(folder, "import", "guide", str(sheet))
    assert done.returncode == 0, done.stderr
    return folder


def free_port() -> int:
    """Return a port nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as place:
        return int(place.getsockname()[1])


def test_one_question_as_json_gives_the_entry_and_its_fields(tmp_path: Path) -> None:
    folder = imported(tmp_path)

    answered = json.loads(baton(folder, "ask", "--json", "where is my parcel").stdout)

    best = answered["results"][0]
    assert answered.keys() == {"question", "answered", "results"}
    assert best.keys() == {"id", "question", "answer", "score", "topics"}
    assert (answered["question"], answered["answered"]) == ("where is my parcel", True)
    assert (best["question"], best["answer"], best["topics"]) == ("Where is my parcel?", "It left us on {date}.", [])


def test_questions_on_standard_input_are_answered_a_line_each_in_their_order(tmp_path: Path) -> None:
    folder = imported(tmp_path)
    questions = ["money back", "", "where is my parcel", "*" * 5, '"', "AND", "question:parcel", "посылка", "📦"]

    done = baton(folder, "ask", "--stdin", "--limit", "1", given="\n".join(questions) + "\n")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert answers[0]["results"][0]["question"] == "Can I get my money back?"
    assert answers[1] == {"question": "", "answered": False, "results": []}


def test_a_question_without_an_answer_is_kept_but_not_those_of_programs(tmp_path: Path) -> None:
    folder = imported(tmp_path)

    baton(folder, "ask", "llamas in the lift")
    baton(folder, "ask", "--json", "yaks in the yard")
    baton(folder, "ask", "--stdin", given="emus in the evening\n")
    shown = baton(folder, "talk", "--as", "Cy", given="lists\n6\nbye\n").stdout

    assert "llamas in the lift" in shown
    assert "yaks" not in shown
    assert "emus" not in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask",), "Give a question, or --stdin and questions on standard input."),
        (("ask", "where", "--stdin"), "Give a question, or --stdin and questions on standard input."),
        (("talk", "--as", "Zoe"), "Nobody in the team is called Zoe. There are: Ada, Bo, Cy, Dee."),
        (("restore", "missing.bak"), "missing.bak"),
        (("import", "guide", "missing.csv"), "missing.csv"),
        (("import", "guide", "sheet.pages"), "sheet.pages"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    done = baton(tmp_path, *words)

    assert done.returncode != 0
    assert sentence in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_setting_that_means_nothing_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = baton(tmp_path, "run", BATON_PORT="http")

    assert (done.returncode, done.stderr) == (1, "Error: BATON_PORT is “http”. It is a number from 1 to 65535.\n")


def test_a_backup_brings_everything_back_into_an_empty_baton(tmp_path: Path) -> None:
    folder = imported(tmp_path)
    copy = tmp_path / "copy"

    baton(folder, "backup", str(tmp_path / "team.baton"))
    restored = baton(copy, "restore", str(tmp_path / "team.baton"))
    again = baton(copy, "restore", str(tmp_path / "team.baton"))

    assert restored.returncode == 0
    assert "Where is my parcel?" in baton(copy, "ask", "where is my parcel").stdout
    assert again.returncode == 1


def test_what_a_restore_replaces_is_kept_and_can_be_brought_back(tmp_path: Path) -> None:
    folder = imported(tmp_path)
    baton(tmp_path / "empty", "backup", str(tmp_path / "empty.baton"))

    replaced = baton(folder, "restore", str(tmp_path / "empty.baton"), "--replace")
    without = json.loads(baton(folder, "ask", "--json", "where is my parcel").stdout)
    (before,) = (folder / "data" / "backups").iterdir()
    baton(folder, "restore", str(before), "--replace")

    assert f"What was there before is kept in {before}." in replaced.stdout
    assert without["results"] == []
    assert "Where is my parcel?" in baton(folder, "ask", "where is my parcel").stdout


def test_the_starter_guide_is_there_unless_it_shall_not_be(tmp_path: Path) -> None:
    ask = ("ask", "--json", "where is my parcel")

    without = json.loads(baton(tmp_path / "a", *ask, BATON_STARTER="none").stdout)
    with_starter = json.loads(baton(tmp_path / "b", *ask, BATON_STARTER="").stdout)

    assert without["results"] == []
    assert with_starter["results"] != []


def test_running_prints_its_address_answers_there_and_stops_cleanly_when_told(tmp_path: Path) -> None:
    port = free_port()
    env = environment(tmp_path, BATON_PORT=str(port))
    command = [sys.executable, "-m", "bot.main", "run"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            html = page.read().decode()
        running.send_signal(signal.SIGTERM)
        code = running.wait()

    assert said == f"Baton is at http://127.0.0.1:{port} (Ctrl-C stops it)\n"
    assert re.search("Hello Ada", html)
    assert code == 0


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = baton(tmp_path, "run", BATON_PORT=str(port))

    assert done.returncode == 1
    assert f"BATON_PORT={port + 1} make run" in done.stderr
