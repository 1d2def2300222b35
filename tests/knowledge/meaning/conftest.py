"""A second model for tests: the one Baton brings, read another way, so that its vectors are others."""

import importlib.util
import json
from pathlib import Path

import pytest

from knowledge.meaning import model as brought


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    """Return the folder of another model."""
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    package = importlib.util.find_spec(brought.DEFAULT_PACKAGE)
    assert package is not None
    assert package.origin is not None
    (folder / "model.onnx").symlink_to(Path(package.origin).with_name("model.onnx"))
    (folder / "tokenizer.json").symlink_to(Path(brought.__file__).with_name("tokenizer.json"))
    return folder
