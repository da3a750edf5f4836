"""The trained network: words in, scores out. Runs on onnxruntime, one thread, no network access."""

import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.extraction.learned.chunks import Chunk
from sightline.extraction.learned.features import LAYOUT
from sightline.extraction.learned.labels import LINKS, PAIR_RANK, PAIR_WIDTH, WORD_HEADS
from sightline.extraction.learned.pairs import PAIR_LAYOUT
from sightline.extraction.learned.wordpieces import WordPieces

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """version: of the weights, as its claims' origin names it."""

    version: str
    pieces: WordPieces
    card: dict[str, Any]
    _session: Any
    _pair: dict[str, Scores]

    def word_scores(
        self, chunks: Sequence[Chunk], columns: Sequence[Sequence[Sequence[int]]]
    ) -> dict[str, Scores]:
        """For each head [words, columns], the words of all chunks in order. columns: of each sentence's words,
        as `features.hints` gives them."""
        # One at a time: quicker than many at once (what a layer works on stays in the cache, nothing is padding), and
        # what is found in a chunk does not depend on its company.
        parts = [self._session.run(None, self._inputs(chunk, columns)) for chunk in chunks]
        return {name: np.concatenate([found[k][0] for found in parts]) for k, name in enumerate(_OUTPUTS)}

    def _inputs(self, chunk: Chunk, columns: Sequence[Sequence[Sequence[int]]]) -> dict[str, Any]:
        long, most = chunk.length, len(chunk.words)
        on = [columns[sentence][word] for sentence, word in chunk.words]
        word_hints = np.zeros((1, most, len(LAYOUT)), np.float32)
        word_hints[0, np.repeat(np.arange(most), list(map(len, on))), list(chain.from_iterable(on))] = 1.0
        ids = np.array([[self.pieces.start, *chain.from_iterable(chunk.pieces), self.pieces.end]], np.int64)
        sizes = list(map(len, chunk.pieces))
        owner = np.repeat(np.arange(most), sizes)  # of each piece but the two at the ends: its word
        hints = np.zeros((1, long, len(LAYOUT)), np.float32)
        hints[0, 1:-1] = word_hints[0, owner]
        pool = np.zeros((1, most, long), np.float32)
        pool[0, owner, np.arange(1, long - 1)] = (1.0 / np.array(sizes))[owner]
        real = np.ones((1, long), np.float32)
        return {"ids": ids, "hints": hints, "real": real, "pool": pool, "word_hints": word_hints}

    def pair_scores(self, triggers: Scores, spans: Scores, columns: Sequence[Sequence[int]]) -> Scores:
        """[pairs, links and roles] for pairs of a trigger and a span, each the mean of its words' scores
        `as_trigger` and `as_span`; columns: as `pairs.pair_columns` gives them, none empty."""
        p = self._pair
        # Few columns are on: their rows are added up, instead of a product with mostly zeros.
        sizes = np.fromiter(map(len, columns), np.intp, len(columns))
        which = np.full((len(columns), sizes.max()), -1)  # the last row holds zeros
        which[np.arange(which.shape[1]) < sizes[:, None]] = list(chain.from_iterable(columns))
        hints = p["hints"][which[:, 0]]
        for column in which.T[1:]:
            hints += p["hints"][column]
        hidden = triggers[:, :PAIR_WIDTH] + spans[:, :PAIR_WIDTH] + hints + p["hints_bias"]
        # einsum, not @: the product is small, and a linear-algebra library would keep a second core spinning for it.
        out: Scores = np.einsum("ph,ho->po", np.maximum(hidden, 0.0), p["out"]) + p["out_bias"]
        product = (
            (triggers[:, PAIR_WIDTH:] * spans[:, PAIR_WIDTH:]).reshape(-1, len(LINKS), PAIR_RANK).sum(-1)
        )
        out[:, : len(LINKS)] += product
        return out

    def confidence(self, surety: float, *, both: bool) -> float:
        """The share of claims found so that are right, as measured on documents kept out of training. surety:
        the model's own, in (0, 1); both: the rules found the same (training/calibrate.py)."""
        bias, slope, agreed = self.card["confidence"]
        return 1.0 / (1.0 + math.exp(-(bias + slope * log_odds(surety) + agreed * both)))


def log_odds(surety: float) -> float:
    """Of a probability, kept off the ends."""
    clear = min(max(surety, 0.01), 0.99)
    return math.log(clear / (1.0 - clear))


_OUTPUTS = (*WORD_HEADS, "as_trigger", "as_span")


@cache
def open_model(folder: Path | None = None) -> Model:
    """The model of the package, or of a folder. Raises ValueError where it was made for other code."""
    import onnxruntime

    where = folder or resources.files("sightline.extraction").joinpath("data/model")
    card = json.loads(where.joinpath("card.json").read_text("utf-8"))
    if card["layout"] != list(LAYOUT) or card["pair_layout"] != list(PAIR_LAYOUT):
        raise ValueError("the language model was trained for another version of the rules; train it again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Adding and evening out in one step is written for other machines: on a CPU the two apart take a third of its time.
    session = onnxruntime.InferenceSession(
        where.joinpath("encoder.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    kept = np.load(io.BytesIO(where.joinpath("pairs.npz").read_bytes()))
    pair = {k: v.astype(np.float32) for k, v in kept.items()}
    pair["hints"] = np.vstack([pair["hints"], np.zeros_like(pair["hints"][:1])])  # a row for "no column"
    pieces = WordPieces(where.joinpath("vocab.txt").read_text("utf-8"))
    return Model(card["version"], pieces, card, session, pair)
