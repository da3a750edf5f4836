"""Commenters are never named: a keyed hash stands for the handle, so that one voice can still be told apart."""

import hashlib
import hmac
import re
import unicodedata


def hashed(handle: str, key: bytes) -> str:
    """ "h:" and 16 hex digits of HMAC-SHA256 over the handle in NFKC, case folded, spaces joined. Without the
    key nobody can test a list of names against it."""
    plain = " ".join(unicodedata.normalize("NFKC", handle).casefold().split()).lstrip("@")
    return "h:" + hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:16]


_GREETING = (
    r"(?:hey|hi|hello|dear|thanks|thank you|sorry|lieber?|hallo|danke|hola|gracias|cher|chère|merci|sevgili)"
)


def without(text: str, handles: set[str], *, instead: str = "[name]") -> str:
    """`text` with the handles taken out. "@name" and a name that opens a line as an address go altogether; a
    handle of several words, or with digits in it, becomes "[name]" wherever it stands.

    A handle that is one plain word ("Russia", "ich") may be a word of the text as well: it goes where somebody
    is spoken to or signs, and stays inside a sentence.
    """
    for handle in sorted((h for h in handles if h.strip()), key=len, reverse=True):
        name = r"\s+".join(re.escape(word) for word in handle.split())
        text = re.sub(rf"(?im)^\s*@\s?{name}(?!\w)\s*[:,–-]?\s*", "", text)
        text = re.sub(rf"(?i)@\s?{name}(?!\w)", instead, text)
        if len(handle.split()) > 1 or not handle.isalpha():
            text = re.sub(rf"(?i)(?<!\w){name}(?!\w)", instead, text)
            continue
        text = re.sub(rf"(?im)^\s*{name}\s*[,:!]\s*", "", text)
        text = re.sub(rf"(?im)(^\s*{_GREETING}\s+){name}(?!\w)", rf"\1{instead}", text)
        text = re.sub(rf"(?im)^((?:\S+\s)?){name}[.!]?$", rf"\1{instead}", text)
    return text
