"""Words as PostgreSQL's text index takes them, and what is beyond its limits.

A quote's words stand in a line; the index is a tsvector of it without positions, and the line itself tells whether
words follow each other. An index holds words of 2046 bytes and a megabyte in all. A quote is a sentence, but a page
without a full stop may be beyond: its line is then looked through without an index.
"""

_LONGEST, _MOST_BYTES = 500, 500_000

Phrase = tuple[list[str], bool]  # words that follow each other, and whether the last one may go on


def line_of(words: list[str]) -> tuple[str | None, str | None]:
    """(the line, None), or (None, the line) where no index can hold its words."""
    line = " ".join(words)
    within = len(line.encode()) <= _MOST_BYTES and all(len(word.encode()) <= _LONGEST for word in words)
    return (line, None) if within else (None, line)


def query_of(phrases: list[Phrase]) -> str | None:
    """A tsquery for every word of them; None where the index holds no such word."""
    if any(len(word.encode()) > _LONGEST for words, _ in phrases for word in words):
        return None
    wanted = {
        _quoted(word) + (":*" if open_ and n == len(words) - 1 else "")
        for words, open_ in phrases
        for n, word in enumerate(words)
    }
    return " & ".join(sorted(wanted))


def stretches_of(phrases: list[Phrase]) -> list[str]:
    """What stands in a line, a space put on both its ends, that holds all of them; the longer ones first."""
    made = [f" {' '.join(words)}" + ("" if open_ else " ") for words, open_ in phrases]
    return sorted(made, key=lambda stretch: (-len(stretch), stretch))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
