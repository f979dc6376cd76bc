"""Which subjects a sentence is near to, by what people say of each: the lexicon read by meaning."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from services.search import semantics
from services.search.lexicon import OUTSIDE, Concept, Lexicon

# Along 256 of its 512 directions the encoder parts our subjects as well as along all.
AXES = 256
IN_PART = 0.92  # what a part of a query says, the whole says a little less
# A subject is as near as its nearest sayings together; one alone may be a chance.
_LOOKED, _TOGETHER = 250, 3
_SHARP, _LEAST_SHARE = 20.0, 0.03
_FAR, _CLOSE = 0.2, 0.6  # no subject at all, surely one

log = logging.getLogger(__name__)


class Sayings:
    """The meaning of the lexicon's French sayings, along the axes that part them best.

    `axes`: 512 × AXES, orthonormal, strongest last; `vectors`: one row a saying, those that speak
    of what the guide does not answer after all others.
    """

    def __init__(self, lexicon: Lexicon, known: "Sayings | None" = None):
        """`known`: those before a change, whose texts are not encoded again."""
        topics = [concept for concept in lexicon.concepts.values() if concept.is_topic]
        others = [one for one in lexicon.concepts.values() if OUTSIDE in one.filters]
        pairs = [(concept.code, text) for concept in topics for text in _said(concept)]
        self.concepts = [code for code, _ in pairs]
        self.texts = [text for _, text in pairs] + [t for one in others for t in _said(one)]
        if known is None:
            self.axes, self.vectors = _remembered(self.texts)
            return
        self.axes = known.axes
        vectors = dict(zip(known.texts, known.vectors, strict=True))
        new = [text for text in dict.fromkeys(self.texts) if text not in vectors]
        if new:
            vectors |= zip(new, semantics.encode(new) @ self.axes, strict=True)
        self.vectors = np.array([vectors[text] for text in self.texts], np.float32)

    def likeness(self, parts: Sequence[np.ndarray]) -> np.ndarray:
        """Cosine of each saying with a query: its whole, then parts of it."""
        whole, *others = (self.vectors @ (vector @ self.axes) for vector in parts)
        for other in others:
            np.maximum(whole, IN_PART * other, out=whole)
        return whole

    def senses(self, parts: Sequence[np.ndarray]) -> "Senses":
        """The subjects that a query (the vectors of its whole and of its parts) may be about."""
        whole = self.likeness(parts)
        likeness, outside = np.split(whole, [len(self.concepts)])
        count = min(_LOOKED, len(likeness))
        if not count:
            return Senses()
        top = np.argpartition(likeness, -count)[-count:]
        top = top[np.argsort(-likeness[top], kind="stable")]
        near = likeness[top].tolist()
        told: dict[str, list[float]] = {}
        for number, value in zip(top.tolist(), near, strict=True):
            values = told.setdefault(self.concepts[number], [])
            if len(values) < _TOGETHER:
                values.append(value)
        lacking = near[-1]
        means = {
            code: (sum(values) + lacking * (_TOGETHER - len(values))) / _TOGETHER
            for code, values in told.items()
        }
        return Senses(
            _shares(means),
            near=max(means.values()),
            nearest=near[0],
            saying=self.texts[int(top[0])],
            outside=float(outside.max(initial=0.0)),
        )


@dataclass(frozen=True)
class Senses:
    """Subject → its share of the meaning, the likeliest first; how near the first one is, which
    saying of all is nearest and by how much, and how near is what the guide does not answer."""

    shares: dict[str, float] = field(default_factory=dict)
    near: float = 0.0
    nearest: float = 0.0
    saying: str = ""
    outside: float = 0.0

    @property
    def level(self) -> float:
        """How sure it is that any of the subjects is meant, in [0, 1]."""
        return min(1.0, max(0.0, (self.near - _FAR) / (_CLOSE - _FAR)))


def _said(concept: Concept) -> list[str]:
    said = [concept.label, *concept.phrases, *concept.sentences]
    return list(dict.fromkeys(text for text in said if text))


def _shares(means: dict[str, float]) -> dict[str, float]:
    best = max(means.values())
    weights = {code: np.exp(_SHARP * (mean - best)) for code, mean in means.items()}
    whole = sum(weights.values())
    ordered = sorted(weights, key=lambda code: (-weights[code], code))
    shares = {code: float(weights[code] / whole) for code in ordered}
    return {code: share for code, share in shares.items() if share > _LEAST_SHARE}


def main_axes(vectors: np.ndarray, count: int) -> np.ndarray:
    """The directions along which meanings differ most: 512 × count, orthonormal, best last."""
    spread = vectors.T @ vectors
    _, axes = np.linalg.eigh(spread.astype(np.float64))
    return np.ascontiguousarray(axes[:, -count:].astype(np.float32))


def _remembered(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Axes and vectors of these texts: mapped from the file that a process left, else made."""
    path = _path(texts)
    if path is not None and path.exists():
        try:
            kept = np.load(path, mmap_mode="r", allow_pickle=False)
            if kept.shape == (semantics.DIMENSIONS + len(texts), AXES):
                return kept[: semantics.DIMENSIONS], kept[semantics.DIMENSIONS :]
        except (OSError, ValueError) as problem:
            log.warning("sayings not read from their file: %s", problem)
    whole = semantics.encode(texts).astype(np.float32)
    axes = main_axes(whole, AXES)
    vectors = np.ascontiguousarray(whole @ axes)
    if path is not None:
        _keep(path, np.concatenate([axes, vectors]))
    return axes, vectors


def _path(texts: list[str]) -> Path | None:
    folder = semantics.folder()
    if folder is None:
        return None
    told = "\n".join([semantics.model_name(), *texts])
    return folder / f"sayings-{hashlib.sha256(told.encode()).hexdigest()[:24]}.npy"


def _keep(path: Path, values: np.ndarray) -> None:
    """Write it and drop the former ones; without a disk, nothing is kept."""
    try:
        semantics.write_whole(path, values)
        for other in path.parent.glob("sayings-*.npy"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as problem:
        log.warning("sayings not kept in a file: %s", problem)
