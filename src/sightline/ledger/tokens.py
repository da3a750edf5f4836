"""Words as SQLite's FTS5 takes them apart, so that a search means the same on every dialect.

Which characters are letters, what case and accents fold to, is decided in one place: the tokenizer of the first
migration, asked through an index in memory.
"""

import re
import sqlite3
import threading
from collections.abc import Sequence

TOKENIZER = "unicode61 remove_diacritics 2"

# Scripts written without spaces between words, where the tokenizer would see a whole clause as one word.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def spaced(text: str) -> str:
    """The text with every character of such a script standing alone: a word each."""
    return UNSPACED.sub(r" \g<0> ", text) if UNSPACED.search(text) else text


# What stands between such marks is looked for as it stands; a star may follow it.
_PHRASE = re.compile(
    r'"([^"]+)"(\*?)|\u201c([^\u201c\u201d]+)\u201d(\*?)|\u00ab([^\u00ab\u00bb]+)\u00bb(\*?)|(\S+)'
)


def asked(text: str) -> list[str]:
    """The words and the quoted phrases of a search as they were typed, the marks left out; U+0000, which ends a
    query of FTS5, parts two."""
    found = _PHRASE.finditer(text.replace("\0", " "))
    return ["".join(filter(None, match.groups())) for match in found]


_here = threading.local()


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, folded, in order."""
    found: list[list[str]] = [[] for _ in texts]
    connection = _index()
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts))
    for n, term in connection.execute('SELECT doc, term FROM terms ORDER BY doc, "offset"'):
        found[n].append(term)
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    return found


def _index() -> sqlite3.Connection:
    if not hasattr(_here, "index"):
        made = sqlite3.connect(":memory:", isolation_level=None)
        made.execute(f"CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize=\"{TOKENIZER}\")")
        made.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
        _here.index = made
    index: sqlite3.Connection = _here.index
    return index
