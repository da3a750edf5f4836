"""Control characters out of texts, made harmless in the file itself and visible to who reads it.

C0 controls (but for tab and line ends) and DEL become their symbols of the Unicode block Control Pictures, one
for one ("␛" for ESC); C1 controls and halves of surrogate pairs become U+FFFD. Characters that change the
direction of writing stay what they are to a reader of the page, but stand in the file as numbers ("&#x202E;"),
so that its source cannot be turned round.
"""

_SYMBOLS: dict[int, str] = {
    **{n: chr(0x2400 + n) for n in range(32) if n not in (9, 10, 13)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
TURNS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
_TURNS: dict[int, str] = {ord(c): f"&#x{ord(c):X};" for c in TURNS}
_ALL = {**_SYMBOLS, **_TURNS}


def symbols(text: str) -> str:
    """Of one length with `text`: only controls replaced by what can be seen."""
    return text.translate(_SYMBOLS)


def visible(page: str) -> str:
    """A whole page of HTML or CommonMark, with both replacements."""
    return page.translate(_ALL)


def turns(text: str) -> bool:
    """Whether the text holds characters that change the direction of writing."""
    return any(c in text for c in TURNS)
