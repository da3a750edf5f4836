"""Words to the pieces that the encoder knows: BERT's uncased scheme (Devlin et al. 2019), for words already cut.

Lower case, accents off, marks apart, then the longest known piece from the left. The package `tokenizers` does
the same; it is not used here because it brings a client of a model hub along, and with a cache of words this is as fast.
"""

import unicodedata
from functools import lru_cache

UNKNOWN = "[UNK]"
_LONGEST = 40  # characters of a word looked at; longer ones are noise
_MOST = 12  # pieces of one word that are kept


class WordPieces:
    """The vocabulary, one piece a line; a piece's id is the number of its line."""

    def __init__(self, vocabulary: str) -> None:
        self._ids = {piece: n for n, piece in enumerate(vocabulary.split("\n")) if piece}
        self.start, self.end, self.padding = self._ids["[CLS]"], self._ids["[SEP]"], self._ids["[PAD]"]
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; never empty."""
        out: list[int] = []
        for piece in _basic(word[:_LONGEST]):
            out += self._pieces(piece)
        return tuple(out[:_MOST]) or (self._ids[UNKNOWN],)

    def _pieces(self, word: str) -> list[int]:
        out: list[int] = []
        at = 0
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = word[at:end] if at == 0 else "##" + word[at:end]
                if piece in self._ids:
                    out.append(self._ids[piece])
                    at = end
                    break
            else:
                return [self._ids[UNKNOWN]]
        return out


def _basic(word: str) -> list[str]:
    """Lower case without accents; every mark and every Chinese sign by itself."""
    plain = unicodedata.normalize("NFD", word.lower())
    out: list[str] = []
    join = False
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Mn" or kind in {"Cc", "Cf"} or char.isspace():
            continue
        alone = kind.startswith("P") or (kind.startswith("S") and ord(char) < 128) or "一" <= char <= "鿿"
        if alone or not join:
            out.append(char)
        else:
            out[-1] += char
        join = not alone
    return out
