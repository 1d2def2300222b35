"""The model: checked before it is loaded, the same vector for a text whatever stands beside it, no network."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.meaning.meaning import loaded
from knowledge.meaning.model import SUMS, load_model
from knowledge.refusal import Refusal


def test_what_means_the_same_lies_together() -> None:
    parcel, delivery, weather = loaded(None).embed(
        ["my parcel is missing", "the delivery never showed up", "nice weather today"]
    )

    assert parcel @ delivery > 3 * (parcel @ weather)


def test_a_vector_has_length_one_and_depends_on_its_text_alone() -> None:
    model = loaded(None)

    alone, together = model.embed(["where is my parcel"])[0], model.embed(["hello", "where is my parcel"])[1]

    assert np.array_equal(alone, together)
    assert float(alone @ alone) == pytest.approx(1)


@pytest.mark.parametrize("which", ["the one Baton brings", "another"])
def test_texts_that_have_nothing_to_do_with_each_other_are_not_alike_to_any_model(
    which: str, other_model: Path
) -> None:
    model = loaded(other_model if which == "another" else None)
    unrelated = ["Where do I find my invoice?", "The cat sleeps on the roof.", "Paris is in France.", "Turn left here."]

    own, vectors = model.as_given(unrelated), model.embed(unrelated)

    apart = np.triu_indices(len(unrelated), 1)
    assert float(np.abs((vectors @ vectors.T)[apart].mean())) < 0.1
    assert (vectors @ vectors.T)[apart].mean() < (own @ own.T)[apart].mean()


@pytest.mark.parametrize("text", ["", " ", "📦", "where " * 2_000, "посылка", "a\ud83d"])
def test_every_text_has_a_vector(text: str) -> None:
    assert np.isfinite(loaded(None).embed([text])).all()


def test_the_words_a_model_knows_are_a_dictionary_with_the_commonest_first() -> None:
    words = loaded(None).words

    assert {"parcel", "card", "delivery"} < set(words)
    assert words.index("the") < words.index("parcel")


def test_another_way_to_read_a_model_is_another_model(other_model: Path) -> None:
    assert loaded(other_model).identity != loaded(None).identity


def test_a_folder_without_a_model_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        load_model(tmp_path)


def test_a_file_that_is_no_model_is_refused(other_model: Path) -> None:
    (other_model / "model.onnx").unlink()
    (other_model / "model.onnx").write_bytes(b"no model")

    with pytest.raises(Refusal, match="cannot be loaded"):
        load_model(other_model)


def test_a_model_that_is_not_the_one_its_folder_promises_is_never_loaded(other_model: Path) -> None:
    (other_model / SUMS).write_text(f"{hashlib.sha256(b'another').hexdigest()}  model.onnx\n")

    with pytest.raises(Refusal, match="It was not loaded"):
        load_model(other_model)


def test_loading_and_running_the_model_brings_no_pytorch_and_opens_no_connection() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('the network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from knowledge.meaning.model import load_model\n"
        "load_model(None).embed(['where is my parcel'])\n"
        "print('torch' in sys.modules)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "."},
    )

    assert done.stdout == "False\n"
