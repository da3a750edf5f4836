"""A part's sentences as chunks that the encoder reads at once: neighbours give each other context."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.extraction.learned.wordpieces import WordPieces
from sightline.extraction.sentences import Sentence

SENTENCES = 4
PIECES = 220  # of a chunk; a longer sentence is read in stretches of this length


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of neighbouring sentences. words: (sentence, word) numbers; pieces: their ids, a tuple a word."""

    words: tuple[tuple[int, int], ...]
    pieces: tuple[tuple[int, ...], ...]

    @property
    def length(self) -> int:
        """Pieces, with the two that open and close."""
        return sum(map(len, self.pieces)) + 2


def chunks_of(listed: Sequence[Sentence], pieces: WordPieces, *, offset: int = 0) -> list[Chunk]:
    """Every word of every sentence once, in order. offset: sentences in the first chunk where it is to be
    shorter than the others, for variety in training."""
    out: list[Chunk] = []
    words: list[tuple[int, int]] = []
    ids: list[tuple[int, ...]] = []
    held = size = 0

    def close() -> None:
        nonlocal held, size
        if words:
            out.append(Chunk(tuple(words), tuple(ids)))
        words.clear()
        ids.clear()
        held = size = 0

    for number, sentence in enumerate(listed):
        found = [pieces.of(w.text) for w in sentence.words]
        length = sum(map(len, found))
        full = held >= (offset if offset and not out else SENTENCES)
        if held and (full or size + length > PIECES):
            close()
        for at, piece in enumerate(found):
            if size + len(piece) > PIECES:
                close()
            words.append((number, at))
            ids.append(piece)
            size += len(piece)
        held += 1
    close()
    return out
